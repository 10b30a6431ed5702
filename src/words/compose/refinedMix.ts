import { MAX_CANDIDATES } from '#src/crowd/votes/voteState.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';
import type { NowPlaying } from '../interpretation.ts';
import type { Reading } from '../reading/readRequest.ts';
import type { Wish } from '../reading/wishes.ts';
import { type Draft, setNamed, shift } from './controls.ts';
import { isOf, mainTag } from './families.ts';
import { isOnlyBassAndDrums, leaveOut, type Mix } from './freshMix.ts';
import { weighed } from './values.ts';

/** "More" and "less" of a tag that is there, for an amount of 1. */
const MORE = 1.8;
const LESS = 0.5;
/** Against what an average tag weighs. */
const AWAY = -0.5;
/** Moods and scenes colour what plays, they do not take its place. */
const COLOUR = 0.5;

/** What plays, changed as asked: everything that is not spoken of stays. */
export function refinedMix(reading: Reading, playing: NowPlaying): Mix {
  const draft: Draft = { ...playing.config };
  let prompts: readonly WeightedPrompt[] = playing.prompts;
  for (const wish of reading.wishes) {
    // Muted drums that come back need no tag: they are in the mix.
    if (!isMuted(draft, wish)) prompts = change(prompts, wish);
    turn(draft, wish);
  }
  for (const { text, how } of reading.unknown) {
    if (how === 'none') prompts = without(prompts, (tag) => tag === text, text);
    if (how === 'add' || how === 'more') prompts = [...prompts, { text, weight: average(prompts) }];
  }
  if (isOnlyBassAndDrums(reading.wishes)) draft.onlyBassAndDrums = true;
  setNamed(draft, reading);
  return { prompts: fitted(prompts), config: draft };
}

function isMuted(draft: Draft, { name, how }: Wish): boolean {
  if (how === 'less' || how === 'none') return false;
  if (name === 'bass') return draft.muteBass === true;
  return (name === 'drums' || name === 'beat') && draft.muteDrums === true;
}

function turn(draft: Draft, wish: Wish): void {
  const { concept, how, name } = wish;
  if (how === 'less' || how === 'none') {
    leaveOut(draft, wish);
    return;
  }
  if (name === 'drums' || name === 'beat') delete draft.muteDrums;
  if (name === 'bass') delete draft.muteBass;
  if (name !== 'drums' && name !== 'bass' && concept.kind !== 'mood') delete draft.onlyBassAndDrums;
  const { musicGenerationMode, temperature } = concept.config ?? {};
  if (musicGenerationMode !== undefined) draft.musicGenerationMode = musicGenerationMode;
  if (temperature !== undefined) draft.temperature = temperature;
  shift(draft, wish, 1);
}

function change(prompts: readonly WeightedPrompt[], wish: Wish): readonly WeightedPrompt[] {
  const { concept, how, amount, name } = wish;
  const main = mainTag(concept);
  // A knob is turned, not mixed in.
  if (main === undefined || concept.kind === 'control') return prompts;
  const matches = (tag: string): boolean => isOf(concept, tag);
  const away = concept.away ?? main;
  if (how === 'none') {
    return concept.kind === 'part' && name !== 'voices' && name !== 'choir'
      ? prompts
      : without(prompts, matches, away);
  }
  if (how === 'less') return reduced(prompts, matches, away, LESS ** amount);
  const colour = concept.kind === 'mood' || concept.kind === 'scene' ? COLOUR : 1;
  // A comparative of a mood is mostly its knobs.
  return increased(prompts, matches, main, amount, colour);
}

function increased(
  prompts: readonly WeightedPrompt[],
  matches: (tag: string) => boolean,
  main: string,
  amount: number,
  part: number,
): readonly WeightedPrompt[] {
  const freed = prompts.filter(({ text, weight }) => weight > 0 || !matches(text));
  if (!freed.some(({ text }) => matches(text))) {
    return [...freed, { text: main, weight: average(prompts) * part * amount }];
  }
  return freed.map(({ text, weight }) =>
    matches(text) ? { text, weight: weight * MORE ** amount } : { text, weight },
  );
}

function reduced(
  prompts: readonly WeightedPrompt[],
  matches: (tag: string) => boolean,
  away: string,
  factor: number,
): readonly WeightedPrompt[] {
  const others = prompts.some(({ text, weight }) => weight > 0 && !matches(text));
  const some = prompts.some(({ text, weight }) => weight > 0 && matches(text));
  // Less of the only thing there is would be the same mix.
  if (!some || !others) return avoiding(prompts, away, average(prompts) * AWAY);
  return prompts.map(({ text, weight }) =>
    weight > 0 && matches(text) ? { text, weight: weight * factor } : { text, weight },
  );
}

function without(
  prompts: readonly WeightedPrompt[],
  matches: (tag: string) => boolean,
  away: string,
): readonly WeightedPrompt[] {
  const kept = prompts.filter(({ text, weight }) => weight <= 0 || !matches(text));
  const rest = kept.some(({ weight }) => weight > 0) ? kept : prompts;
  return avoiding(rest, away, average(prompts) * AWAY);
}

function avoiding(
  prompts: readonly WeightedPrompt[],
  text: string,
  weight: number,
): readonly WeightedPrompt[] {
  if (prompts.some((other) => other.text === text && other.weight > 0)) return prompts;
  return [...prompts.filter((other) => other.text !== text), { text, weight }];
}

/** What one of the tags steered towards weighs. */
function average(prompts: readonly WeightedPrompt[]): number {
  const towards = prompts.filter(({ weight }) => weight > 0);
  return towards.reduce((sum, { weight }) => sum + weight, 0) / Math.max(1, towards.length);
}

/** As many as a station has places for: the last wishes stay, of the rest what weighs most. */
function fitted(prompts: readonly WeightedPrompt[]): readonly WeightedPrompt[] {
  const kept = [...prompts];
  while (kept.length > MAX_CANDIDATES) {
    const old = kept.slice(0, -1);
    const least = old.reduce((a, b) => (Math.abs(b.weight) < Math.abs(a.weight) ? b : a));
    kept.splice(kept.indexOf(least), 1);
  }
  return kept.map(({ text, weight }) => ({ text, weight: weighed(weight) }));
}
