import { describe, expect, test } from 'vitest';
import type { CommandContext, StationsPort } from '#commands/Command.ts';
import { commands } from '#commands/index.ts';
import { completeSaved, savedLike } from '#commands/mix/named.ts';
import { play } from '#commands/play.ts';
import { mixCode, openMixCode } from '#src/crowd/mix/mixCode.ts';
import { silentLog } from '#src/log.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { Words } from '#src/words/Words.ts';
import {
  NONE_SAVED,
  type OptionValues,
  optionsOf,
  PaperMixes,
  runCommand,
  unused,
} from '../support/bot/runCommand.ts';
import { type PaperOptions, SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const DJ = { userId: 'dora', isDj: true };
const MANAGER = { userId: 'mona', isDj: true, canManageGuild: true };
const seen = (text: string | undefined): string => (text ?? '').replace(/[\u2068\u2069]/g, '');
const CODE = /lyre1-[0-9a-z]+/;

/** A server on paper: what is saved in it, and what plays. */
class Server {
  readonly mixes = new PaperMixes();
  readonly paper: StationOnPaper | undefined;
  settings = SETTINGS;

  constructor(paper?: StationOnPaper) {
    this.paper = paper;
  }

  static async playing(hearers: readonly string[], options: PaperOptions): Promise<Server> {
    return new Server(await StationOnPaper.playing(hearers, options));
  }

  /** What whoever types it is told; `options` may hold a file. */
  async type(
    name: string,
    values: OptionValues,
    caller: Partial<CommandContext['caller']> = {},
    file?: string,
  ) {
    const command = commands.get(name);
    if (command === undefined) throw new Error(`no command ${name}`);
    const { paper, mixes } = this;
    const stations: StationsPort = {
      get: () => paper?.actor,
      check: () => ({ ok: true }),
      start: unused,
      settings: () => this.settings,
      changeSettings: unused,
    };
    const bytes = Buffer.from(file ?? '');
    const sent = { size: bytes.length, read: async () => bytes };
    const options = {
      ...optionsOf(values),
      file: () => (file === undefined ? undefined : sent),
    };
    const words = new Words({ log: silentLog });
    const answering = runCommand(command, paper?.actor, {
      caller,
      context: { stations, mixes, words, options },
    });
    await paper?.clock.advance(1_000);
    return answering;
  }

  get names(): readonly string[] {
    return (this.mixes.shelves.get('guild guild') ?? []).map(({ name }) => name);
  }

  /** The shares and the tempo that are wanted. */
  get wanted() {
    const panel = this.paper?.actor.panel();
    const shares = panel?.wanted.map(({ text, weight }) => [text, Number(weight.toFixed(2))]);
    return { shares, bpm: panel?.wantedConfig?.bpm };
  }
}

describe('/lyria mix save and load', () => {
  test('a mix comes back with its shares and controls, by the rules of a new start', async () => {
    const prompts = ['techno', 'rain'];
    const server = await Server.playing(['ada', 'ben'], {
      prompts,
      record: { config: { bpm: 99 } },
    });
    await server.paper?.act('ben', { kind: 'vote', candidateId: 1, choice: 'up' });
    await server.paper?.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
    const saved = await server.type('mix save', { name: ' Friday  night ' });
    expect(seen(saved.said[0])).toContain('Friday night is saved for this server');
    const before = server.wanted;
    expect(before).toEqual({
      shares: [
        ['techno', 0.67],
        ['rain', 0.33],
      ],
      bpm: 99,
    });

    await server.type('play', { prompt: 'jazz:1, polka:1' }, DJ);
    await server.type('tune', { bpm: 140 }, DJ);
    expect(server.wanted).not.toEqual(before);
    const asked = await server.type('mix load', { name: 'friday night' });
    expect(asked.whispered[0]).toContain('Others are listening, so I asked them');
    expect(server.wanted).not.toEqual(before);
    // Nobody asks twice at once; a DJ need not ask, here or by /lyria play.
    await server.type('play', { prompt: 'FRIDAY NIGHT' }, DJ);
    expect(server.wanted).toEqual(before);
  });

  test('what somebody saved for themselves is theirs alone, everywhere', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno'] });
    const saved = await server.type('mix save', { name: 'Mine', for: 'member' });
    expect(seen(saved.whispered[0])).toContain('Mine is saved as your favourite');
    expect(server.names).toEqual([]);
    expect([...server.mixes.shelves.keys()]).toContain('member ada');
    expect((await server.type('mix load', { name: 'mine' })).whispered[0]).toContain('is changing');
    const other = await server.type('mix load', { name: 'mine' }, { userId: 'ben' });
    expect(other.whispered[0]).toContain('No mix is called that');
  });

  test("another's name is not taken away from them, and whoever tries is told", async () => {
    const server = await Server.playing(['ada', 'ben'], { prompts: ['techno'] });
    await server.type('mix save', { name: 'Friday' });
    const ben = await server.type('mix save', { name: 'friday' }, { userId: 'ben' });
    expect(ben.said).toEqual([]);
    expect(ben.whispered).toHaveLength(1);
    expect(server.mixes.shelves.get('guild guild')).toMatchObject([{ savedBy: 'ada' }]);
    const dj = await server.type('mix save', { name: 'friday' }, DJ);
    expect(dj.said).toHaveLength(1);
    expect(server.mixes.shelves.get('guild guild')).toMatchObject([{ savedBy: 'dora' }]);
  });

  test('what nobody may put up is not saved, and a disk that takes nothing is told', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno'] });
    server.settings = { ...SETTINGS, blockedWords: ['polka'] };
    const unwanted = await server.type('mix save', { name: 'Polka party' });
    expect(unwanted.whispered[0]).toContain('does not want that word');
    const unkind = await server.type('mix save', { name: 'heil hitler' });
    expect(unkind.whispered[0]).toContain('friendly');
    server.settings = { ...SETTINGS, timeouts: [{ userId: 'ada', untilMs: 60_000 }] };
    const late = await server.type('mix save', { name: 'Fine' });
    expect(late.whispered[0]).toContain('possible again in 60 s');
    server.settings = SETTINGS;
    const invisible = await server.type('mix save', { name: '\u200b' });
    expect(invisible.whispered[0]).toContain('name that can be read');
    expect(server.names).toEqual([]);
    server.mixes.written = 'held';
    const held = await server.type('mix save', { name: 'Fine' });
    expect(held.said[0]).toContain('lost if I restart');
  });

  test('without music there is nothing to save but a code', async () => {
    const server = new Server();
    const nothing = await server.type('mix save', { name: 'Nothing' });
    expect(nothing.whispered[0]).toContain('Nothing is playing');
    const code = mixCode({ prompts: [{ text: 'techno', weight: 1 }], config: {} }) ?? '';
    await server.type('mix save', { name: 'Of a friend', code });
    expect(server.names).toEqual(['Of a friend']);
    const wrong = await server.type('mix save', { name: 'Wrong', code: 'techno' });
    expect(wrong.whispered[0]).toContain('That is no code');
  });
});

