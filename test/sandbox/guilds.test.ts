import {
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { Client } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { sine } from '../support/signals/tones.ts';
import { playPcm } from '../support/voice/playPcm.ts';
import { trust } from '../support/voice/trust.ts';
import { callApi } from './support/api.ts';
import { logIn } from './support/sandbox.ts';

const PATIENCE_MS = 5_000;

interface Place {
  readonly id: string;
  readonly lounge: string;
  readonly control: ControlClient;
}

let sandbox: Sandbox;
let bot: Client<true>;
let first: Place;
let second: Place;

beforeAll(async () => {
  sandbox = await startSandbox({
    log: silentLog,
    guilds: 2,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  trust(sandbox.caPem);
  bot = await logIn(sandbox);
  const [one, other] = sandbox.announcement.guilds.map(({ id, controlUrl, channelIds }) => ({
    id,
    lounge: channelIds['Lounge'] ?? '',
    control: new ControlClient(controlUrl),
  }));
  if (one === undefined || other === undefined) throw new Error('Not two guilds');
  first = one;
  second = other;
});
afterAll(async () => {
  await bot.destroy();
  await sandbox.close();
});

async function joinLounge({ id, lounge }: Place): Promise<VoiceConnection> {
  const guild = bot.guilds.cache.get(id);
  if (guild === undefined) throw new Error('No guild');
  const connection = joinVoiceChannel({
    guildId: id,
    channelId: lounge,
    adapterCreator: guild.voiceAdapterCreator,
  });
  await entersState(connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
  return connection;
}

describe('two guilds', () => {
  test('are told to the bot, by the gateway and by the REST API', async () => {
    expect(bot.guilds.cache.map(({ name }) => name)).toEqual(['Sandbox', 'Sandbox 2']);
    const { body } = await callApi(sandbox, 'GET', '/users/@me/guilds');
    expect(body).toMatchObject([{ id: first.id }, { id: second.id }]);
    expect(sandbox.announcement.guildId).toBe(first.id);
    expect(first.id).not.toBe(second.id);
  });

  test('have control APIs of their own, and the first the plain paths as well', async () => {
    const plain = await new ControlClient(sandbox.announcement.controlUrl).overview();
    expect(plain['guild']).toEqual({ id: first.id, name: 'Sandbox' });
    expect((await first.control.overview())['guild']).toEqual(plain['guild']);
    const other = await second.control.overview();
    expect(other['guild']).toEqual({ id: second.id, name: 'Sandbox 2' });
    expect(other.people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan']);
  });

  test('share their people, who are in one voice channel at a time', async () => {
    await first.control.join('Ada', 'Lounge');
    const { voice } = await second.control.join('Ada', 'Lounge');
    expect(voice?.channelId).toBe(second.lounge);
    expect((await first.control.person('Ada')).voice).toBeNull();
    await second.control.leave('Ada');
  });

  test('keep a newcomer, a kick and a change of permissions to themselves', async () => {
    await second.control.addPerson('Eve');
    await expect(first.control.person('Eve')).rejects.toThrow('nobody called "Eve"');
    await second.control.guild.removeMember('Dan');
    expect((await first.control.person('Dan')).name).toBe('Dan');
    await second.control.guild.setOverwrite('Lounge', 'Cleo', { deny: ['Connect'] });
    await expect(second.control.join('Cleo', 'Lounge')).rejects.toThrow('closed');
    await first.control.join('Cleo', 'Lounge');
    await first.control.leave('Cleo');
  });

  test('hear the bot at the same time, each what it plays there', { timeout: 30_000 }, async () => {
    await first.control.join('Ada', 'Lounge');
    await second.control.join('Ben', 'Lounge');
    const connections = [await joinLounge(first), await joinLounge(second)] as const;
    await Promise.all([
      playPcm(connections[0], sine({ hz: 440, seconds: 1 })),
      playPcm(connections[1], sine({ hz: 440, seconds: 2 })),
    ]);
    const [ada] = await first.control.recordings('Ada');
    const [ben] = await second.control.recordings('Ben');
    expect(ada?.channelId).toBe(first.lounge);
    expect(ben?.channelId).toBe(second.lounge);
    expect(ada?.seconds).toBeLessThan(1.5);
    expect(ben?.seconds).toBeGreaterThan(1.9);
    expect(await first.control.recordings('Ben')).toEqual([]);

    // One voice server carries both: when it moves, the bot follows in both.
    const { endpoint } = await first.control.voiceFaults.server();
    const away = connections.map((each) =>
      entersState(each, VoiceConnectionStatus.Connecting, PATIENCE_MS),
    );
    await first.control.voiceFaults.moveServer();
    await Promise.all(away);
    for (const each of connections) {
      await entersState(each, VoiceConnectionStatus.Ready, PATIENCE_MS);
    }
    const moved = await second.control.voiceFaults.server();
    expect(moved.endpoint).not.toBe(endpoint);
    expect(moved.clients).toHaveLength(2);
    for (const each of connections) each.destroy();
  });
});
