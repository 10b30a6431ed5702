import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { parseConfig, secretsOf } from '#src/config.ts';
import { FailureError } from '#src/failure.ts';

const TOKEN = 'MTIzNDU2.abc.def';

function problemsOf(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof FailureError) return error.failure.operatorText;
    throw error;
  }
  throw new Error('was accepted');
}

describe('the three ways to run', () => {
  test('nothing configured: sandbox and generator, quiet log', () => {
    expect(parseConfig({})).toMatchObject({
      discord: { kind: 'sandbox' },
      music: { kind: 'generator' },
      logLevel: 'warn',
    });
  });

  test('a token alone: real Discord and the generator', () => {
    expect(parseConfig({ DISCORD_TOKEN: TOKEN })).toMatchObject({
      discord: { kind: 'api', token: TOKEN },
      music: { kind: 'generator' },
      logLevel: 'info',
    });
  });

  test('token and key: real Discord and real Lyria', () => {
    const config = parseConfig({ DISCORD_TOKEN: TOKEN, GEMINI_API_KEY: 'AIzaKey' });
    expect(config.music).toEqual({ kind: 'lyria', apiKeys: ['AIzaKey'] });
  });

  test('several keys: each once, the one that reads words first', () => {
    const given = { DISCORD_TOKEN: TOKEN, GEMINI_API_KEYS: 'AIzaOne, AIzaTwo\nAIzaOne,\n' };
    const config = parseConfig(given);
    expect(config.music).toEqual({ kind: 'lyria', apiKeys: ['AIzaOne', 'AIzaTwo'] });
    expect(config.words).toMatchObject({ apiKey: 'AIzaOne' });
    expect(secretsOf(config)).toEqual(expect.arrayContaining(['AIzaOne', 'AIzaTwo']));
    const both = parseConfig({ ...given, GEMINI_API_KEY: 'AIzaTwo' });
    expect(both.music).toMatchObject({ apiKeys: ['AIzaTwo', 'AIzaOne'] });
    expect(both.words).toMatchObject({ apiKey: 'AIzaTwo' });
    expect(
      parseConfig({
        GEMINI_API_KEYS: Array(16)
          .fill('k')
          .map((k, i) => `${k}${i}`)
          .join(),
      }).mediaProcesses,
    ).toBe(availableParallelism());
    expect(problemsOf({ ...given, GEMINI_API_KEYS: 'AIzaOne,sk-other' })).toContain(
      'GEMINI_API_KEYS (key 2 of 2) holds the key of another service',
    );
  });

  test('LYRIA_URL alone chooses that server, without a key', () => {
    const config = parseConfig({ DISCORD_TOKEN: TOKEN, LYRIA_URL: 'ws://127.0.0.1:1/ws' });
    expect(config.music).toEqual({ kind: 'lyria', apiKeys: [], url: 'ws://127.0.0.1:1/ws' });
  });
});

test('an empty variable counts as not set, as in a copied .env.example', () => {
  expect(parseConfig({ DISCORD_TOKEN: '', GEMINI_API_KEY: '  ', LOG_LEVEL: '' })).toEqual(
    parseConfig({}),
  );
});

test('every problem is named at once, and no value is quoted', () => {
  const text = problemsOf({
    DISCORD_TOKEN: 'two words-secret',
    DISCORD_DEV_GUILD_ID: 'my guild',
    LYRIA_URL: 'https://example.org',
    LOG_LEVEL: 'loud',
    HEALTH_PORT: '70000',
  });
  for (const name of [
    'DISCORD_TOKEN',
    'DISCORD_DEV_GUILD_ID',
    'LYRIA_URL',
    'LOG_LEVEL',
    'HEALTH_PORT',
  ]) {
    expect(text).toContain(name);
  }
  expect(text).not.toContain('secret');
});