describe('/lyria mix delete and list', () => {
  test('one deletes what one has saved, and a DJ anything', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno'] });
    for (const name of ['One', 'Two']) await server.type('mix save', { name });
    const others = await server.type('mix delete', { name: 'one' }, { userId: 'ben' });
    expect(others.whispered[0]).toContain('Only a DJ or whoever saved it');
    await server.type('mix delete', { name: 'one' });
    expect(server.names).toEqual(['Two']);
    await server.type('mix delete', { name: 'TWO' }, DJ);
    expect(server.names).toEqual([]);
    expect((await server.type('mix delete', { name: 'two' })).whispered[0]).toContain('No mix');
  });

  test('a list fits into a message, however much there is', async () => {
    const server = await Server.playing(['ada'], { prompts: ['*'.repeat(190), '_'.repeat(190)] });
    expect((await server.type('mix list', {})).whispered[0]).toContain('Nothing is saved yet');
    for (let count = 0; count < 50; count += 1) {
      await server.type('mix save', { name: `${'*'.repeat(37)}${count}` }, DJ);
    }
    await server.type('mix save', { name: 'Mine', for: 'member' });
    expect(server.names).toHaveLength(50);
    const [text = ''] = (await server.type('mix list', {})).whispered;
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text).toMatch(/and \d+ more/);
  });
});

