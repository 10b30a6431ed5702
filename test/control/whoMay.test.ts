import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Station } from '#commands/Command.ts';
import { commands } from '#commands/index.ts';
import {
  type PanelAction,
  panelCustomId,
  parsePanelCustomId,
  wishOf,
} from '#src/bot/panel/panelIds.ts';
import type { Caller, Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { hasToAsk, WHO_MAY } from '#src/control/whoMay.ts';
import { mixesFile } from '#src/crowd/mix/mixesFile.ts';
import type { SavedMix, Shelf } from '#src/crowd/mix/savedMix.ts';
import type { Earlier } from '#src/crowd/votes/voteState.ts';
import { silentLog } from '#src/log.ts';
import { Words } from '#src/words/Words.ts';
import {
  type OptionValues,
  optionsOf,
  PaperMixes,
  runCommand,
  unused,
} from '../support/bot/runCommand.ts';
import { keptOnPaper, SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

type Cell = 'yes' | 'asks' | 'no';
interface Who {
  readonly caller: Partial<Caller>;
  readonly hears: boolean;
}

/** By the columns of the page. */
const PEOPLE: Readonly<Record<string, Who>> = {
  nowhere: { caller: { voiceChannelId: undefined }, hears: false },
  hearer: { caller: {}, hears: true },
  DJ: { caller: { isDj: true }, hears: true },
  manager: { caller: { isDj: true, canManageGuild: true }, hears: true },
  deafened: { caller: {}, hears: false },
  elsewhere: { caller: { voiceChannelId: 'studio' }, hears: false },
  'manager elsewhere': {
    caller: { voiceChannelId: 'studio', isDj: true, canManageGuild: true },
    hears: false,
  },
};

const SLEEP = { untilMs: 1_800_000, fadeMs: 60_000 };

const PIECE = {
  prompts: [{ text: 'jazz', weight: 1 }],
  config: { bpm: 140 },
  keepsMix: false,
  isChange: false,
  keepsControls: false,
} as const;

const EARLIER: Earlier = {
  candidates: keptOnPaper([], { prompts: ['polka'] }).vote.candidates,
  avoided: [],
  config: {},
  replacedAtMs: 0,
};

interface Row {
  readonly command?: string;
  readonly values?: OptionValues;
  readonly button?: PanelAction;
  readonly wish?: Wish;
  /** What has to be so before. */
  readonly paused?: true;
  readonly earlier?: true;
  readonly sleep?: true;
  readonly proposedBy?: string;
  readonly poll?: true;
  /** The server has saved a mix called Ours. */
  readonly savedBy?: string;
  /** Done is what changes that. */
  readonly shelf?: Shelf;
  /** Done is what gives a file. */
  readonly file?: true;
  /** Done is what listens. */
  readonly heard?: true;
}

const MINE = { name: 'Mine', for: 'member' };
const OURS = { name: 'Ours' };
const SAVED_BY_ADA = { savedBy: 'ada', shelf: 'guild guild' } as const;
const SAVED_BY_BEN = { savedBy: 'ben', shelf: 'guild guild' } as const;
const savedMix = (savedBy: string): SavedMix => ({
  name: 'Ours',
  prompts: [{ text: 'jazz', weight: 1 }],
  config: {},
  savedBy,
  savedAtMs: 0,
});
const FILE = Buffer.from(mixesFile([{ ...savedMix('cleo'), name: 'Sent' }]));

const PAST = { kind: 'mix', atMs: 0, prompts: [{ text: 'jazz', weight: 1 }], config: {} } as const;

const station = '0';

/** By the rows of the page: how it is tried. */
const DEEDS: Readonly<Record<string, Row>> = {
  '`/lyria vote`': { command: 'vote' },
  '`/lyria now`': { command: 'now' },
  '`/lyria history`': { command: 'history' },
  'button of the history': { command: 'history', values: { moment: '0' } },
  '`/lyria recap`': { command: 'recap' },
  '`/lyria mix show`': { command: 'mix show' },
  '`/lyria mix list`': { command: 'mix list' },
  '`/lyria mix share`': { command: 'mix share' },
  '`/lyria mix save`, for oneself': { command: 'mix save', values: MINE, shelf: 'member ada' },
  '`/lyria mix save`, for the server': { command: 'mix save', values: OURS, shelf: 'guild guild' },
  "`/lyria mix delete`, one's own": { command: 'mix delete', values: OURS, ...SAVED_BY_ADA },
  "`/lyria mix delete`, another's": { command: 'mix delete', values: OURS, ...SAVED_BY_BEN },
  '`/lyria mix export`': { command: 'mix export', ...SAVED_BY_BEN, file: true },
  '`/lyria mix import`': { command: 'mix import', shelf: 'guild guild' },
  '`/lyria mix load`': { command: 'mix load', values: { name: 'Acid basement' } },
  '`/lyria tune`, to look': { command: 'tune' },
  'buttons 👍, 👎 of a prompt': { button: { kind: 'up', station, candidateId: 1 } },
  'button of the tuning': { button: { kind: 'more', station, control: 'density' } },
  '`/lyria propose`': { command: 'propose', values: { prompt: 'rain' } },
  'button Surprise': { button: { kind: 'surprise', station } },
  "`/lyria drop`, one's own": { command: 'drop', values: { prompt: 'jazz' }, proposedBy: 'ada' },
  "`/lyria drop`, another's": { command: 'drop', values: { prompt: 'jazz' }, proposedBy: 'ben' },
  '`/lyria tune`, soft controls': { command: 'tune', values: { density: 0.9 } },
  '`/lyria tune`, tempo or scale': { command: 'tune', values: { bpm: 140 } },
  '`/lyria play`, another mix': { command: 'play', values: { prompt: 'jazz:2, rain' } },
  'select of a ready-made mix': { wish: { kind: 'play', ...PIECE, askIn: 'text' } },
  '`/lyria undo`': { command: 'undo', earlier: true },
  '`/lyria pause`': { command: 'pause' },
  'button Pause': { button: { kind: 'pause', station } },
  '`/lyria resume`': { command: 'resume', paused: true },
  'button Resume': { button: { kind: 'resume', station }, paused: true },
  '`/lyria reset`': { command: 'reset' },
  '`/lyria volume`': { command: 'volume', values: { percent: 50 } },
  '`/lyria stop`': { command: 'stop' },
  '`/lyria stop in:`, a timer': { command: 'stop', values: { in: '30m' } },
  '`/lyria stop in:off`': { command: 'stop', values: { in: 'off' }, sleep: true },
  'button Stop': { button: { kind: 'stop', station } },
  'button of a poll': { poll: true },
  '`/lyria talk`': { command: 'talk', heard: true },
  '`/lyria clip`': { command: 'clip', file: true },
  '`/lyria panel`': { command: 'panel' },
  '`/lyria help`': { command: 'help' },
  '`/lyria settings`, to look': { command: 'settings' },
  '`/lyria settings`, to change': { command: 'settings', values: { always_on: true } },
  '`/lyria timeout`': { command: 'timeout', values: { member: 'ben', minutes: 5 } },
  '`/lyria key`': { command: 'key' },
  '`/lyria doctor`': { command: 'doctor' },
};

/** The tables of the page, by heading, row and column. */
function tablesOf(page: string): ReadonlyMap<string, ReadonlyMap<string, Record<string, string>>> {
  return new Map(
    page
      .split('\n## ')
      .slice(1)
      .map((part) => {
        const [heading = '', ...lines] = part.split('\n');
        const rows = lines.filter((line) => line.startsWith('| ')).map(cellsOf);
        const [names = [], ...body] = rows;
        const table = body.map(
          ([what = '', ...cells]) =>
            [what, Object.fromEntries(cells.map((cell, i) => [names[i + 1] ?? '', cell]))] as const,
        );
        return [heading, new Map(table)] as const;
      }),
  );
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Two others hear it, and one of them is a DJ. */
const OTHERS = ['ben', 'dora'];
const MORE = ['ben', 'cleo', 'dan', 'eve', 'finn'];

async function attempt(
  row: Row,
  who: Who,
  djsOnly: boolean,
  others: readonly string[] = OTHERS,
): Promise<Cell> {
  const hearers = who.hears ? ['ada', ...others] : others;
  const djs = who.caller.isDj === true ? ['ada', 'dora'] : ['dora'];
  const paper = await StationOnPaper.playing(hearers, {
    prompts: ['techno'],
    proposedBy: 'zoe',
    record: {
      paused: row.paused ?? false,
      ...(row.earlier && { earlier: EARLIER }),
      ...(row.sleep && { sleep: SLEEP }),
    },
    settings: { whoMayVote: djsOnly ? 'djs' : 'listeners' },
    voting: djsOnly ? hearers.filter((one) => djs.includes(one)) : hearers,
  });
  if (row.proposedBy !== undefined) await paperProposal(paper, row.proposedBy, hearers);
  if (row.poll === true) {
    await paper.act('ben', { kind: 'stop', askIn: 'text' });
    const poll = paper.openPoll ?? '';
    return cellOf(await paper.act('ada', { kind: 'answer', poll, choice: 'no' }, who.caller));
  }
  const pressed = row.button && parsePanelCustomId(panelCustomId(row.button));
  const wish = row.wish ?? (pressed && wishOf(pressed, 'text', () => 'rain'));
  if (wish !== undefined) return cellOf(await paper.act('ada', wish, who.caller));
  return type(paper, row, who);
}

/** Uses the command, and tells by what the station and the caller heard of it what it was. */
async function type(paper: StationOnPaper, row: Row, who: Who): Promise<Cell> {
  const command = commands.get(row.command ?? '');
  if (command === undefined) throw new Error(`no command ${row.command}`);
  const { actor } = paper;
  let outcome: Outcome | undefined;
  const watched: Station = {
    get state() {
      return actor.state;
    },
    get now() {
      return actor.now;
    },
    act: async (caller, wish) => {
      outcome = await actor.act(caller, wish);
      return outcome;
    },
    tell: (action) => actor.tell(action),
    refresh: () => actor.refresh(),
    panel: (viewer) => actor.panel(viewer),
  };
  let changed = false;
  const mixes = new PaperMixes();
  if (row.savedBy !== undefined) mixes.shelves.set('guild guild', [savedMix(row.savedBy)]);
  const shelfBefore = row.shelf && mixes.shelves.get(row.shelf);
  const stations = {
    get: () => watched,
    check: () => ({ ok: true }) as const,
    start: unused,
    settings: () => actor.state.settings,
    changeSettings: () => {
      changed = true;
      return SETTINGS;
    },
  };
  const answering = runCommand(command, watched, {
    caller: who.caller,
    values: row.values ?? {},
    context: {
      stations,
      words: new Words({ log: silentLog }),
      mixes,
      history: { list: async () => [PAST] },
      options: {
        ...optionsOf(row.values ?? {}),
        file: () => ({ size: FILE.length, read: async () => FILE }),
      },
    },
  });
  await paper.clock.advance(1_000);
  const { panels, whispered, files } = await answering;
  if (row.heard === true) return whispered.includes('Say it now.') ? 'yes' : 'no';
  if (row.file === true) return files.length > 0 ? 'yes' : 'no';
  if (row.shelf) return mixes.shelves.get(row.shelf) === shelfBefore ? 'no' : 'yes';
  if (outcome !== undefined) return cellOf(outcome);
  // What only looks has an answer; what is refused without asking the station has one that says why.
  const isRefused =
    row.command !== 'help' && whispered.some((text) => /Join|Manage Server/.test(text));
  return changed || panels.length > 0 || !isRefused ? 'yes' : 'no';
}

/** A candidate of somebody's, whatever the rules. */
async function paperProposal(
  paper: StationOnPaper,
  by: string,
  hearers: readonly string[],
): Promise<void> {
  await paper.audience([...hearers, by], [...hearers, by]);
  await paper.act(by, { kind: 'propose', text: 'jazz' }, { isDj: true });
  await paper.audience(hearers);
}

function cellOf({ kind }: Outcome): Cell {
  if (kind === 'asked') return 'asks';
  return kind === 'done' ? 'yes' : 'no';
}

const PAGE = readFileSync(new URL('../../docs/who-may-do-what.md', import.meta.url), 'utf8');
// How often is another question: cooldowns.test.ts.
const TABLES = tablesOf(PAGE.split('\n## How often')[0] ?? '');

describe.each([...TABLES])('%s', (mode, table) => {
  test('the page speaks of every command and control, for everybody', () => {
    expect([...table.keys()]).toEqual(Object.keys(DEEDS));
    for (const cells of table.values()) expect(Object.keys(cells)).toEqual(Object.keys(PEOPLE));
  });

  test.each([...table])('%s', async (what, cells) => {
    const row = DEEDS[what];
    if (row === undefined) throw new Error('not tried');
    for (const [name, expected] of Object.entries(cells)) {
      const who = PEOPLE[name];
      if (who === undefined) throw new Error(`nobody is ${name}`);
      expect([name, await attempt(row, who, mode === 'DJs only')]).toEqual([name, expected]);
    }
  });
});

/** What a cell says where others hear it than on the page: who would be asked is not there. */
function cellAmong(cell: string, who: Who, djsOnly: boolean, others: readonly string[]): string {
  if (cell !== 'asks') return cell;
  const asked = djsOnly && others.includes('dora') ? ['dora'] : others;
  // Where only DJs vote and none is there, everybody who hears it decides.
  return asked.length > 0 || (who.hears && others.length > 0) ? 'asks' : 'yes';
}

describe.each([...TABLES])('among more or fewer: %s', (mode, table) => {
  const crowds = [0, 1, 2, 3, 4, 5].flatMap((count) => {
    const others = MORE.slice(0, count);
    return count === 0 ? [others] : [others, [...others.slice(1), 'dora']];
  });

  test.each(crowds.map((others) => ({ others })))('$others', async ({ others }) => {
    for (const [what, cells] of table) {
      const row = DEEDS[what];
      // A poll that somebody answers is one that somebody else has asked for.
      if (row === undefined || row.poll === true) continue;
      for (const [name, cell] of Object.entries(cells)) {
        const who = PEOPLE[name];
        if (who === undefined) throw new Error(`nobody is ${name}`);
        // Music that nobody hears gives its place away: that is another scene.
        if (!who.hears && others.length === 0) continue;
        const djsOnly = mode === 'DJs only';
        const expected = cellAmong(cell, who, djsOnly, others);
        expect([what, name, await attempt(row, who, djsOnly, others)]).toEqual([
          what,
          name,
          expected,
        ]);
      }
    }
  });
});

test('there are the two modes, and every command is on the page', () => {
  expect([...TABLES.keys()]).toEqual(['Everybody votes', 'DJs only']);
  for (const name of commands.keys()) expect(PAGE).toContain(`\`/lyria ${name}\``);
  expect(Object.keys(WHO_MAY).length).toBeGreaterThan(0);
});

describe('whoever wants something drastic', () => {
  const member = {
    userId: 'ada',
    voiceChannelId: 'lounge',
    isDj: false,
    canManageGuild: false,
  };
  test.each([
    ['somebody among others', member, ['ada', 'ben'], true],
    ['a lone listener', member, ['ada'], false],
    ['a DJ', { ...member, isDj: true }, ['ada', 'ben'], false],
    ['who may manage the server', { ...member, canManageGuild: true }, ['ada', 'ben'], false],
    ['somebody where nobody listens', member, [], false],
  ])('asks the others first: %s', (_, asker, listeners, expected) => {
    expect(hasToAsk('stop', asker, listeners)).toBe(expected);
  });
});