test('a key inside LYRIA_URL is refused, since URLs end up in logs', () => {
  expect(problemsOf({ LYRIA_URL: 'wss://host/ws?key=AIzaSecret' })).toContain('GEMINI_API_KEY');
});

test('a password inside a URL is refused', () => {
  const text = problemsOf({ LYRIA_URL: 'wss://me:hunter2@host/ws' });
  expect(text).toContain('LYRIA_URL');
  expect(text).not.toContain('hunter2');
});

describe('a .env file as other programs read it', () => {
  test('quotes that are left around a value are taken off', () => {
    const plain = parseConfig({ DISCORD_TOKEN: TOKEN, GEMINI_API_KEY: 'AIzaKey' });
    const quoted = { DISCORD_TOKEN: `"${TOKEN}"`, GEMINI_API_KEY: "' AIzaKey '" };
    expect(parseConfig(quoted)).toEqual(plain);
  });

  test('line ends of Windows, spaces and a byte order mark do not count', () => {
    expect(parseConfig({ '\uFEFFDISCORD_TOKEN': `${TOKEN}\r`, 'LOG_LEVEL ': ' info\r' })).toEqual(
      parseConfig({ DISCORD_TOKEN: TOKEN }),
    );
  });

  test('a comment behind a secret is named, not sent to Discord', () => {
    expect(problemsOf({ DISCORD_TOKEN: `${TOKEN} # mine` })).toMatch(/DISCORD_TOKEN .*comment/);
  });
});