describe('/lyria mix share, export and import', () => {
  test('what plays, or a saved mix, becomes a code that plays elsewhere', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno', 'rain'] });
    const [text = ''] = (await server.type('mix share', {})).said;
    const code = CODE.exec(text)?.[0] ?? '';
    expect(openMixCode(code)).toMatchObject({ ok: true });
    await server.type('mix save', { name: 'Kept' });
    expect((await server.type('mix share', { name: 'kept' })).said[0]).toContain(code);

    const elsewhere = await Server.playing(['ada'], { prompts: ['jazz'] });
    await elsewhere.type('play', { prompt: ` \`${code.toUpperCase()}\`` });
    expect(elsewhere.wanted.shares).toEqual([
      ['techno', 0.5],
      ['rain', 0.5],
    ]);
    const damaged = await elsewhere.type('play', { prompt: `${code}x` });
    expect(damaged.whispered[0]).toContain('damaged');
  });

  test('a code brings no words that are refused when they are typed', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno'] });
    const code = (text: string) => mixCode({ prompts: [{ text, weight: 1 }], config: {} }) ?? '';
    const unkind = await server.type('play', { prompt: code('heil hitler') });
    expect(unkind.whispered[0]).toContain('friendly');
    server.paper?.actor.tell({
      type: 'settings',
      settings: { ...SETTINGS, blockedWords: ['polka'] },
    });
    const unwanted = await server.type('play', { prompt: code('polka') });
    expect(unwanted.whispered[0]).toContain('does not want that word');
    expect(server.wanted.shares).toEqual([['techno', 1]]);
  });

  test('managers take all mixes of a server to another', async () => {
    const server = await Server.playing(['ada'], { prompts: ['techno'] });
    for (const name of ['One', 'Polka party', 'Three']) await server.type('mix save', { name }, DJ);
    expect((await server.type('mix export', {}, DJ)).files).toEqual([]);
    const [file] = (await server.type('mix export', {}, MANAGER)).files;
    const json = Buffer.from(file?.bytes ?? []).toString();

    const other = new Server();
    other.settings = { ...SETTINGS, blockedWords: ['polka'] };
    const refused = await other.type('mix import', {}, DJ, json);
    expect(refused.whispered[0]).toContain('Manage Server');
    const added = await other.type('mix import', {}, MANAGER, json);
    expect(added.whispered[0]).toMatch(/^2 mixes added. 1 mix left out/);
    expect(other.names).toEqual(['One', 'Three']);
    expect((await other.type('mix import', {}, MANAGER, '{}')).whispered[0]).toContain('no file');
    const big = await other.type('mix import', {}, MANAGER, 'x'.repeat(600_000));
    expect(big.whispered[0]).toContain('too big');
  });
});

test('saved mixes stand between what was typed and all else, one’s own first', async () => {
  const prompts = [{ text: 'techno', weight: 1 }];
  const mix = (name: string) => ({ name, prompts, config: {}, savedBy: 'ada', savedAtMs: 0 });
  const saved = {
    own: [mix('Techno mine'), mix('Both')],
    server: [mix('Techno ours'), mix('both')],
  };
  const all = play.complete?.('techno', 'prompt', undefined, saved, ENGLISH) ?? [];
  const values = all.map((one) => (typeof one === 'string' ? one : one.value));
  expect(values.slice(0, 4)).toEqual(['techno', 'Techno mine', 'Both', 'Techno ours']);
  expect(values).not.toContain('both');
  expect(all.length).toBeLessThanOrEqual(25);
  const none = play.complete?.('techno', 'prompt', undefined, NONE_SAVED, ENGLISH) ?? [];
  expect(completeSaved(ENGLISH, 'techno', NONE_SAVED, none)).toEqual(none);
  const long = { ...mix('Long'), prompts: [{ text: '🎹'.repeat(90), weight: 1 }] };
  const [choice] = savedLike(ENGLISH, '', { own: [], server: [long] });
  expect(choice?.name.length).toBeLessThanOrEqual(100);
  expect(choice?.name.isWellFormed()).toBe(true);
});
