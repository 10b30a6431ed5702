import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PermissionFlagsBits } from 'discord.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { noConditions } from '#src/conditions.ts';
import { diagnose } from '#src/doctor/diagnose.ts';
import { discordFindings } from '#src/doctor/discord.ts';
import { type Finding, look } from '#src/doctor/Finding.ts';
import { dataFindings, nodeFinding, opusFinding } from '#src/doctor/machine.ts';
import { geminiFindings, lyriaFindings, udpFindings } from '#src/doctor/music.ts';
import { paceFindings, runningFindings } from '#src/doctor/running.ts';
import { silentLog } from '#src/log.ts';
import { healthOf } from '#src/ops/healthOf.ts';
import { openStore } from '#src/store/openStore.ts';
import { GeminiServer } from '../support/gemini/GeminiServer.ts';
import { completeSetup, ScriptedServer } from '../support/lyria/ScriptedServer.ts';
import {
  CHANNEL_ID,
  channelOf,
  GUILD_ID,
  startDiscordApi,
  TOKEN,
  wellAnswers,
} from './DiscordApi.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'lyrebird-doctor-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** What is said of one matter. */
function of(findings: readonly Finding[], about: string): string {
  return findings
    .filter((each) => each.about === about)
    .map(({ state, text }) => `${state}: ${text}`)
    .join('\n');
}

describe('the machine', () => {
  test.each([
    ['v24.12.0', 'fine'],
    ['v26.0.1', 'fine'],
    ['v24.11.9', 'wrong'],
    ['v22.20.0', 'wrong'],
  ])('Node %s: %s', (version, state) => expect(nodeFinding(version).state).toBe(state));

  test('the slow Opus works, but is named', () => {
    expect(opusFinding('@discordjs/opus').state).toBe('fine');
    expect(opusFinding('opusscript')).toMatchObject({ state: 'warning' });
  });
});

describe('the data folder', () => {
  test('is fine while a bot runs on it, and nothing is left behind', async () => {
    const directory = folder();
    const parts = { clock: systemClock, conditions: noConditions, log: silentLog };
    const store = openStore({ ...parts, directory });
    const findings = await dataFindings(directory);
    await store.close();
    expect(findings.map(({ state }) => state)).toEqual(['fine', 'fine', 'fine']);
    expect(of(findings, 'Database')).toContain('sound');
  });

  test('that is not there yet is no fault', async () => {
    expect((await dataFindings(join(folder(), 'later')))[0]?.state).toBe('fine');
  });

  test('that takes no files', async () => {
    const directory = folder();
    const path = join(directory, 'file');
    writeFileSync(path, '');
    expect(of(await dataFindings(path), 'Data folder')).toMatch(/^wrong: .*ENOTDIR/);
  });

  test('that belongs to somebody else, or in which one file does', async () => {
    const directory = folder();
    writeFileSync(join(directory, 'lyrebird.db-wal'), '');
    for (const theirs of [directory, join(directory, 'lyrebird.db-wal')]) {
      const findings = await dataFindings(directory, { mayWrite: (path) => path !== theirs });
      const text = of(findings, 'Data folder');
      expect(text).toContain(`wrong: ${theirs} cannot be written: it must belong to`);
    }
  });

  test('on a disk that is nearly full', async () => {
    const findings = await dataFindings(folder(), { freeBytes: () => 5e6 });
    expect(of(findings, 'Data folder')).toContain('wrong: 5 MB free: make room');
  });

  test('with a damaged database, one of another program, and one of a newer version', async () => {
    const directory = folder();
    const path = join(directory, 'lyrebird.db');
    writeFileSync(path, 'no database '.repeat(1_000));
    expect(of(await dataFindings(directory), 'Database')).toMatch(/^wrong: store\.corrupt/);
    rmSync(path);
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE other (x)');
    expect(of(await dataFindings(directory), 'Database')).toMatch(/^wrong: store\.foreign/);
    db.exec(`PRAGMA application_id = ${0x4c_59_52_45}; PRAGMA user_version = 999`);
    db.close();
    expect(of(await dataFindings(directory), 'Database')).toMatch(/^wrong: store\.newer/);
  });
});

