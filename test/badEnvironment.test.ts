import { describe, expect, test } from 'vitest';
import { parseConfig } from '#src/config.ts';
import { environmentSchema } from '#src/environment.ts';
import { FailureError } from '#src/failure.ts';

const TOKEN = `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.GabcdE.${'x-_9'.repeat(9)}`;
const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
const HEX = '0123456789abcdef'.repeat(4);

function told(environment: Readonly<Record<string, string>>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof FailureError) return error.failure.operatorText;
    throw error;
  }
  return 'nothing: it was accepted';
}

type BadValue = readonly [
  name: string,
  value: string,
  sentence: string,
  beside?: Readonly<Record<string, string>>,
];

/** What an operator writes, and the sentence that answers it; `beside` is what else is set. */
const BAD: readonly BadValue[] = [
  ['DISCORD_TOKEN', `“${TOKEN}`, 'has a quotation mark at one end alone'],
  ['DISCORD_TOKEN', `${TOKEN}"`, 'has a quotation mark at one end alone'],
  ['DISCORD_TOKEN', '“', 'has a quotation mark at one end alone'],
  ['DISCORD_TOKEN', TOKEN.replace('.G', '.“G'), 'holds a character that it cannot have'],
  ['DISCORD_TOKEN', TOKEN.replace('.G', '.\u200BG'), 'holds a character that it cannot have'],
  ['DISCORD_TOKEN', TOKEN.replace('.G', '.Gé'), 'holds a character that it cannot have'],
  ['DISCORD_TOKEN', `${TOKEN},${TOKEN}`, 'holds a character that it cannot have'],
  ['DISCORD_TOKEN', `${TOKEN} # mine`, 'must not contain spaces'],
  ['DISCORD_TOKEN', `${TOKEN}\n${TOKEN}`, 'holds a line break'],
  ['DISCORD_TOKEN', `Bot ${TOKEN}`, 'without the word Bot'],
  ['DISCORD_TOKEN', `${TOKEN.slice(0, 5)}\uFFFD`, 'save the file as UTF-8'],
  ['DISCORD_TOKEN', `\0${TOKEN}`, 'save the file as UTF-8'],
  ['DISCORD_TOKEN', '\u0024{DISCORD_TOKEN}', 'nobody has filled in'],
  ['DISCORD_TOKEN', '$TOKEN', 'nobody has filled in'],
  ['DISCORD_TOKEN', '%TOKEN%', 'nobody has filled in'],
  ['DISCORD_TOKEN', '{{ token }}', 'nobody has filled in'],
  ['DISCORD_TOKEN', '<your token>', 'still holds a placeholder'],
  ['DISCORD_TOKEN', 'your-token-here', 'still holds a placeholder'],
  ['DISCORD_TOKEN', 'paste_token_here', 'still holds a placeholder'],
  ['DISCORD_TOKEN', 'changeme', 'still holds a placeholder'],
  ['DISCORD_TOKEN', '1345259254579343360', 'holds an id'],
  ['DISCORD_TOKEN', HEX, 'public key'],
  ['DISCORD_TOKEN', 'aB3_'.repeat(8), 'client secret'],
  ['DISCORD_TOKEN', KEY, 'belongs in GEMINI_API_KEY'],
  ['DISCORD_TOKEN', 'https://discord.com/oauth2/authorize?client_id=1', 'holds a link'],
  ['DISCORD_TOKEN', 'eyJhbGciOi.eyJzdWIi.SflKxw', 'access token of some other kind'],
  ['DISCORD_TOKEN', `mfa.${'x-_9'.repeat(20)}`, "a person's token"],
  ['DISCORD_TOKEN', TOKEN.slice(0, 30), 'has three parts'],
  ['DISCORD_TOKEN_FILE', TOKEN, 'names a file that is not there', { DISCORD_TOKEN: '' }],
  ['DISCORD_TOKEN_FILE', '~/token', 'must be written out', { DISCORD_TOKEN: '' }],
  ['DISCORD_TOKEN_FILE', '/run/secrets/token', 'and DISCORD_TOKEN are both set: remove one'],
  ['GEMINI_API_KEY_FILE', '/etc/none', 'names a file that is not there', { GEMINI_API_KEY: '' }],
  ['GEMINI_API_KEY', 'your-api-key', 'still holds a placeholder'],
  ['GEMINI_API_KEY', '<key>', 'still holds a placeholder'],
  ['GEMINI_API_KEY', '$GEMINI_API_KEY', 'nobody has filled in'],
  ['GEMINI_API_KEY', `„${KEY}`, 'has a quotation mark at one end alone'],
  ['GEMINI_API_KEY', `${KEY}–`, 'holds a character that it cannot have'],
  ['GEMINI_API_KEY', `${KEY} (mine)`, 'must not contain spaces'],
  ['GEMINI_API_KEY', TOKEN, 'belongs in DISCORD_TOKEN'],
  ['GEMINI_API_KEY', '/secrets/account.json', 'service account'],
  ['GEMINI_API_KEY', 'ya29.abcdef', 'ends within the hour'],
  ['GEMINI_API_KEY', 'sk-proj-abcdef', 'the key of another service'],
  ['GEMINI_API_KEY', 'https://aistudio.google.com/u/0/', 'holds a link'],
  ['GEMINI_API_KEYS', `${KEY},sk-proj-abcdef`, '(key 2 of 2) holds the key of another service'],
  ['GEMINI_API_KEYS', 'your-api-key', '(key 1 of 1) still holds a placeholder'],
  ['GEMINI_API_KEYS_FILE', '/etc/none', 'names a file that is not there'],
  ['KEY_ENCRYPTION_SECRET', 'hunter2', 'must have 32 characters or more'],
  ['KEY_ENCRYPTION_SECRET_FILE', '/etc/none', 'names a file that is not there'],
  ['CLUSTER_URL', 'control.example:4222', 'begins with tls:// or nats://'],
  ['CLUSTER_URL', 'nats://control:secret@control.example:4222', 'must begin with tls://'],
  ['CLUSTER_URL', 'tls://control:se%zret@control.example:4222', 'write %25'],
  ['CLUSTER_URL_FILE', '/etc/none', 'names a file that is not there'],
  ['DISCORD_API_URL', 'discord.com/api', 'must be a URL that begins with http:// or https://'],
  ['DISCORD_API_URL', 'wss://gateway.discord.gg', 'must be a URL that begins with http://'],
  ['DISCORD_API_URL', 'https://discord.com/api/v10', 'must end before the version'],
  ['DISCORD_API_URL', 'https://discord.com', 'whose address ends with /api'],
  ['DISCORD_API_URL', 'https://me:hunter2@a.example/api', 'a name or a password'],
  ['DISCORD_API_URL', 'https://a.example/api?x=1', 'must end with its path'],
  ['DISCORD_DEV_GUILD_ID', 'My server', 'the id of one server'],
  ['DISCORD_DEV_GUILD_ID', 'https://discord.com/channels/1345259254579343360', 'the id of one'],
  ['DISCORD_DEV_GUILD_ID', '1345259254579343360,1345259254579343361', 'the id of one server'],
  ['LYRIA_URL', 'https://lyria.example', 'must be a URL that begins with ws:// or wss://'],
  ['LYRIA_URL', 'wss://lyria.example/?key=AIzaSecret', 'put it into GEMINI_API_KEY'],
  ['LYRIA_URL', 'wss://lyria.example/#x', 'must not hold a #'],
  ['LYRIA_URL', 'wss://generativelanguage.googleapis.com/', 'leave LYRIA_URL out'],
  ['LYRIA_MODEL', 'gemini-3.5-flash', 'belongs in GEMINI_MODEL'],
  ['LYRIA_MODEL', 'models/../x', 'must be the name of a model'],
  ['GEMINI_MODEL', 'models/lyria-realtime-exp', 'belongs in LYRIA_MODEL'],
  ['GEMINI_MODEL', 'a/b', 'must be the name of a model'],
  ['LIVE_URL', 'https://live.example', 'must be a URL that begins with ws:// or wss://'],
  ['LIVE_URL', 'wss://live.example/?key=AIzaSecret', 'put it into GEMINI_API_KEY'],
  ['LIVE_MODEL', 'lyria-realtime-exp', 'names a model that makes music'],
  ['LIVE_VOICE', 'a voice?', 'such as Puck'],
  ['LIVE_MAX_SESSIONS', '0', 'from 1 to 1000'],
  ['LIVE_MINUTES_PER_HOUR', '61', 'from 0.1 to 60'],
  ['GEMINI_BASE_URL', 'https://a.example/v1beta', 'must end before the version'],
  ['MEDIA_PROCESSES', '-1', 'a whole number from 0 to 64'],
  ['MEDIA_PROCESSES', '65', 'more than one a core only get in each other'],
  ['LYRIA_MAX_SESSIONS', '0', 'a whole number from 2 to 1000'],
  ['LYRIA_MAX_SESSIONS', '1', 'one session plays, and one is kept for replacing it'],
  ['LYRIA_MAX_SESSIONS', '1000000', 'a whole number from 2 to 1000'],
  ['LYRIA_MAX_SESSIONS', '4.5', 'a whole number from 2 to 1000'],
  ['LYRIA_MAX_SESSIONS', 'unlimited', 'a whole number from 2 to 1000'],
  ['LYRIA_MAX_SESSIONS', '100', 'take 1485 s to replace, and each lasts 540 s'],
  ['LYRIA_START_SPACING_SECONDS', '3600', 'from 0 to 300'],
  [
    'LYRIA_START_SPACING_SECONDS',
    '30',
    'take 90 s to replace, and each lasts 60 s',
    { LYRIA_SESSION_SECONDS: '60' },
  ],
  ['LYRIA_SESSION_SECONDS', '700', 'Lyria ends it at 600'],
  ['LYRIA_SESSION_SECONDS', '600', 'from 5 to 580'],
  ['LYRIA_SESSION_SECONDS', '4', 'from 5 to 580'],
  ['LYRIA_SESSION_SECONDS', '9m', 'a plain number of seconds'],
  ['LYRIA_SESSION_SECONDS', '5e2', 'a plain number of seconds'],
  ['LYRIA_PROBE_SECONDS', '0', 'would hammer on a key that is refused'],
  ['LYRIA_PROBE_SECONDS', '9999999', 'from 1 to 86400'],
  ['BRIDGE_SECONDS', '-1', 'from 0 to 3600'],
  ['BRIDGE_SECONDS', '1,5', 'a plain number of seconds'],
  ['BRIDGE_SECONDS', '86400', 'from 0 to 3600'],
  ['EMPTY_PAUSE_SECONDS', 'soon', 'from 0 to 86400'],
  ['EMPTY_PAUSE_SECONDS', '999999', 'how long music plays for nobody'],
  ['EMPTY_LEAVE_SECONDS', 'never', 'switch on 24/7'],
  ['EMPTY_LEAVE_SECONDS', '9999999', 'switch on 24/7'],
  ['OUTAGE_KEEP_MINUTES', 'for ever', 'switch on 24/7'],
  ['OUTAGE_KEEP_MINUTES', '99999', 'switch on 24/7'],
  ['PLAY_LIMIT_MINUTES', '0', 'leave PLAY_LIMIT_MINUTES out'],
  ['LOG_LEVEL', 'verbose', 'must be one of debug, info, warn, error'],
  ['LOG_LEVEL', '3', 'must be one of debug, info, warn, error'],
  ['LOG_FORMAT', 'text', 'must be one of json, pretty'],
  ['METRICS_LABELS', 'all', 'must be one of none, guild', { HEALTH_PORT: '8080' }],
  ['METRICS_LABELS', 'guild', 'needs HEALTH_PORT beside it'],
  ['DATA_DIR', '~/lyrebird', 'what ~ stands for'],
  ['DATA_DIR', '$HOME/lyrebird', 'nobody has filled in'],
  ['DATA_DIR', '\u0024{HOME}/lyrebird', 'nobody has filled in'],
  ['DATA_DIR', 'file:///data', 'a folder, not a URL'],
  ['DATA_DIR', '“/data', 'has a quotation mark at one end alone'],
  ['HEALTH_PORT', '0', 'from 1 to 65535'],
  ['HEALTH_PORT', '70000', 'from 1 to 65535'],
  ['HEALTH_PORT', '127.0.0.1:8080', 'HEALTH_HOST is for the address'],
  ['HEALTH_PORT', '8080/tcp', 'it is a port alone'],
  ['HEALTH_HOST', '0.0.0.0:8080', 'an address alone', { HEALTH_PORT: '8080' }],
  ['HEALTH_HOST', 'http://localhost', 'an address alone', { HEALTH_PORT: '8080' }],
  ['HEALTH_HOST', '*', '0.0.0.0 for all', { HEALTH_PORT: '8080' }],
  ['HEALTH_HOST', '[::1]', 'an address alone', { HEALTH_PORT: '8080' }],
  ['HEALTH_HOST', '0.0.0.0', 'needs HEALTH_PORT beside it'],
];

