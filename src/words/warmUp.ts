import { interpretLocally } from './localInterpreter.ts';

/** Some of everything: languages, operators, numbers, misspellings, words that nobody knows. */
const REQUESTS = [
  'rainy lo-fi with soft piano for a night drive, 90 bpm in D minor',
  'etwas schneller und weniger Schlagzeug, bitte',
  'música tranquila para estudiar, sin batería',
  'un peu plus de guitare, moins de basse',
  'mais devagar e com violão',
  '静かなピアノで夜のドライブ',
  'sinthwave undrstandable wobbelig zyx '.repeat(12),
];
/** After so many the compiler has seen enough: the first ones take ten times as long. */
const TIMES = 4;

/** Reads some requests before anything plays, so that the first real one delays no frame. */
export function warmUpLexicon(): void {
  for (let time = 0; time < TIMES; time += 1) {
    for (const text of REQUESTS) interpretLocally({ text });
  }
}
