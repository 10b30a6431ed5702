import { systemClock } from '#src/clock.ts';
import { FailureError } from '#src/failure.ts';
import { GeminiInterpreter } from '#src/words/GeminiInterpreter.ts';
import type { Interpretation } from '#src/words/interpretation.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';
import { EVALUATION, HELD_OUT_SET, UNSEEN_SET } from '../test/words/evaluation.ts';
import type { EvaluationCase } from '../test/words/evaluationCase.ts';
import { judge } from '../test/words/judge.ts';
import { distribution, type Measurement } from './measurement.ts';

/** What a key without billing may ask a minute, with room to spare. */
const BETWEEN_REQUESTS_MS = 5_000;

interface Marked {
  readonly one: EvaluationCase;
  readonly wrong: readonly string[];
  readonly tookMs: number;
}

/**
 * How well words are understood, by the evaluation set: by the lexicon, and, when GEMINI_API_KEY is
 * set, by Gemini (GEMINI_MODEL and GEMINI_BASE_URL count). Every case that is not as expected is
 * printed.
 */
export async function measureWords(): Promise<Measurement> {
  const local = await mark(async (one) => interpretLocally(one));
  const texts = [told('The lexicon', local)];
  const json: Record<string, unknown> = { wordsLocal: summary(local) };
  const gemini = geminiFromEnvironment();
  if (gemini === undefined) texts.push('Set GEMINI_API_KEY to mark Gemini by the same set.');
  else {
    const marked = await mark((one) => gemini().interpret(one), BETWEEN_REQUESTS_MS);
    texts.push(told('Gemini', marked));
    json['wordsGemini'] = summary(marked);
  }
  return { text: texts.join('\n'), json };
}

/** A new one for each request: none rests because of what became of another. */
function geminiFromEnvironment(): (() => GeminiInterpreter) | undefined {
  const { GEMINI_API_KEY: apiKey, GEMINI_MODEL: model, GEMINI_BASE_URL: baseUrl } = process.env;
  if (apiKey === undefined || apiKey === '') return undefined;
  const options = { apiKey, clock: systemClock, ...(model ? { model } : {}) };
  return () => new GeminiInterpreter({ ...options, ...(baseUrl ? { baseUrl } : {}) });
}

async function mark(
  read: (one: EvaluationCase) => Promise<Interpretation>,
  pauseMs = 0,
): Promise<readonly Marked[]> {
  const marked: Marked[] = [];
  for (const one of [...EVALUATION, ...UNSEEN_SET]) {
    const beginMs = performance.now();
    const wrong = await read(one).then((made) => judge(one, made), failure);
    marked.push({ one, wrong, tookMs: performance.now() - beginMs });
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return marked;
}

function failure(error: unknown): readonly string[] {
  if (error instanceof FailureError) return [error.failure.operatorText];
  throw error;
}

function summary(marked: readonly Marked[]) {
  const held = new Set([...HELD_OUT_SET, ...UNSEEN_SET]);
  return {
    rate: rateOf(marked),
    heldOutRate: rateOf(marked.filter(({ one }) => held.has(one))),
    tookMs: distribution(marked.map(({ tookMs }) => tookMs)),
  };
}

function rateOf(marked: readonly Marked[]): number {
  return marked.filter(({ wrong }) => wrong.length === 0).length / marked.length;
}

function told(reader: string, marked: readonly Marked[]): string {
  const { rate, heldOutRate, tookMs } = summary(marked);
  const failures = marked
    .filter(({ wrong }) => wrong.length > 0)
    .map(({ one, wrong }) => `  ${one.language} ${one.kind} "${one.text}": ${wrong.join('; ')}`);
  const rates = `${percent(rate)} of ${marked.length} requests, ${percent(heldOutRate)} of those it was not tuned by`;
  return [`${reader} understands ${rates}, in ${tookMs.median} ms in the median`, ...failures].join(
    '\n',
  );
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}