/** What the variables in question need beside them, so that nothing else is wrong. */
const BESIDE: Readonly<Record<string, string>> = { DISCORD_TOKEN: TOKEN, GEMINI_API_KEY: KEY };

describe('a value that makes no sense', () => {
  test.each(BAD.map((each) => ({ each, name: each[0], value: each[1], sentence: each[2] })))(
    '$name=$value $sentence',
    ({ each, name, value, sentence }) => {
      const beside = each[3] ?? {};
      const text = told({ ...BESIDE, ...beside, [name]: value });
      const lines = text.split('\n').filter((line) => line.startsWith('  - '));
      expect(lines, text).toHaveLength(1);
      expect(lines[0]).toMatch(new RegExp(`^ {2}- ${name} `));
      expect(lines[0]).toContain(sentence);
      // What might be a secret is not repeated.
      for (const part of value.split(/[\s,]+/).filter((each) => each.length > 12)) {
        expect(text).not.toContain(part);
      }
    },
  );

  test('every variable is among them', () => {
    expect(new Set(BAD.map(([name]) => name))).toEqual(
      new Set(Object.keys(environmentSchema.shape)),
    );
  });
});

describe('a name that is not ours', () => {
  test.each([
    ['DISCORD_TOKN', 'DISCORD_TOKEN'],
    ['DISCORD_TOEKN', 'DISCORD_TOKEN'],
    ['DSICORD_TOKEN', 'DISCORD_TOKEN'],
    ['discord_token', 'DISCORD_TOKEN'],
    ['DISCORD-TOKEN', 'DISCORD_TOKEN'],
    ['set DISCORD_TOKEN', 'DISCORD_TOKEN'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['DISCORD_GUILD_ID', 'DISCORD_DEV_GUILD_ID'],
    ['GEMINI_KEY', 'GEMINI_API_KEY'],
    ['GEMINI_APIKEY', 'GEMINI_API_KEY'],
    ['LYRIA_API_KEY', 'GEMINI_API_KEY'],
    ['LYRIA_MAX_SESSION', 'LYRIA_MAX_SESSIONS'],
    ['EMPTY_LEAVE_SECOND', 'EMPTY_LEAVE_SECONDS'],
    ['BRIGDE_SECONDS', 'BRIDGE_SECONDS'],
    ['HEALTHPORT', 'HEALTH_PORT'],
  ])('%s: is %s meant?', (name, meant) => {
    expect(told({ [name]: 'something' })).toContain(
      `${name} is not a variable of Lyrebird: is ${meant} meant?`,
    );
  });

  test.each([
    // Other programs read these: it is no reason not to start.
    ['LOGLEVEL', 'is LOG_LEVEL meant?'],
    ['DISCORD_WEBHOOK_URL', 'is not a variable'],
    ['BOT_TOKEN', 'is DISCORD_TOKEN meant?'],
    ['LYRIA_COLOUR', 'is not a variable'],
  ])('%s is told of, and no more', (name, text) => {
    expect(parseConfig({ [name]: 'something' }).warnings).toEqual([
      expect.stringMatching(new RegExp(`^${name} .*${text.replace('?', '\\?')}`)),
    ]);
  });

  test('nothing is said of what others set, or of an empty one', () => {
    const others = { PATH: '/bin', HOME: '/root', LOG_STYLE: 'json', PORT: '1', DISCORD_TOKN: '' };
    expect(parseConfig(others).warnings).toEqual([]);
  });

  test('beside the right one it is told of, and no more', () => {
    const { warnings } = parseConfig({ DISCORD_TOKEN: TOKEN, DISCORD_BOT_TOKEN: 'other' });
    expect(warnings).toHaveLength(1);
  });
});

describe('what is meant well is taken', () => {
  test.each([
    ['“', '”'],
    ['„', '“'],
    ['«', '»'],
    ['‘', '’'],
    ['`', '`'],
    ['\u200B', '\u200B'],
    ['\uFEFF', ' \u00A0\r'],
    [`'"`, `"'`],
  ])('a token between %s and %s', (before, after) => {
    expect(parseConfig({ DISCORD_TOKEN: `${before}${TOKEN}${after}` }).discord).toEqual({
      kind: 'api',
      token: TOKEN,
    });
  });

  test('a level in capitals, models with and without their folder, an address with a slash', () => {
    const config = parseConfig({
      ...BESIDE,
      LOG_LEVEL: 'INFO',
      LYRIA_MODEL: 'lyria-realtime-exp',
      GEMINI_MODEL: 'models/gemini-3.5-flash-lite',
      GEMINI_BASE_URL: 'https://gemini.example/',
    });
    expect(config).toMatchObject({
      logLevel: 'info',
      music: { model: 'models/lyria-realtime-exp' },
      words: { model: 'gemini-3.5-flash-lite', baseUrl: 'https://gemini.example' },
    });
  });
});
