import { joinVoiceChannel, VoiceConnectionStatus } from '@discordjs/voice';
import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { startSandbox } from '#src/sandbox/Sandbox.ts';
import { trust } from '#test/support/voice/trust.ts';
import { logIn } from '../support/sandbox.ts';
import { RawTab } from './support/RawTab.ts';

const PATIENCE_MS = 5_000;

test('when the voice server is taken away and back elsewhere, the bot hears of it in every guild', async () => {
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
  const allAre = (status: VoiceConnectionStatus): Promise<void> =>
    expect
      .poll(() => connections.map(({ state }) => state.status), { timeout: PATIENCE_MS })
      .toEqual([status, status]);
  await allAre(VoiceConnectionStatus.Ready);
  const tab = await RawTab.open(sandbox.announcement.pageUrl);

  await tab.ask('setFault', { id: 'voice.gone', value: true });
  await allAre(VoiceConnectionStatus.Disconnected);
  await tab.ask('setFault', { id: 'voice.gone', value: false });
  await allAre(VoiceConnectionStatus.Ready);
});
