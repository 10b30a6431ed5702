import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpretationSchema, MAX_TAGS, type MusicRequest } from '#src/words/interpretation.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';
import { EVALUATION, HELD_OUT_SET, UNSEEN_SET } from './evaluation.ts';
import type { EvaluationCase } from './evaluationCase.ts';
import { judge } from './judge.ts';

const PASS_RATE = 0.9;
/** Beside 20 ms frames of music. */
const LIMIT_MS = 5;

describe('the local interpreter on the evaluation set', () => {
  it('has enough requests in every language and kind', () => {
    expect(EVALUATION.length).toBeGreaterThanOrEqual(60);
    expect(new Set(EVALUATION.map(({ language }) => language))).toEqual(
      new Set(['en', 'de', 'es', 'fr', 'ja', 'pt', 'none']),
    );
  });

  it.each([
    ['all of it', EVALUATION],
    ['what was held out', HELD_OUT_SET],
    ['what was written afterwards', UNSEEN_SET],
  ])('passes at least 90 % of %s', (_, cases) => {
    const failures = failed(cases);
    const rate = 1 - failures.length / cases.length;
    expect(rate, `${failures.join('\n')}\n`).toBeGreaterThanOrEqual(PASS_RATE);
  });
});

describe('whatever is typed', () => {
  const words = EVALUATION.flatMap(({ text }) => text.split(/\s+/u));
  const nearWords = fc
    .tuple(fc.constantFrom(...words), fc.string({ minLength: 0, maxLength: 2 }), fc.nat(20))
    .map(([word, extra, at]) => word.slice(0, at) + extra + word.slice(at));
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.string({ unit: 'grapheme', maxLength: 500 }),
    fc.array(nearWords, { maxLength: 120 }).map((all) => all.join(' ').slice(0, 500)),
  );
  const playing = fc.option(
    fc.constantFrom(
      ...EVALUATION.flatMap((one) => (one.playing === undefined ? [] : [one.playing])),
    ),
    { nil: undefined },
  );
  const request = fc
    .record({ text: typed, playing })
    .map(
      (one): MusicRequest =>
        one.playing === undefined ? { text: one.text } : { text: one.text, playing: one.playing },
    );

  it('is music that Lyria can play, or a friendly refusal; never an error', () => {
    fc.assert(
      fc.property(request, (one) => {
        const made = interpretLocally(one);
        expect(interpretationSchema.safeParse(made).error).toBeUndefined();
        if (made.kind === 'refused') return;
        if (made.way === 'fresh' && made.by === 'local') {
          expect(made.prompts.length).toBeLessThanOrEqual(MAX_TAGS);
        }
        for (const { text } of made.prompts) expect(text).not.toMatch(/https?:|<@|@everyone|[{}]/u);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    'pads 0https://evil.example/x',
    'pads https: //evil.example/x',
    'pads https:|//evil.example/x',
    'pads HTTPS:\u200b//evil.example/x',
    'pads https:evil.example/x',
  ])('keeps no link, whatever stands before it or in it: %s', (text) => {
    const made = interpretLocally({ text });
    expect(made).toMatchObject({ kind: 'music' });
    expect(JSON.stringify(made)).not.toMatch(/evil|https/iu);
  });

  it('is read the same way twice', () => {
    fc.assert(
      fc.property(request, (one) => {
        expect(interpretLocally(one)).toEqual(interpretLocally(one));
      }),
      { numRuns: 200 },
    );
  });

  it('is read within 5 ms', () => {
    const full = typed.map((text) => text.padEnd(500, ` ${text || 'zyx'} wobbelig undrstandable`));
    const texts = fc.sample(full, { numRuns: 300, seed: 5 }).map((text) => text.slice(0, 500));
    for (const text of texts) interpretLocally({ text });
    expect(Math.max(...texts.map(fastest))).toBeLessThan(LIMIT_MS);
  });
});

/** The machine may be busy with something else: what counts is how long it has to take, ms. */
function fastest(text: string): number {
  let fastestMs = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 20 && fastestMs >= LIMIT_MS; attempt++) {
    const beginMs = performance.now();
    interpretLocally({ text });
    fastestMs = Math.min(fastestMs, performance.now() - beginMs);
  }
  return fastestMs;
}

/** One line a case: what was asked and what is wrong with the answer. */
function failed(cases: readonly EvaluationCase[]): string[] {
  return cases.flatMap((one) => {
    const wrong = judge(one, interpretLocally(one));
    return wrong.length === 0
      ? []
      : [`${one.language} ${one.kind} "${one.text}": ${wrong.join('; ')}`];
  });
}
