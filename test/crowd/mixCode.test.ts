import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CODE_LENGTH, mixCode, openMixCode } from '#src/crowd/mix/mixCode.ts';
import { mixesFile, readMixesFile } from '#src/crowd/mix/mixesFile.ts';
import { type MixPiece, type SavedMix, withMix } from '#src/crowd/mix/savedMix.ts';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import { configSchema } from '#src/music/controlSchemas.ts';

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((typed) => typed.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .filter((typed) => promptKey(typed) !== '');
const piece: fc.Arbitrary<MixPiece> = fc.record({
  prompts: fc
    .tuple(
      fc.array(fc.record({ text, weight: fc.integer({ min: 1, max: 1_000 }) }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.array(fc.record({ text, weight: fc.integer({ min: -5_000, max: -1 }) }), { maxLength: 3 }),
    )
    .map(([played, avoided]) =>
      [...played, ...avoided].map((one) => ({ text: one.text, weight: one.weight / 1_000 })),
    ),
  config: fc.record(
    {
      bpm: fc.integer({ min: 60, max: 200 }),
      density: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
      muteDrums: fc.boolean(),
      scale: fc.constantFrom('D_MAJOR_B_MINOR', 'C_MAJOR_A_MINOR'),
      guidance: fc.integer({ min: 0, max: 6 }),
      seed: fc.integer({ min: 0, max: 2_147_483_647 }),
    },
    { requiredKeys: [] },
  ),
});

/** What a code of a mix holds. */
const SOUND = '[["techno",1000],{}]';

/** A code as its maker makes it, of anything. */
function forged(bytes: Uint8Array, checksum = crc32(bytes)): string {
  const sum = Buffer.alloc(5, 1);
  sum.writeUInt32BE(checksum, 1);
  return `lyre1-${BigInt(`0x${Buffer.concat([sum, bytes]).toString('hex')}`).toString(36)}`;
}

/** Refused in words, or a mix that can be played; never anything else. */
function expectHarmless(typed: string): void {
  const opened = openMixCode(typed);
  if (opened === undefined) return;
  if (!opened.ok) {
    expect(opened.text).not.toBe('');
    return;
  }
  const { prompts, config } = opened.piece;
  expect(prompts.some(({ weight }) => weight > 0)).toBe(true);
  expect(prompts.length).toBeLessThanOrEqual(16);
  expect(configSchema.safeParse(config).success).toBe(true);
}

describe('a code', () => {
  test('stands for its mix, in whatever case it is typed and whatever it was copied with', () => {
    fc.assert(
      fc.property(piece, (mix) => {
        const code = mixCode(mix);
        if (code === undefined) return;
        expect(code).toMatch(/^lyre1-[0-9a-z]+$/);
        for (const typed of [code, code.toUpperCase(), ` \`${code}\`\n`, `<${code}>.`]) {
          expect(openMixCode(typed)).toEqual({ ok: true, piece: mix });
        }
      }),
      { numRuns: 300 },
    );
  });

  test('is short enough to be typed, and the ready-made mixes have one', () => {
    for (const preset of PRESETS) {
      const code = mixCode(preset) ?? '';
      expect(code.length).toBeGreaterThan(10);
      expect(code.length).toBeLessThanOrEqual(90);
    }
    const random = (seed: number) =>
      Array.from({ length: 200 }, (_, at) =>
        String.fromCodePoint(0x4e00 + ((at + seed) ** 3 % 9_973)),
      );
    const prompts = Array.from({ length: 8 }, (_, at) => ({
      text: random(at).join(''),
      weight: 1,
    }));
    expect(mixCode({ prompts, config: {} })).toBeUndefined();
  });

  test('of the first version opens for ever', () => {
    const code = 'lyre1-9oxgafkjrb8xratzfbmsp98kwz0clqzdhz3uphqmqgp9o06s58odcnfk5fwh6m0w';
    const prompts = [
      { text: 'Minimal Techno', weight: 0.571 },
      { text: 'TR-909 Drum Machine', weight: 0.286 },
      { text: 'Ominous Drone', weight: 0.143 },
    ];
    expect(openMixCode(code)).toEqual({ ok: true, piece: { prompts, config: { bpm: 130 } } });
  });

  test('with any one character wrong, missing or doubled is refused', () => {
    const code = mixCode({ prompts: [{ text: 'techno', weight: 1 }], config: { bpm: 128 } }) ?? '';
    for (let at = 'lyre1-'.length; at < code.length; at += 1) {
      const other = code[at] === 'x' ? 'y' : 'x';
      for (const wrong of [other, '', `${code[at]}${code[at]}`]) {
        const typed = code.slice(0, at) + wrong + code.slice(at + 1);
        if (typed !== code) expect(openMixCode(typed)).toMatchObject({ ok: false });
      }
    }
  });

  test('counts for nothing without its checksum', () => {
    const bytes = deflateRawSync(SOUND);
    expect(openMixCode(forged(bytes))).toMatchObject({ ok: true });
    expect(openMixCode(forged(bytes, (crc32(bytes) ^ 1) >>> 0))).toMatchObject({ ok: false });
  });

  test('of a newer version says so, and words are no code', () => {
    const newer = openMixCode('lyre2-abc');
    expect(newer).toEqual({ ok: false, text: { id: 'mix.code.newer' } });
    expect(openMixCode('lyre0-abc')).toMatchObject({ ok: false });
    for (const typed of ['lyre', 'a lyre1-abc', 'lyre and harp', '', 'lyre-1']) {
      expect(openMixCode(typed)).toBeUndefined();
    }
  });

  test('made by somebody hostile is refused or played, and never more than that', () => {
    const json = fc.json().map((typed) => deflateRawSync(typed));
    const nearly = fc
      .tuple(fc.array(fc.oneof(fc.string(), fc.double(), fc.integer())), fc.jsonValue())
      .map((mix) => deflateRawSync(JSON.stringify(mix)));
    const bytes = fc.uint8Array({ maxLength: 300 });
    const codes = fc.oneof(
      fc.string().map((typed) => `lyre1-${typed}`),
      fc.stringMatching(/^lyre\d{1,9}-[0-9a-z]{0,600}$/),
      fc.oneof(json, nearly, bytes).map(forged),
    );
    fc.assert(fc.property(codes, expectHarmless), { numRuns: 3_000 });
  });

  test('that unfolds into gigabytes is refused at once', () => {
    const bomb = forged(deflateRawSync(`${SOUND}${' '.repeat(50_000)}`));
    expect(bomb.length).toBeLessThan(MAX_CODE_LENGTH);
    expect(openMixCode(bomb)).toMatchObject({ ok: false });
    const startedMs = performance.now();
    expectHarmless(`lyre1-${'z'.repeat(1_000_000)}`);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

describe('a file of mixes', () => {
  const saved = (mix: MixPiece, name: string): SavedMix => ({
    ...mix,
    name,
    savedBy: 'ada',
    savedAtMs: 0,
  });

  test('holds what they play and their names, not who saved them', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const file = mixesFile(pieces.map((one, index) => saved(one, `Mix ${index}`)));
        expect(file).not.toContain('ada');
        const mixes = pieces.map((one, index) => ({ ...one, name: `Mix ${index}` }));
        const read = readMixesFile(Buffer.from(file));
        expect(read).toEqual({ ok: true, mixes, unreadable: 0 });
      }),
      { numRuns: 50 },
    );
  });

  test('from anywhere is refused in words, or read without what makes no sense', () => {
    const like = fc
      .tuple(fc.oneof(fc.constant(1), fc.integer()), fc.array(fc.jsonValue()))
      .map(([version, mixes]) => JSON.stringify({ format: 'lyrebird-mixes', version, mixes }));
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.oneof(like, fc.json()).map((typed) => Buffer.from(typed)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        const read = readMixesFile(given);
        if (!read.ok) expect(read.text).not.toBe('');
        else expect(read.mixes.every(({ prompts }) => prompts.length > 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a shelf', () => {
  const mix = (name: string, savedBy = 'ada'): SavedMix => ({
    name,
    savedBy,
    savedAtMs: 0,
    prompts: [{ text: 'techno', weight: 1 }],
    config: {},
  });
  const fill = (shelf: 'guild g' | 'member ada', isTrusted: boolean, savedBy?: string) => {
    let mixes: readonly SavedMix[] = [];
    for (let count = 0; count < 100; count += 1) {
      const shelved = withMix(mixes, mix(`Mix ${count}`, savedBy), { shelf, isTrusted });
      if (!shelved.ok) return [shelved.why, count];
      mixes = shelved.mixes;
    }
    return mixes;
  };

  test('is bounded for a member, a server and a favourite', () => {
    expect(fill('guild g', false)).toEqual(['own-limit', 10]);
    expect(fill('guild g', true)).toEqual(['full', 50]);
    expect(fill('member ada', false)).toEqual(['full', 25]);
  });

  test('has one mix of a name, which only its maker and DJs replace', () => {
    const shelf = 'guild g';
    const before = [mix('Friday')];
    const again = withMix(before, mix('friday  '), { shelf, isTrusted: false });
    expect(again).toMatchObject({ ok: true, mixes: [{ name: 'friday  ' }] });
    const other = mix('FRIDAY', 'ben');
    expect(withMix(before, other, { shelf, isTrusted: false })).toMatchObject({ why: 'taken' });
    expect(withMix(before, other, { shelf, isTrusted: true })).toEqual({
      ok: true,
      mixes: [other],
    });
  });

  test.each(['techno', 'Acid Basement', 'JAMAICAN DUB'])(
    'takes no mix called %s: it means a sound',
    (name) => {
      const shelved = withMix([], mix(name), { shelf: 'guild g', isTrusted: true });
      expect(shelved).toEqual({ ok: false, why: 'means-something' });
    },
  );
});