describe('the settings', () => {
  test('that make no sense are named, and nothing else is looked at', async () => {
    const findings = await diagnose({ environment: { LOG_LEVEL: 'loud' } });
    expect(of(findings, 'Settings')).toMatch(/^wrong: config\.invalid.*\n.*LOG_LEVEL/);
    expect(findings.some(({ about }) => about === 'Discord')).toBe(false);
  });

  test('a file .env that is not as it was meant', async () => {
    const envFile = join(folder(), '.env');
    writeFileSync(envFile, 'DISCORD_TOKEN abc\n');
    const findings = await diagnose({ environment: {}, envFile });
    expect(of(findings, 'Settings')).toMatch(/^wrong: .*\n.*DISCORD_TOKEN has no =/);
  });

  test('a misspelt name', async () => {
    const environment = { LOGLEVEL: 'info', DATA_DIR: folder() };
    expect(of(await diagnose({ environment }), 'Settings')).toMatch(/^warning: .*LOG_LEVEL meant/);
  });
});

describe('Discord', () => {
  async function asked(
    change: Record<string, unknown> = {},
    options: Parameters<typeof startDiscordApi>[1] & {
      readonly devGuildId?: string;
      readonly channelIds?: readonly string[];
    } = {},
  ): Promise<readonly Finding[]> {
    const apiUrl = await startDiscordApi({ ...wellAnswers(), ...change }, options);
    const discord = { kind: 'api', token: TOKEN, apiUrl } as const;
    return look('Discord', () => discordFindings(discord, options));
  }

  test('all is fine, and the invite asks for exactly what is needed', async () => {
    const findings = await asked({}, { channelIds: [CHANNEL_ID] });
    expect(findings.filter(({ state }) => state !== 'fine')).toEqual([]);
    const [, bits = ''] = /permissions=(\d+)/.exec(of(findings, 'Invite')) ?? [];
    const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
    const { Connect, Speak, RequestToSpeak, SetVoiceChannelStatus } = PermissionFlagsBits;
    const text = ViewChannel | SendMessages | SendMessagesInThreads;
    expect(BigInt(bits)).toBe(text | Connect | Speak | RequestToSpeak | SetVoiceChannelStatus);
  });

  test('a token that it does not take', async () => {
    expect(of(await asked({ '/gateway/bot': 401 }), 'Discord')).toMatch(
      /^wrong: discord\.bad-token/,
    );
  });

  test('a limit of Discord that lasts', async () => {
    const gateway = { status: 429, body: { message: 'slow', retry_after: 300, global: false } };
    expect(of(await asked({ '/gateway/bot': gateway }), 'Discord')).toMatch(
      /^wrong: discord\.rate-limited: .*30[01] s/,
    );
  });

  test('nobody answers', async () => {
    const discord = { kind: 'api', token: TOKEN, apiUrl: 'http://127.0.0.1:1/api' } as const;
    const findings = await look('Discord', () => discordFindings(discord, {}));
    expect(of(findings, 'Discord')).toMatch(/^wrong: discord\.unreachable/);
  });

  test('a name that no name service knows', async () => {
    const apiUrl = 'http://discord.invalid/api';
    const discord = { kind: 'api', token: TOKEN, apiUrl } as const;
    const findings = await look('Discord', () => discordFindings(discord, {}));
    expect(of(findings, 'Discord')).toMatch(/^wrong: discord\.unreachable.*(ENOTFOUND|EAI_AGAIN)/);
  });

  test('a page of the network answers', async () => {
    const findings = await asked({}, { page: '<html>Log in</html>' });
    expect(of(findings, 'Discord')).toMatch(/^wrong: discord\.intercepted/);
  });

  test.each([
    [0, 'wrong'],
    [20, 'warning'],
  ])('%d log-ins left: %s', async (remaining, state) => {
    const limit = { total: 1_000, remaining, reset_after: 7_200_000 };
    const gateway = { url: 'wss://gateway.example', session_start_limit: limit };
    const text = of(await asked({ '/gateway/bot': gateway }), 'Log-ins');
    expect(text).toMatch(new RegExp(`^${state}: ${remaining} of 1000 .* for 2 h`));
  });

  test.each([
    [-3_600_000, /^wrong: is (3600|3601|3599) s fast/],
    [120_000, /^wrong: is (120|119|121) s slow/],
  ])("the machine's clock is off by %d ms", async (dateOffMs, sentence) => {
    expect(of(await asked({}, { dateOffMs }), 'Clock')).toMatch(sentence);
  });

  test('an application that asks for a code grant cannot be invited', async () => {
    const own = { ...Object(wellAnswers()['/applications/@me']), bot_require_code_grant: true };
    expect(of(await asked({ '/applications/@me': own }), 'Application')).toMatch(
      /^wrong: .*code grant/,
    );
  });

  test('a command that is not registered, in the wrong place, or twice', async () => {
    const ids = Object.keys(wellAnswers()).filter((path) => path.endsWith('/commands'));
    const [everywhere = '', inGuild = ''] = ids;
    expect(of(await asked({ [everywhere]: [] }), 'Commands')).toMatch(/^warning: .*not registered/);
    const devGuildId = GUILD_ID;
    expect(of(await asked({ [everywhere]: [] }, { devGuildId }), 'Commands')).toMatch(
      /^warning: .*not registered in/,
    );
    const both = { [inGuild]: [{ name: 'lyria' }] };
    expect(of(await asked(both, { devGuildId }), 'Commands')).toMatch(/^warning: .*twice/);
    expect(of(await asked({ [inGuild]: 403 }, { devGuildId }), 'Commands')).toMatch(
      /^wrong: the bot is not on server/,
    );
  });

  test.each([
    [2, 'Connect', PermissionFlagsBits.Connect],
    [2, 'Speak', PermissionFlagsBits.Speak],
    [2, 'View Channel', PermissionFlagsBits.ViewChannel],
    [0, 'Send Messages', PermissionFlagsBits.SendMessages],
    // Nobody has given it in the first place.
    [13, 'Request to Speak', 0n],
    [11, 'Send Messages in Threads', 0n],
  ])('a channel of type %d that takes %s away', async (type, name, denied) => {
    const there = { [`/channels/${CHANNEL_ID}`]: channelOf(type, denied) };
    const text = of(await asked(there, { channelIds: [CHANNEL_ID] }), 'Permissions');
    expect(text).toBe(
      `wrong: #Lounge on Home takes ${name} from the bot: give it that in the channel or by a role`,
    );
  });

  test('a channel that it cannot see', async () => {
    const there = { [`/channels/${CHANNEL_ID}`]: 403 };
    expect(of(await asked(there, { channelIds: [CHANNEL_ID] }), 'Permissions')).toMatch(
      /^wrong: the bot cannot see channel/,
    );
  });

  test('an administrator may do everything', async () => {
    const server = {
      name: 'Home',
      roles: [{ id: GUILD_ID, permissions: String(PermissionFlagsBits.Administrator) }],
    };
    const change = {
      [`/guilds/${GUILD_ID}`]: server,
      [`/channels/${CHANNEL_ID}`]: channelOf(13, PermissionFlagsBits.Connect),
    };
    expect(of(await asked(change, { channelIds: [CHANNEL_ID] }), 'Permissions')).toMatch(/^fine: /);
  });
});

