import { entersState, joinVoiceChannel, VoiceConnectionStatus } from '@discordjs/voice';
import { expect, test } from 'vitest';
import { silentLog } from '../../../src/log.ts';
import { startSandbox } from '../../../src/sandbox/Sandbox.ts';
import { trust } from '../../support/voice/trust.ts';
import { logIn } from '../support/sandbox.ts';
import { RawTab } from './support/RawTab.ts';

const PATIENCE_MS = 5_000;

test('when the voice server moves or is taken away, the bot hears of it in every guild', async () => {
  await using cleanup = new AsyncDisposableStack();
  const sandbox = await startSandbox({
    log: silentLog,
    guilds: 2,
    ports: { page: 0 },
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  cleanup.defer(() => sandbox.close());
  trust(sandbox.caPem);
  const bot = await logIn(sandbox);
  cleanup.defer(() => bot.destroy());
  const connections = sandbox.announcement.guilds.map(({ id, channelIds }) => {
    const guild = bot.guilds.cache.get(id);
    if (guild === undefined) throw new Error('No guild');
    const connection = joinVoiceChannel({
      guildId: id,
      channelId: channelIds['Lounge'] ?? '',
      adapterCreator: guild.voiceAdapterCreator,
    });
    // It tries the place that is gone once more before it hears that there is none.
    connection.on('error', () => {});
    return connection;
  });
  cleanup.defer(() => {
    for (const each of connections) each.destroy();
  });
  expect(connections).toHaveLength(2);
  const allEnter = (status: VoiceConnectionStatus): Promise<unknown> =>
    Promise.all(connections.map((each) => entersState(each, status, PATIENCE_MS)));
  await allEnter(VoiceConnectionStatus.Ready);
  const tab = await RawTab.open(sandbox.announcement.pageUrl);

  const away = allEnter(VoiceConnectionStatus.Connecting);
  await tab.ask('setFault', { id: 'voice.move', value: true });
  await away;
  await allEnter(VoiceConnectionStatus.Ready);

  await tab.ask('setFault', { id: 'voice.gone', value: true });
  await allEnter(VoiceConnectionStatus.Disconnected);
  await tab.ask('setFault', { id: 'voice.gone', value: false });
  await allEnter(VoiceConnectionStatus.Ready);
});
