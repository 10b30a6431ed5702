import { entersState, joinVoiceChannel, VoiceConnectionStatus } from '@discordjs/voice';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeWav, encodeWav } from '#src/audio/wav.ts';
import { silentLog } from '#src/log.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { until } from '../support/events.ts';
import { music } from '../support/signals/music.ts';
import { playPcm } from '../support/voice/playPcm.ts';
import { trust } from '../support/voice/trust.ts';
import { control } from './support/control.ts';
import { logIn } from './support/sandbox.ts';

const PATIENCE_MS = 5_000;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    log: silentLog,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  trust(sandbox.caPem);
});
afterAll(() => sandbox.close());

test('a person hears an unmodified bot, and the control API tells what', {
  timeout: 30_000,
}, async () => {
  const bot = await logIn(sandbox);
  const { guildId, channelIds, userIds } = sandbox.announcement;
  const guild = bot.guilds.cache.get(guildId);
  if (guild === undefined) throw new Error('No guild');
  await control(sandbox, 'PUT', '/people/ada/voice', { channel: 'Lounge' });

  const connection = joinVoiceChannel({
    guildId,
    channelId: channelIds['Lounge'] ?? '',
    adapterCreator: guild.voiceAdapterCreator,
    selfDeaf: false,
  });
  await entersState(connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
  await playPcm(connection, music({ seconds: 2 }));

  const { body } = await control(sandbox, 'GET', '/people/ada/recordings');
  expect(body).toMatchObject([
    { speaker: 'Lyrebird', speakerId: userIds['Lyrebird'], channelId: channelIds['Lounge'] },
  ]);
  const wav = await fetch(
    `${sandbox.announcement.controlUrl}/people/ada/recordings/lyrebird/audio.wav`,
  );
  const { pcm } = decodeWav(Buffer.from(await wav.arrayBuffer()));
  expect(pcm.length / 2 / 48_000).toBeGreaterThan(1.9);
  expect(Math.max(...pcm.subarray(0, 96_000))).toBeGreaterThan(1_000);

  expect((await control(sandbox, 'DELETE', '/people/ada/recordings')).status).toBe(204);
  expect((await control(sandbox, 'GET', '/people/ada/recordings')).body).toEqual([]);

  // A moderator moves the bot: the library follows, and Ada, who stayed, hears nothing.
  const away = entersState(connection, VoiceConnectionStatus.Connecting, PATIENCE_MS);
  await control(sandbox, 'POST', '/members/lyrebird/move', { channel: 'Studio' });
  await away;
  await entersState(connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
  expect((await control(sandbox, 'GET', '/voice-states')).body).toMatchObject([
    { user: 'Ada', channel: 'Lounge' },
    { user: 'Lyrebird', channel: 'Studio' },
  ]);

  const gone = entersState(connection, VoiceConnectionStatus.Disconnected, PATIENCE_MS);
  await control(sandbox, 'POST', '/members/lyrebird/disconnect');
  await gone;
  connection.destroy();
  await bot.destroy();
});

test('a person speaks, others hear it, and who cannot be heard is told why', async () => {
  const pcm = Int16Array.from({ length: 8_000 }, (_, i) => Math.round(9_000 * Math.sin(i / 6)));
  const wav = encodeWav({ pcm, sampleRateHz: 16_000, channels: 1 }).toString('base64');
  const say = (body: object = { wav }): ReturnType<typeof control> =>
    control(sandbox, 'POST', '/people/cleo/say', body);
  expect((await say()).body).toMatchObject({ error: { code: 'voice.notConnected' } });
  for (const person of ['cleo', 'ben']) {
    await control(sandbox, 'PUT', `/people/${person}/voice`, { channel: 'Studio' });
  }
  expect(await say()).toMatchObject({ status: 202, body: { durationMs: 500 } });
  expect(await say({ wav: 'UklGRg==' })).toMatchObject({ status: 400 });
  const heard = async (): Promise<unknown> =>
    (await control(sandbox, 'GET', '/people/ben/recordings')).body;
  await until(
    'Ben to hear Cleo',
    async () => (JSON.stringify(await heard()).includes('Cleo') ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 20)),
  );
  const spoken = await say({ text: 'make it darker' });
  expect(spoken.status).toBe(202);
  expect(Object(spoken.body).durationMs).toBeGreaterThan(400);
  expect(await say({ text: 'darker', voice: 'nobody' })).toMatchObject({ status: 400 });
  await control(sandbox, 'PATCH', '/people/cleo/voice', { muted: true });
  expect((await say()).body).toMatchObject({ error: { code: 'voice.muted' } });
  await control(sandbox, 'PATCH', '/people/cleo/voice', { muted: false, deafened: true });
  expect((await say()).body).toMatchObject({ error: { code: 'voice.deafened' } });
});