describe('UDP', () => {
  test('that comes back, and that does not', async () => {
    const server = createSocket('udp4');
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const target = { host: '127.0.0.1', port: server.address().port };
    const [silent] = await udpFindings(target, 50);
    expect(silent).toMatchObject({ state: 'wrong', text: expect.stringContaining('let UDP out') });
    server.on('message', (message, { port, address }) => server.send(message, port, address));
    expect(await udpFindings(target)).toMatchObject([{ state: 'fine' }]);
  });
});

describe('Lyria', () => {
  async function serve(script: Parameters<typeof ScriptedServer.start>[0]): Promise<string> {
    const server = await ScriptedServer.start(script);
    onTestFinished(() => server.close());
    return server.url;
  }

  test('a key that it refuses', async () => {
    const url = await serve({
      refusal: { status: 400, body: 'API key not valid. Please pass a valid API key.' },
    });
    const findings = await look('Music', () =>
      lyriaFindings({ kind: 'lyria', url, apiKeys: ['k'] }),
    );
    expect(of(findings, 'Music')).toMatch(/^wrong: lyria\.bad-key/);
  });

  test('nobody answers', async () => {
    const findings = await look('Music', () =>
      lyriaFindings({ kind: 'lyria', apiKeys: [], url: 'ws://127.0.0.1:1/' }),
    );
    expect(of(findings, 'Music')).toMatch(/^wrong: lyria\.unreachable/);
  });

  test('a session that brings no music', async () => {
    const url = await serve({ onConnection: completeSetup });
    const findings = await look('Music', () =>
      lyriaFindings({ kind: 'lyria', apiKeys: [], url }, 300),
    );
    expect(of(findings, 'Music')).toMatch(/^wrong: .*brings no music/);
  });

  test('a session that ends at once', async () => {
    const url = await serve({
      onConnection: (socket) => {
        completeSetup(socket);
        setTimeout(() => socket.close(1011, 'quota exceeded'), 50);
      },
    });
    const findings = await look('Music', () => lyriaFindings({ kind: 'lyria', apiKeys: [], url }));
    expect(of(findings, 'Music')).toMatch(/^wrong: lyria\.quota/);
  });
});

