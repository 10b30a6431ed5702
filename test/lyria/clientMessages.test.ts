import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailureError } from '#src/failure.ts';
import { clientMessageSchema, configMessage, promptsMessage } from '#src/lyria/clientMessages.ts';
import {
  type MusicGenerationConfig,
  NUMERIC_CONTROLS,
  type WeightedPrompt,
} from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { tell } from '#src/texts/texts.ts';

/** What an unchecked caller might hand over. */
function refusal(send: (value: never) => unknown, value: unknown) {
  try {
    send(value as never);
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  return undefined;
}

describe('prompts', () => {
  test.each<[string, unknown, RegExp]>([
    ['nothing at all', undefined, /weightedPrompts must be a list/],
    ['no prompts', [], /weightedPrompts must hold at least one/],
    ['weight 0', [{ text: 'a', weight: 0 }], /weightedPrompts\.0\.weight .*other than 0/],
    ['weight -0', [{ text: 'a', weight: -0 }], /weight .*other than 0/],
    [
      'all weights 0',
      [
        { text: 'a', weight: 0 },
        { text: 'b', weight: 0 },
      ],
      /\.0\.weight.*\.1\.weight/,
    ],
    [
      'one weight of 0',
      [
        { text: 'a', weight: 1 },
        { text: 'b', weight: 0 },
      ],
      /\.1\.weight/,
    ],
    ['NaN', [{ text: 'a', weight: Number.NaN }], /weight .*finite/],
    ['infinity', [{ text: 'a', weight: Number.NEGATIVE_INFINITY }], /weight .*finite/],
    ['0 in single precision', [{ text: 'a', weight: 1e-60 }], /weight/],
    ['infinity in single precision', [{ text: 'a', weight: 1e60 }], /weight .*finite/],
    ['a weight in words', [{ text: 'a', weight: '1' }], /weight/],
    ['an empty text', [{ text: ' ', weight: 1 }], /text must be a text of 1 to 200/],
    ['an over-long text', [{ text: 'x'.repeat(201), weight: 1 }], /text .*200/],
    ['something more', [{ text: 'a', weight: 1, more: 1 }], /text and weight/],
  ])('%s: refused, naming field and range', (_what, prompts, expected) => {
    const failure = refusal(promptsMessage, prompts);
    expect(failure?.code).toBe('lyria.invalid');
    expect(failure?.operatorText).toMatch(expected);
    expect(failure?.memberText).toEqual(tell('failure.lyria.invalid'));
  });

  test('negative weights pass', () => {
    const prompts = [
      { text: 'techno', weight: 2 },
      { text: 'x'.repeat(200), weight: -0.5 },
    ];
    expect(promptsMessage(prompts)).toEqual({ clientContent: { weightedPrompts: prompts } });
  });

  test('what passes is a message, whatever was given', () => {
    const prompt = fc.record({ text: fc.string(), weight: fc.double() });
    fc.assert(
      fc.property(fc.array(prompt), (prompts: WeightedPrompt[]) => {
        try {
          const wire = JSON.parse(JSON.stringify(promptsMessage(prompts)));
          expect(clientMessageSchema.safeParse(wire).success).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(FailureError);
        }
      }),
    );
  });
});

describe('configuration', () => {
  test.each(NUMERIC_CONTROLS)('%s: its whole range passes and nothing beside it', (name) => {
    const { min, max, integer } = CONTROLS[name];
    for (const value of [min, max]) {
      expect(configMessage({ [name]: value })).toEqual({
        musicGenerationConfig: { [name]: value },
      });
    }
    const wrong = [
      min - 0.001,
      max + 0.001,
      Number.NaN,
      Infinity,
      '1',
      null,
      ...(integer ? [min + 0.5] : []),
    ];
    for (const value of wrong) {
      const failure = refusal(configMessage, { [name]: value });
      expect(failure?.code).toBe('lyria.invalid');
      expect(failure?.operatorText).toContain(
        `musicGenerationConfig.${name} must be a ${integer ? 'whole ' : ''}number from ${min} to ${max}`,
      );
    }
  });

  test.each<[string, unknown, RegExp]>([
    ['an unknown scale', { scale: 'H_MAJOR' }, /scale must be one of C_MAJOR_A_MINOR, /],
    ['an unspecified scale', { scale: 'SCALE_UNSPECIFIED' }, /scale must be one of/],
    ['an unknown mode', { musicGenerationMode: 'LOUD' }, /one of QUALITY, DIVERSITY, VOCALIZATION/],
    ['a word for a flag', { muteBass: 'yes' }, /muteBass must be true or false/],
    ['a control that is none', { bmp: 120 }, /musicGenerationConfig has no bmp/],
    ['nothing', null, /musicGenerationConfig must be an object/],
  ])('%s: refused, naming field and range', (_what, config, expected) => {
    const failure = refusal(configMessage, config);
    expect(failure?.code).toBe('lyria.invalid');
    expect(failure?.operatorText).toMatch(expected);
  });

  test('names every problem at once', () => {
    const failure = refusal(configMessage, { bpm: 1, density: 2 });
    expect(failure?.operatorText).toMatch(/bpm must .*; .*density must/);
  });

  test('goes out whole', () => {
    const config: MusicGenerationConfig = {
      bpm: 128,
      scale: 'D_MAJOR_B_MINOR',
      density: 0.5,
      brightness: 0.6,
      guidance: 4,
      temperature: 1.1,
      topK: 40,
      seed: 7,
      muteBass: false,
      muteDrums: true,
      onlyBassAndDrums: false,
      musicGenerationMode: 'QUALITY',
    };
    expect(configMessage(config)).toEqual({ musicGenerationConfig: config });
    expect(configMessage({})).toEqual({ musicGenerationConfig: {} });
  });
});