describe('something else in the place of a secret', () => {
  const HEX = '0123456789abcdef'.repeat(4);
  test.each([
    ['an id', '1345259254579343360', /id/],
    ['the public key', HEX, /public key/],
    ['the client secret', 'aB3_'.repeat(8), /client secret/],
    ['a Google key', 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY', /GEMINI_API_KEY/],
    ['an invite link', 'https://discord.com/oauth2/authorize?client_id=1', /link/],
    ['a token with its scheme', `Bot ${TOKEN}`, /without the word Bot/],
    ['half a token', TOKEN.slice(0, 9), /three parts/],
  ])('DISCORD_TOKEN: %s', (_what, text, why) => {
    const told = problemsOf({ DISCORD_TOKEN: text });
    expect(told).toMatch(why);
    expect(told).not.toContain(text);
  });

  test.each([
    [
      'a Discord token',
      `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.GabcdE.${'x-_9'.repeat(9)}`,
      /DISCORD_TOKEN/,
    ],
    ['a service account', '{"type":"service_account"}', /service account/],
    ['its file', '/secrets/account.json', /service account/],
    ['an access token', 'ya29.abcdef', /access token/],
  ])('GEMINI_API_KEY: %s', (_what, text, why) => {
    const told = problemsOf({ DISCORD_TOKEN: TOKEN, GEMINI_API_KEY: text });
    expect(told).toMatch(why);
    expect(told).not.toContain(text);
  });

  test('the token of another API may look as it likes', () => {
    const environment = { DISCORD_TOKEN: 'plain', DISCORD_API_URL: 'http://127.0.0.1:1/api' };
    expect(parseConfig(environment).discord).toMatchObject({ token: 'plain' });
  });
});

test('settings that would be ignored are named', () => {
  expect(problemsOf({ DISCORD_API_URL: 'http://127.0.0.1:1/api' })).toContain('DISCORD_TOKEN');
  expect(problemsOf({ LYRIA_MODEL: 'models/x' })).toContain('GEMINI_API_KEY');
});

describe('who reads what members type', () => {
  test('the lexicon alone without a key', () => {
    expect(parseConfig({ DISCORD_TOKEN: TOKEN }).words).toEqual({ kind: 'local' });
  });

  test("Gemini with Lyria's key", () => {
    const environment = { GEMINI_API_KEY: 'AIzaKey', GEMINI_MODEL: 'gemini-9-tiny' };
    expect(parseConfig(environment).words).toEqual({
      kind: 'gemini',
      apiKey: 'AIzaKey',
      model: 'gemini-9-tiny',
    });
  });

  test("a key for somebody else's server does not go to Google", () => {
    const environment = { GEMINI_API_KEY: 'theirs', LYRIA_URL: 'wss://lyria.example/ws' };
    expect(parseConfig(environment).words).toEqual({ kind: 'local' });
    expect(parseConfig({ ...environment, GEMINI_API_KEY: 'AIzaKey' }).words.kind).toBe('gemini');
    const baseUrl = 'https://gemini.example';
    expect(parseConfig({ ...environment, GEMINI_BASE_URL: baseUrl }).words).toEqual({
      kind: 'gemini',
      apiKey: 'theirs',
      baseUrl,
    });
  });

  test('settings without a key, or with a key in the wrong place, are named', () => {
    expect(problemsOf({ GEMINI_MODEL: 'x' })).toContain('GEMINI_API_KEY');
    expect(problemsOf({ GEMINI_BASE_URL: 'https://a.example' })).toContain('GEMINI_API_KEY');
    const text = problemsOf({
      GEMINI_API_KEY: 'k',
      GEMINI_BASE_URL: 'https://a.example?key=AIzaSecret',
      GEMINI_MODEL: '../../evil',
    });
    expect(text).toContain('GEMINI_BASE_URL');
    expect(text).toContain('GEMINI_MODEL');
    expect(text).not.toContain('AIza');
  });
});

describe('media processes', () => {
  const processesOf = (environment: Record<string, string>) =>
    parseConfig(environment).mediaProcesses;

  test('are none for few stations, and one a core for many, unless given', () => {
    expect(processesOf({})).toBe(0);
    expect(processesOf({ LYRIA_MAX_SESSIONS: '60', LYRIA_START_SPACING_SECONDS: '0' })).toBe(0);
    const many = { LYRIA_MAX_SESSIONS: '400', LYRIA_START_SPACING_SECONDS: '0' };
    expect(processesOf(many)).toBe(availableParallelism());
    expect(processesOf({ ...many, MEDIA_PROCESSES: '0' })).toBe(0);
    expect(processesOf({ MEDIA_PROCESSES: '3' })).toBe(3);
  });
});

describe('limits', () => {
  test('unless given, are those of the program', () => {
    expect(parseConfig({}).limits).toEqual({ sessions: {}, station: {}, empty: {} });
  });

  test('come in seconds, or minutes', () => {
    const environment = {
      LYRIA_MAX_SESSIONS: '8',
      LYRIA_START_SPACING_SECONDS: '2.5',
      LYRIA_SESSION_SECONDS: '60',
      LYRIA_PROBE_SECONDS: '30',
      BRIDGE_SECONDS: '0.5',
      EMPTY_PAUSE_SECONDS: '0',
      EMPTY_LEAVE_SECONDS: '3600',
      OUTAGE_KEEP_MINUTES: '1.5',
      PLAY_LIMIT_MINUTES: '90',
    };
    expect(parseConfig(environment).limits).toEqual({
      sessions: { maxSessions: 8, spacingMs: 2_500, probeMs: 30_000 },
      station: { retireAtMs: 60_000, bridgeLimitMs: 500 },
      empty: { pauseAfterMs: 0, leaveAfterMs: 3_600_000 },
      outageKeepMs: 90_000,
      playLimitMs: 5_400_000,
    });
  });

  test('that make no sense are named', () => {
    const text = problemsOf({
      LYRIA_MAX_SESSIONS: '0',
      LYRIA_SESSION_SECONDS: '4',
      BRIDGE_SECONDS: '-1',
      EMPTY_PAUSE_SECONDS: 'soon',
    });
    for (const name of [
      'LYRIA_MAX_SESSIONS',
      'LYRIA_SESSION_SECONDS',
      'BRIDGE_SECONDS',
      'EMPTY_PAUSE_SECONDS',
    ]) {
      expect(text).toContain(name);
    }
  });
});
