import { expect, test } from 'vitest';
import { LANGUAGES, textsIn } from '#src/texts/texts.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';

const playing = { prompts: [{ text: 'Techno', weight: 1 }], config: { bpm: 120 } };

test.each(LANGUAGES)('what help offers to press is understood in %s', (language) => {
  const texts = textsIn(language);
  const read = (id: 'rainy' | 'house' | 'tags' | 'faster' | 'drums') =>
    interpretLocally({
      text: texts.say(`help.example.${id}`),
      ...((id === 'faster' || id === 'drums') && { playing }),
    });
  const tagsOf = (id: 'rainy' | 'house' | 'tags') => {
    const made = read(id);
    return made.kind === 'music' ? made.prompts.map(({ text }) => text).join() : '';
  };
  expect(tagsOf('rainy')).toMatch(/Lo-Fi/i);
  expect(tagsOf('rainy')).toMatch(/piano/i);
  expect(tagsOf('house')).toContain('Deep House');
  expect(read('house')).toMatchObject({ config: { bpm: 122, scale: 'F_MAJOR_D_MINOR' } });
  expect(tagsOf('tags')).toBe('techno,dreamy pads');
  const faster = read('faster');
  expect(faster.kind === 'music' && (faster.config.bpm ?? 0) > 120).toBe(true);
  expect(read('drums')).toMatchObject({ kind: 'music', way: 'relative' });
});
