import type { WeightedPrompt } from '#src/music/controls.ts';
import {
  type Interpretation,
  interpretationSchema,
  type MusicInterpretation,
  type NowPlaying,
} from '#src/words/interpretation.ts';
import type { EvaluationCase, MusicExpected, NumberExpected } from './evaluationCase.ts';

/** What is wrong with an interpretation, each in a few words; empty when it is as expected. */
export function judge(one: EvaluationCase, made: Interpretation): string[] {
  const shape = interpretationSchema.safeParse(made);
  if (!shape.success) return [`not valid: ${shape.error.issues[0]?.message}`];
  if (made.kind === 'refused') {
    return one.expect === 'refused' || one.mayRefuse === true ? [] : [`refused: ${made.reason}`];
  }
  if (one.expect === 'refused') return [`not refused: ${told(made.prompts)}`];
  return [
    ...judgeTags(one.expect, made, one.playing),
    ...judgeControls(one.expect, made, one.playing),
  ];
}

/** A mix in a line, for whoever reads what failed. */
export function told(prompts: readonly WeightedPrompt[]): string {
  return prompts.map(({ text, weight }) => `${text}:${weight}`).join(', ');
}

function judgeTags(
  expected: MusicExpected,
  { prompts, way }: MusicInterpretation,
  playing: NowPlaying | undefined,
): string[] {
  const towards = prompts.filter(({ weight }) => weight > 0);
  const wrong: string[] = [];
  if (expected.way !== undefined && way !== expected.way) wrong.push(`is ${way}`);
  for (const group of expected.tags ?? []) {
    if (!towards.some((tag) => matches(tag, group))) wrong.push(`misses ${group.join('|')}`);
  }
  for (const tag of towards) {
    if (matches(tag, expected.forbidden ?? [])) wrong.push(`has ${tag.text}`);
  }
  const before = playing?.prompts ?? [];
  for (const group of expected.less ?? []) {
    const away = prompts.some((tag) => tag.weight < 0 && matches(tag, group));
    if (!away && share(prompts, group) >= share(before, group)) {
      wrong.push(`no less ${group.join('|')}`);
    }
  }
  for (const group of expected.more ?? []) {
    if (share(prompts, group) <= share(before, group)) wrong.push(`no more ${group.join('|')}`);
  }
  return wrong.length === 0 ? [] : [...wrong, `[${told(prompts)}]`];
}

function judgeControls(
  expected: MusicExpected,
  { config }: MusicInterpretation,
  playing: NowPlaying | undefined,
): string[] {
  const wrong: string[] = [];
  // Where the model decides, a relative wish counts from what is usual.
  const usual = { bpm: 120, density: 0.5, brightness: 0.5 };
  for (const name of ['bpm', 'density', 'brightness'] as const) {
    const range = expected[name];
    if (range === undefined) continue;
    const before = playing?.config[name];
    if (!isAsExpected(range, config[name], before, usual[name])) {
      wrong.push(`${name} is ${config[name]}`);
    }
  }
  for (const [name, value] of Object.entries(expected.config ?? {})) {
    const is = Object.entries(config).find(([key]) => key === name)?.[1];
    if ((is === false ? undefined : is) !== (value ?? undefined)) wrong.push(`${name} is ${is}`);
  }
  return wrong;
}

function isAsExpected(
  expected: NumberExpected,
  value: number | undefined,
  before: number | undefined,
  usual: number,
): boolean {
  if (expected === null) return value === undefined;
  if (expected === 'same') return value === before;
  if (value === undefined) return false;
  if (expected === 'up') return value > (before ?? usual);
  if (expected === 'down') return value < (before ?? usual);
  return value >= expected[0] && value <= expected[1];
}

function matches({ text }: WeightedPrompt, group: readonly string[]): boolean {
  const folded = text.toLowerCase();
  return group.some((part) => folded.includes(part));
}

/** What matching tags have of all that is steered towards, 0 to 1. */
function share(prompts: readonly WeightedPrompt[], group: readonly string[]): number {
  const towards = prompts.filter(({ weight }) => weight > 0);
  const all = towards.reduce((sum, { weight }) => sum + weight, 0);
  const part = towards
    .filter((tag) => matches(tag, group))
    .reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : part / all;
}
