import { promptKey } from '../crowd/typed/memberText.ts';
import type { Moment } from './moments.ts';

type State = Extract<Moment, { kind: 'mix' | 'silence' }>;
type Mix = Extract<Moment, { kind: 'mix' }>;
type Proposal = Extract<Moment, { kind: 'proposed' }>;

/** What happened at one moment, to be told beside the picture by its number. */
export type Highlight =
  | (Proposal & { readonly byPoll: boolean })
  | Extract<Moment, { kind: 'decided' }>;

export interface Part {
  /** Null: all that were too small to have a colour of their own. */
  readonly text: string | null;
  /** Of all the music of the evening, 0 to 1. */
  readonly mean: number;
  /** In each of the `SAMPLES` equal slices of the evening, 0 to 1; 0 in silence. */
  readonly shares: readonly number[];
}

/** What a picture shows: shares over time, and what mattered. */
export interface Evening {
  readonly fromMs: number;
  readonly toMs: number;
  /** The largest first; the rest, if there is one, last. */
  readonly parts: readonly Part[];
  /** In order of time. */
  readonly highlights: readonly Highlight[];
  readonly handoversMs: readonly number[];
  readonly loopsMs: readonly number[];
}

/** As many slices as a picture of 1,200 pixels can tell apart once they are smooth. */
export const SAMPLES = 240;
/** As many colours as one tells apart. */
export const MOST_PARTS = 8;
/** As many as one reads below a picture. */
export const MOST_HIGHLIGHTS = 12;
/** So long a silence parts two evenings. */
const NIGHT_MS = 3 * 60 * 60_000;
/** Where music never ends, an evening does. */
const LONGEST_MS = 12 * 60 * 60_000;
/** Less is no evening. */
const LEAST_MS = 60_000;

/** The newest evening; undefined: there is none worth a picture. */
export function eveningOf(moments: readonly Moment[], nowMs: number): Evening | undefined {
  const states = moments.filter((one) => one.kind === 'mix' || one.kind === 'silence');
  const last = states.at(-1);
  if (last === undefined) return undefined;
  const toMs = last.kind === 'silence' ? last.atMs : nowMs;
  const fromMs = Math.max(beginningOf(states), toMs - LONGEST_MS);
  if (toMs - fromMs < LEAST_MS) return undefined;
  const parts = partsOf(states, fromMs, toMs);
  if (parts.length === 0) return undefined;
  const within = moments.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const times = (kind: 'handover' | 'loop'): readonly number[] =>
    within.filter((one) => one.kind === kind).map(({ atMs }) => atMs);
  return {
    fromMs,
    toMs,
    parts,
    highlights: highlightsOf(within, parts),
    handoversMs: times('handover'),
    loopsMs: times('loop'),
  };
}

/** Of the last music before which it was silent all night. */
function beginningOf(states: readonly State[]): number {
  const begins = states.filter(({ kind, atMs }, index) => {
    const before = states[index - 1];
    if (kind === 'silence') return false;
    return before === undefined || (before.kind === 'silence' && atMs - before.atMs >= NIGHT_MS);
  });
  return begins.at(-1)?.atMs ?? states[0]?.atMs ?? 0;
}

function partsOf(states: readonly State[], fromMs: number, toMs: number): readonly Part[] {
  const sliceMs = (toMs - fromMs) / SAMPLES;
  const byKey = new Map<string, { text: string; sums: number[] }>();
  for (const [index, state] of states.entries()) {
    if (state.kind !== 'mix') continue;
    const beginMs = Math.max(state.atMs, fromMs);
    const endMs = Math.min(states[index + 1]?.atMs ?? toMs, toMs);
    for (const { text, share } of sharesOf(state)) {
      const key = promptKey(text);
      const part = byKey.get(key) ?? { text, sums: Array.from({ length: SAMPLES }, () => 0) };
      byKey.set(key, part);
      addOver(part.sums, (beginMs - fromMs) / sliceMs, (endMs - fromMs) / sliceMs, share);
    }
  }
  const found = [...byKey.values()].map(({ text, sums }) => ({ text, sums, total: sum(sums) }));
  const whole = sum(found.map(({ total }) => total));
  if (whole === 0) return [];
  const ranked = found.toSorted((one, other) => other.total - one.total);
  const own = ranked.slice(0, MOST_PARTS).filter(({ total }) => total > 0);
  const rest = ranked.slice(MOST_PARTS);
  const parts = own.map(({ text, sums, total }) => ({ text, mean: total / whole, shares: sums }));
  if (rest.length === 0) return parts;
  const shares = parts[0]?.shares.map((_, at) => sum(rest.map(({ sums }) => sums[at] ?? 0))) ?? [];
  return [...parts, { text: null, mean: sum(shares) / whole, shares }];
}

/** Adds `value` to the slices from one place to another, to those at the ends in part. */
function addOver(slices: number[], from: number, to: number, value: number): void {
  for (let at = Math.max(0, Math.floor(from)); at < to && at < slices.length; at += 1) {
    const covered = Math.min(at + 1, to) - Math.max(at, from);
    slices[at] = (slices[at] ?? 0) + value * Math.max(0, covered);
  }
}

function sharesOf({ prompts }: Mix): readonly { readonly text: string; readonly share: number }[] {
  const played = prompts.filter(({ weight }) => weight > 0);
  const whole = sum(played.map(({ weight }) => weight));
  return played.map(({ text, weight }) => ({ text, share: weight / whole }));
}

/** Polls first, then what was proposed and played most. */
function highlightsOf(moments: readonly Moment[], parts: readonly Part[]): readonly Highlight[] {
  const decisions = moments.filter((one) => one.kind === 'decided');
  const means = new Map(parts.map(({ text, mean }) => [promptKey(text ?? ''), mean]));
  const worth = (one: Highlight): number => {
    if (one.kind === 'decided') return 2;
    return one.byPoll ? 2 : Math.max(...one.texts.map((text) => means.get(promptKey(text)) ?? 0));
  };
  // What a poll has put up is told once, by what it is.
  const isStart = (one: (typeof decisions)[number]): boolean =>
    one.about === 'new-start' && one.hasPassed;
  const starts = new Set(decisions.filter(isStart).map(({ atMs }) => atMs));
  const all: Highlight[] = [
    ...moments
      .filter((one) => one.kind === 'proposed')
      .map((one) => ({ ...one, byPoll: starts.has(one.atMs) })),
    ...decisions.filter((one) => !isStart(one)),
  ];
  return all
    .toSorted((one, other) => worth(other) - worth(one) || other.atMs - one.atMs)
    .slice(0, MOST_HIGHLIGHTS)
    .toSorted((one, other) => one.atMs - other.atMs);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
