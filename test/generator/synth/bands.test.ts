import { describe, expect, test } from 'vitest';
import { GROOVES } from '#src/generator/synth/catalogue/grooves.ts';
import { PATCHES } from '#src/generator/synth/catalogue/patches.ts';
import { blend, DEFAULT_GUIDANCE } from '#src/generator/synth/style/blend.ts';
import type { Role } from '#src/generator/synth/style/layout.ts';
import { matchPrompt, unknownSynonyms } from '#src/generator/synth/style/match.ts';
import { mixOf } from '#src/generator/synth/style/mix.ts';
import { beginPiece } from '#src/generator/synth/style/piece.ts';
import type { StyleVector } from '#src/generator/synth/style/StyleVector.ts';

function styleOf(text: string): StyleVector {
  return blend(mixOf([{ text, weight: 1 }]), DEFAULT_GUIDANCE);
}

function player(role: Role, text: string): string | undefined {
  return Object.keys(PATCHES)[styleOf(text).best(role)];
}

function genresOf(text: string): (string | undefined)[] {
  return matchPrompt(text).flatMap((match) =>
    match.kind === 'groove'
      ? [Object.entries(GROOVES).find(([, groove]) => groove === match.groove)?.[0]]
      : [],
  );
}

test('every synonym stands for something', () => {
  expect(unknownSynonyms()).toEqual([]);
});

describe('the right band plays', () => {
  test.each(['jazz piano trio', 'piano trio', 'Jazz Trio'])('%s: piano, bass and drums', (text) => {
    expect(player('lead', text)).toBe('piano');
    expect(player('chords', text)).toBe('piano');
    expect(player('bass', text)).toBe('uprightBass');
    const style = styleOf(text);
    expect(style.get('drums')).toBeGreaterThan(0.4);
    expect(style.get('pad')).toBe(0);
  });

  test.each(['gregorian chant', 'string quartet', 'a cappella', 'solo piano'])(
    '%s: no drums',
    (text) => expect(styleOf(text).get('drums')).toBe(0),
  );

  test.each(['gregorian chant', 'a cappella', 'opera', 'barbershop'])('%s: it is sung', (text) =>
    expect(styleOf(text).get('vocal')).toBeGreaterThan(0.8),
  );

  test.each([
    ['80s rock ballad', 60, 90, 'leadGuitar'],
    ['celtic harp', 95, 125, 'harp'],
    ['violin concerto', 85, 110, 'fiddle'],
    ['salsa', 90, 110, 'brassSection'],
    ['ambient rain piano', 60, 80, 'piano'],
    ['video game boss fight', 150, 180, 'chipLead'],
    ['hardstyle', 140, 160, 'superSaw'],
    ['swing', 110, 200, 'brassSection'],
  ])('%s: between %d and %d bpm, led by %s', (text, min, max, lead) => {
    const { bpm } = beginPiece({}, mixOf([{ text, weight: 1 }]));
    expect(bpm).toBeGreaterThanOrEqual(min);
    expect(bpm).toBeLessThanOrEqual(max);
    expect(player('lead', text)).toBe(lead);
  });

  test('a drum solo is one, and a solo violin has no band', () => {
    expect(styleOf('drum solo').get('drums')).toBe(1);
    expect(styleOf('drum solo').get('lead')).toBe(0);
    expect(styleOf('drum solo').get('chords')).toBeLessThan(0.3);
    expect(styleOf('solo violin').get('drums')).toBe(0);
  });

  test('an era is heard in the music that is named, and alone stands for its own', () => {
    expect(genresOf('80s techno')).toEqual(['Techno']);
    expect(player('lead', '80s')).toBe(player('lead', 'synthpop'));
  });

  test('a big band has its brass, and swings', () => {
    expect(player('lead', 'big band')).toBe('brassSection');
    expect(styleOf('big band').get('swing8')).toBeGreaterThan(0.8);
  });
});

describe('words for no known genre', () => {
  test.each([
    ['metalcore', 'Metal'],
    ['folktronica', 'Folk'],
    ['tehcno', 'Techno'],
    ['reggea', 'Reggae'],
    ['bosanova orchestrall', 'Orchestral Score'],
  ])('%s: the nearest known, %s', (text, genre) => expect(genresOf(text)).toEqual([genre]));

  test.each(['xyzzy plugh', 'qwrtz', '', '🎷🎷'])('%j: the neutral band', (text) =>
    expect(genresOf(text)).toEqual(['Neutral']),
  );

  test('where a genre is named, no other is guessed', () => {
    expect(genresOf('ambient for the rocket')).toEqual(['Ambient']);
  });
});