test('a Gemini that refuses the key is no fault of the bot, but named, without the key', async () => {
  const server = await GeminiServer.start();
  server.manner = { kind: 'status', status: 403 };
  const words = { kind: 'gemini', apiKey: 'secret-key-0123456789', baseUrl: server.url } as const;
  const findings = await look('Words', () => geminiFindings(words));
  expect(of(findings, 'Words')).toMatch(/^warning: words\.gemini-.*built-in list reads/);
  expect(of(findings, 'Words')).not.toContain('secret-key');
});

describe('the bot that runs', () => {
  async function serve(answers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const server = createServer((request, response) => response.end(answers[request.url ?? '']));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('has no port');
    return { HEALTH_PORT: String(address.port) };
  }
  const facts = {
    version: '1.2.3',
    uptimeS: 5,
    processes: [],
    talk: { ears: 0, turns: 0, failures: 0, answerS: null },
    stations: [],
    discord: 'ready',
  } as const;

  test.each([
    ['fine', healthOf({ ...facts, conditions: [] })],
    [
      'warning',
      healthOf({
        ...facts,
        conditions: [{ name: 'store.failing', sinceS: 1, stations: null, text: 'Full.' }],
      }),
    ],
    ['wrong', healthOf({ ...facts, discord: 'lost', conditions: [] })],
  ])('%s, as its health says', async (state, health) => {
    const environment = await serve({ '/health': JSON.stringify(health), '/metrics': '' });
    expect(of(await runningFindings(environment, true), 'Running bot')).toMatch(
      new RegExp(`^${state}: version 1\\.2\\.3`),
    );
  });

  test('another program on its port, and none', async () => {
    const environment = await serve({ '/health': '{}', '/metrics': '' });
    expect((await runningFindings(environment, true))[0]).toMatchObject({ state: 'wrong' });
    expect((await runningFindings({ HEALTH_PORT: '1' }, true))[0]?.state).toBe('skipped');
    expect((await runningFindings({}, false))[0]?.state).toBe('skipped');
  });

  test.each([
    ['Lateness', 'fine', 'lyrebird_packets_total 1000\nlyrebird_frames_late_total 5'],
    ['Lateness', 'warning', 'lyrebird_packets_total 1000\nlyrebird_frames_late_total 50'],
    ['Lateness', 'warning', 'lyrebird_packets_total 1000\nlyrebird_frames_dropped_total 50'],
    ['Pace', 'skipped', 'lyrebird_packets_total 0'],
    [
      'Pace',
      'fine',
      'lyrebird_packets_total 500\nlyrebird_station_delivery_rate{station="1"} 0.98',
    ],
    // Just begun.
    ['Pace', 'fine', 'lyrebird_packets_total 99\nlyrebird_station_delivery_rate{station="1"} 0.8'],
    [
      'Pace',
      'warning',
      'lyrebird_packets_total 500\nlyrebird_station_delivery_rate{station="1"} 1\nlyrebird_station_delivery_rate{station="2"} 0.8',
    ],
  ])('%s: %s', (about, state, metrics) => {
    expect(of(paceFindings(metrics), about)).toMatch(new RegExp(`^${state}: `));
  });
});

test('no secret is in what is found, whatever is wrong', async () => {
  const data = folder();
  mkdirSync(join(data, 'lyrebird.db'));
  const apiUrl = await startDiscordApi({ '/gateway/bot': 401 });
  const environment = {
    DISCORD_TOKEN: TOKEN,
    DISCORD_API_URL: apiUrl,
    GEMINI_API_KEY: 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY',
    LYRIA_URL: 'ws://127.0.0.1:1/',
    GEMINI_BASE_URL: 'http://127.0.0.1:1',
    DATA_DIR: data,
  };
  const findings = await diagnose({ environment });
  expect(findings.filter(({ state }) => state === 'wrong').length).toBeGreaterThan(2);
  expect(JSON.stringify(findings)).not.toMatch(/AIza|GabcdE/);
});
