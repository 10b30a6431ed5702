import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeWav } from '#src/audio/wav.ts';
import { type SandboxAnnouncement, sandboxAnnouncement } from '#src/sandbox/announcement.ts';
import { music } from '#test/support/signals/music.ts';
import { trust } from '#test/support/voice/trust.ts';
import { control } from '../support/control.ts';
import { FILE, type ForeignBot } from './ForeignBot.ts';
import { startDysnomia } from './startDysnomia.ts';
import { startOceanic } from './startOceanic.ts';

const PATIENCE_MS = 10_000;
const CLIENTS = [
  { start: startOceanic, person: 'ada', channel: 'Lounge' },
  { start: startDysnomia, person: 'ben', channel: 'Studio' },
] as const;

let program: ChildProcess;
let announcement: SandboxAnnouncement;

/** One sandbox, as `npm run sandbox` starts it, for both bots at once. */
beforeAll(async () => {
  const arguments_ = ['src/sandbox/main.ts', '--bots', '2', '--page-port', '0'];
  program = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (program.stdout === null) throw new Error('No standard output');
  const lines = createInterface({ input: program.stdout });
  const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(30_000) });
  announcement = sandboxAnnouncement.parse(JSON.parse(String(line)));
  trust(await readFile(announcement.caFile, 'utf8'));
});
afterAll(async () => {
  const exited = once(program, 'exit');
  program.kill('SIGTERM');
  await exited;
});

const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await control({ announcement }, method, path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
};

async function until(what: string, holds: () => boolean): Promise<void> {
  const givesUpAtMs = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > givesUpAtMs) throw new Error(`${what} did not happen`);
    await sleep(20);
  }
}

describe.each(CLIENTS.map((client, index) => ({ ...client, index })))('$start.name', (client) => {
  const { person, channel, index } = client;
  let bot: ForeignBot;
  const bots = () => announcement.bots[index] ?? announcement.bots[0];
  const type = (line: string) =>
    ask('POST', `/people/${person}/commands`, { line, bot: bots()?.name, wait: 'response' });

  beforeAll(async () => {
    const { discordApiUrl, guildId } = announcement;
    bot = await client.start({ discordApiUrl, guildId, discordToken: bots()?.discordToken ?? '' });
    await bot.register();
  });
  afterAll(() => bot.disconnect());

  test('knows who it is', () => {
    expect(bot.userName).toBe(bots()?.name);
  });

  test('answers a command, and the press of its button', async () => {
    const greeted = Object(await type('/greet name:Ada'));
    expect(greeted).toMatchObject({ answer: 'reply', response: { content: 'Hello Ada' } });
    const message = greeted.responseMessageId;
    const pressed = await ask('POST', `/people/${person}/press`, { message, customId: 'again' });
    expect(pressed).toMatchObject({ answer: 'deferredUpdate', state: 'acknowledged' });
    const contents = async () =>
      Object(await ask('GET', `/people/${person}/messages`)).map(
        ({ content }: { content: string }) => content,
      );
    const givesUpAtMs = performance.now() + PATIENCE_MS;
    while (!(await contents()).includes('Pressed')) {
      expect(performance.now()).toBeLessThan(givesUpAtMs);
    }
  });

  test('defers, edits, and says more', async () => {
    const later = Object(await type('/later'));
    expect(later).toMatchObject({ answer: 'deferredReply', response: { content: 'Done' } });
    const givesUpAtMs = performance.now() + PATIENCE_MS;
    let followUps: string[] = [];
    while (followUps.length === 0) {
      expect(performance.now()).toBeLessThan(givesUpAtMs);
      followUps = Object(await ask('GET', `/interactions/${later.id}`)).followUpIds;
    }
  });

  test('uploads a file', async () => {
    expect(await type('/file')).toMatchObject({
      response: { content: 'Here', attachments: [{ filename: FILE.name }] },
    });
  });

  test('is heard in a voice channel, end-to-end encrypted', async () => {
    await ask('PUT', `/people/${person}/voice`, { channel });
    await bot.join(announcement.channelIds[channel] ?? '');
    await until('the end-to-end encryption', () => (bot.privacyCode() ?? '') !== '');
    await bot.play(music({ seconds: 2 }));
    const { clients } = Object(await ask('GET', '/voice/server'));
    expect(clients).toContainEqual(
      expect.objectContaining({ userId: bots()?.applicationId, daveVersion: 1 }),
    );
    const path = `/people/${person}/recordings/${bots()?.applicationId}/audio.wav`;
    const wav = await fetch(`${announcement.controlUrl}${path}`);
    const { pcm } = decodeWav(Buffer.from(await wav.arrayBuffer()));
    expect(pcm.length / 2 / 48_000).toBeGreaterThan(1.9);
    expect(Math.max(...pcm.subarray(0, 96_000))).toBeGreaterThan(1_000);
    bot.leave();
  });

  test('has nothing to complain of', () => {
    expect(bot.complaints).toEqual([]);
  });
});
