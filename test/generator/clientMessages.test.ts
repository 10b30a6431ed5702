import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClientFrame } from '#src/generator/clientMessages.ts';

const read = (message: unknown) => readClientFrame(JSON.stringify(message));

describe('readClientFrame', () => {
  test.each<[string, unknown, unknown, string[]]>([
    ['setup', { setup: { model: 'models/x' } }, { type: 'setup', model: 'models/x' }, []],
    [
      'prompts in camelCase',
      { clientContent: { weightedPrompts: [{ text: 'a', weight: 1.5 }] } },
      { type: 'prompts', prompts: [{ text: 'a', weight: 1.5 }] },
      [],
    ],
    [
      'prompts in snake_case',
      { client_content: { weighted_prompts: [{ text: 'a', weight: '-1' }] } },
      { type: 'prompts', prompts: [{ text: 'a', weight: -1 }] },
      [],
    ],
    [
      'a config in snake_case with numbers as strings',
      { music_generation_config: { bpm: '120', top_k: 5, mute_bass: true, scale: null } },
      { type: 'config', config: { bpm: 120, topK: 5, muteBass: true } },
      [],
    ],
    [
      'unspecified values',
      {
        musicGenerationConfig: {
          scale: 'SCALE_UNSPECIFIED',
          musicGenerationMode: 'MUSIC_GENERATION_MODE_UNSPECIFIED',
        },
      },
      { type: 'config', config: {} },
      [],
    ],
    [
      'playback',
      { playback_control: 'RESET_CONTEXT' },
      { type: 'playback', control: 'RESET_CONTEXT' },
      [],
    ],
    [
      'unknown fields at every level',
      { clientContent: { weightedPrompts: [{ text: 'a', weight: 1, b: 1 }], c: 1 }, d: 1 },
      { type: 'prompts', prompts: [{ text: 'a', weight: 1 }] },
      ['d', 'c', 'b'],
    ],
    [
      'unknown settings',
      { musicGenerationConfig: { sampleRateHz: 44_100, bpm: 90 } },
      { type: 'config', config: { bpm: 90 } },
      ['sampleRateHz'],
    ],
  ])('%s', (_what, given, message, unknown) => {
    expect(read(given)).toEqual({ kind: 'message', message, unknown });
  });

  test.each<[string, unknown]>([
    ['a list', []],
    ['a number', 1],
    ['two fields', { setup: { model: 'x' }, playbackControl: 'PLAY' }],
    ['no model', { setup: {} }],
    ['weight 0', { clientContent: { weightedPrompts: [{ text: 'a', weight: 0 }] } }],
    ['no weight', { clientContent: { weightedPrompts: [{ text: 'a' }] } }],
    [
      'one weight of 0',
      {
        clientContent: {
          weightedPrompts: [
            { text: 'a', weight: 1 },
            { text: 'b', weight: 0 },
          ],
        },
      },
    ],
    ['no prompts', { clientContent: { weightedPrompts: [] } }],
    ['no text', { clientContent: { weightedPrompts: [{ text: '', weight: 1 }] } }],
    ['bpm out of range', { musicGenerationConfig: { bpm: 201 } }],
    ['half a bpm', { musicGenerationConfig: { bpm: 60.5 } }],
    ['an unknown scale', { musicGenerationConfig: { scale: 'H_DUR' } }],
    ['an unknown control', { playbackControl: 'REWIND' }],
  ])('%s: invalid, without a quotation', (_what, given) => {
    const frame = read(given);
    expect(frame).toMatchObject({ kind: 'invalid' });
    expect(JSON.stringify(frame)).not.toMatch(/H_DUR|REWIND/);
  });

  test('nothing to do', () => {
    expect(read({})).toEqual({ kind: 'nothing', unknown: [] });
    expect(read({ goAway: 1 })).toEqual({ kind: 'nothing', unknown: ['goAway'] });
    expect(read({ playbackControl: 'PLAYBACK_CONTROL_UNSPECIFIED' })).toMatchObject({
      kind: 'nothing',
    });
    expect(readClientFrame('no JSON')).toMatchObject({ kind: 'invalid' });
  });

  test('never throws', () => {
    const name = fc.constantFrom(
      'setup',
      'client_content',
      'musicGenerationConfig',
      'playbackControl',
    );
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(name, fc.jsonValue()).map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(message, (json) => void readClientFrame(json)),
      { numRuns: 1_000 },
    );
    const deep = `{"clientContent":{"weightedPrompts":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`;
    expect(readClientFrame(deep).kind).toBe('invalid');
  });
});
