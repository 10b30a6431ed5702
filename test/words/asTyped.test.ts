import { describe, expect, it } from 'vitest';
import { ENGLISH } from '#src/texts/texts.ts';
import type { MusicRequest, NowPlaying } from '#src/words/interpretation.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';

const MUTED: NowPlaying = {
  prompts: [
    { text: 'Deep House', weight: 0.6 },
    { text: 'Synth Pads', weight: 0.4 },
  ],
  config: { bpm: 120, muteDrums: true },
};

function tags(text: string): readonly string[] {
  const made = interpretLocally({ text });
  return made.kind === 'music' ? made.prompts.map((one) => one.text) : [];
}

function answer(request: MusicRequest): string {
  const made = interpretLocally(request);
  return made.kind === 'refused' && made.reason === 'command' ? ENGLISH.put(made.memberText) : '';
}

describe('what is typed is played as typed', () => {
  it.each([
    'techno, dreamy pads, piano',
    'rainy jazz, warm piano',
    'Dub Techno, tape hiss, Rhodes',
    'zydeco, washboard, accordion',
    'slap bass; funk guitar; horns',
    'Deep House、Synth Pads',
  ])('as a list of tags: %s', (text) => {
    expect(interpretLocally({ text })).toMatchObject({ by: 'tags', way: 'fresh' });
    expect(tags(text)).toEqual(text.split(/[,;、]/u).map((entry) => entry.trim()));
  });

  it.each([
    // Knobs, wishes, names, other languages and misspellings are read.
    'techno, dark',
    'techno, faster',
    'more drums, less bass',
    'techno, 130 bpm',
    'house, daft punk',
    'Klavier, Schlagzeug',
    'pianno, gitar',
    'jazz, please',
  ])('but words are read: %s', (text) => {
    expect(interpretLocally({ text })).not.toMatchObject({ by: 'tags' });
  });

  it.each([
    ['вечерний', 'вечерний'],
    ['Motörhead', 'Motörhead'],
    ['速いテンポ', '速いテンポ'],
    ['play Tuvan Xöömej', 'Tuvan Xöömej'],
    ['something like Gnaoua', 'Gnaoua'],
    ['waltz in 3/4', '3/4'],
  ])('in its own letters: %s', (text, shown) => {
    expect(tags(text).join()).toContain(shown);
  });

  it('knows an artist whose name has a slash', () => {
    expect(tags('AC/DC')).toContain('Classic Rock');
  });
});

describe('words for the bot are no music', () => {
  it.each([
    ['stop', '/lyria stop'],
    ['Stop the music!', '/lyria stop'],
    ['bitte aufhören', '/lyria stop'],
    ['止めて', '/lyria stop'],
    ['pause', '/lyria pause'],
    ['weiter', '/lyria resume'],
    ['skip', '/lyria reset'],
    ['next song please', '/lyria reset'],
    ['another one', '/lyria reset'],
    ['otra canción', '/lyria reset'],
    ['reset', '/lyria reset'],
    ['undo', '/lyria undo'],
    ['help', '/lyria propose'],
    ['使い方', '/lyria propose'],
    ['louder', '/lyria volume'],
    ['plus fort', '/lyria volume'],
  ])('%s points to %s', (text, command) => {
    expect(answer({ text })).toContain(command);
    expect(answer({ text, playing: MUTED })).toContain(command);
  });

  it.each([
    'stop and go techno',
    'louder drums',
    'more pause between the notes',
    'undo the reverb',
  ])('%s is read', (text) => {
    expect(answer({ text, playing: MUTED })).toBe('');
  });
});

describe('while music plays', () => {
  it.each([
    'bring the drums back',
    'drums back please',
    'unmute the drums',
    'wieder mit Schlagzeug',
    'remets la batterie',
  ])('%s lets the muted drums play again, and nothing else', (text) => {
    const made = interpretLocally({ text, playing: MUTED });
    expect(made).toMatchObject({ way: 'relative', prompts: MUTED.prompts, config: { bpm: 120 } });
    expect(made.kind === 'music' && 'muteDrums' in made.config).toBe(false);
  });

  it.each([
    'something completely different',
    'etwas ganz anderes',
    'algo totalmente diferente',
    '全然違う曲',
  ])('%s starts afresh, with none of what plays', (text) => {
    const made = interpretLocally({ text, playing: MUTED });
    expect(made).toMatchObject({ kind: 'music', way: 'fresh' });
    const before = MUTED.prompts.map((one) => one.text);
    expect(tags(text).filter((tag) => before.includes(tag))).toEqual([]);
  });
});
