import { describe, expect, test } from 'vitest';
import { findPreset, PRESETS, presetTags } from '#src/crowd/typed/presets.ts';
import { configMessage, promptsMessage } from '#src/lyria/clientMessages.ts';
import { VOCABULARY } from '#src/music/vocabulary.ts';
import { ENGLISH } from '#src/texts/texts.ts';

/** Discord's limits of a select and its options. */
const MOST_OPTIONS = 25;
const MOST_CHARACTERS = 100;

test('there are at least twenty, all of which fit into the select, each with its own name', () => {
  expect(PRESETS.length).toBeGreaterThanOrEqual(20);
  expect(PRESETS.length).toBeLessThanOrEqual(MOST_OPTIONS);
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
  expect(new Set(PRESETS.map(({ title }) => title.toLowerCase())).size).toBe(PRESETS.length);
});

describe.each(PRESETS)('$title', (preset) => {
  test('has controls and tags that Lyria knows, and fits into an option', () => {
    expect(Object.keys(preset.config).length).toBeGreaterThan(0);
    expect(() => configMessage(preset.config)).not.toThrow();
    expect(() => promptsMessage(preset.prompts)).not.toThrow();
    for (const { text } of preset.prompts) expect(VOCABULARY).toContain(text);
    expect(preset.title.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(presetTags(ENGLISH, preset).length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(findPreset(preset.id)).toBe(preset);
  });
});
