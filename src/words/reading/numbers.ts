import { NUMERIC_CONTROLS, type NumericControl } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';

export type ControlValues = { readonly [K in NumericControl]?: number };

/** So many times what it is, and so many beats per minute more. */
export interface BpmChange {
  readonly times: number;
  readonly plus: number;
}

export interface NumbersRead {
  /** Values asked for, held to Lyria's ranges. */
  readonly values: ControlValues;
  /** Of the tempo that plays. */
  readonly bpmChange?: BpmChange;
  /** The text without all that. */
  readonly rest: string;
}

const UNIT = String.raw`(?:bpm|b\.p\.m\.|beats? (?:per|a) minute|schlaege (?:pro|die) minute|pulsaciones(?: por minuto)?|ppm|lpm|batidas por minuto|battements par minute)`;
const SLOWER =
  /\b(?:slower|less|down|langsamer|weniger|menos|moins|lent[eo]?|devagar|slow|runter|lower)\b|遅|下げ|ダウン|落と/u;
const FASTER =
  /\b(?:faster|quicker|more|up|schneller|mehr|mas|plus|mais|vite|rapid[eo]|hoeher|rauf|higher)\b|速|早|上げ|アップ/u;

const TEMPO = new RegExp(String.raw`([+-]?)\s?(\d{1,5})(?:[.,]\d+)?\s?${UNIT}`, 'u');
const TEMPO_BEFORE =
  /\b(?:bpm|tempo)(?:\s(?:to|of|at|is|auf|von|de|a|em|en))?["']?\s?[:=]?\s?()(\d{2,5})\b|(?:テンポ|bpm)[はを]?()(\d{2,3})/u;
/** "At 130" names a tempo by itself, where nothing but the end or a mark follows. */
const TEMPO_BARE = /(?:\bat|\bbei|@)\s?()(\d{2,3})(?=\s*(?:$|[,.;!]))/u;
/** How far from the number the word may stand that makes it a change. */
const NEAR = 24;

/** What a control is called in the other languages, where one writes a number beside it. */
const OTHER_NAMES: Partial<Readonly<Record<NumericControl, string>>> = {
  density: 'dichte|densidad|densite|densidade',
  brightness: 'helligkeit|brillo|luminosite|brilho',
  temperature: 'temperatur|temperatura',
};
/** A tempo is read by patterns of its own. */
const NAMED = NUMERIC_CONTROLS.filter((control) => control !== 'bpm').map(
  (control) =>
    [
      control,
      new RegExp(
        String.raw`\b(?:${namesOf(control)})(?:\s(?:to|at|of|auf|von|a|de|em))?\s?[:=]?\s?(-?\d+(?:[.,]\d+)?)\s?(%?)`,
        'u',
      ),
    ] as const,
);

function namesOf(control: NumericControl): string {
  const option = CONTROLS[control].option.replaceAll('_', String.raw`[\s_-]?`);
  return [option, OTHER_NAMES[control] ?? []].flat().join('|');
}

/** "Twice as fast" and "half the tempo". */
const TIMES: readonly (readonly [number, RegExp])[] = [
  [
    2,
    /\b(?:double (?:the )?(?:tempo|speed|time)|twice (?:as fast|the (?:tempo|speed))|doppelt so schnell|doppeltes tempo|(?:el )?doble de (?:rapido|velocidad)|dobla el tempo|deux fois plus (?:vite|rapide)|double le tempo|duas vezes mais rapido|(?:o )?dobro d[ao] (?:tempo|velocidade))\b|(?:2|二|2)?倍速|(?:テンポ|速さ)を(?:2|二|2)?倍に?/u,
  ],
  [
    0.5,
    /\b(?:half (?:the )?(?:tempo|speed|time)|half as fast|halve the (?:tempo|speed)|halb so schnell|halbes tempo|(?:la )?mitad de (?:rapido|velocidad|tempo)|deux fois (?:moins vite|plus lent)|moitie moins vite|(?:a )?metade d[ao] (?:tempo|velocidade))\b|半分の(?:テンポ|速さ)|(?:テンポ|速さ)を半分に?/u,
  ],
];
/** "Dnb 174": a number that ends a request can be a tempo, where what stands before is a genre. */
const LAST_NUMBER = /^(.*\p{L}.*\s)(\d{2,3})$/u;
const LIKELY_BPM = CONTROLS.bpm;

/** The tempo that a genre may be followed by, and the text without it. */
export function lastNumber(
  rest: string,
): { readonly bpm: number; readonly rest: string } | undefined {
  const [, before, digits] = LAST_NUMBER.exec(rest.trim()) ?? [];
  const bpm = Number(digits);
  if (before === undefined || bpm < LIKELY_BPM.min || bpm > LIKELY_BPM.max) return undefined;
  return { bpm, rest: before };
}

/** Reads "at 90 bpm", "10 bpm slower", "density 0.4", "brightness 80 %" in a folded text. */
export function readNumbers(text: string): NumbersRead {
  const values: { [K in NumericControl]?: number } = {};
  let rest = text;
  for (const [control, pattern] of NAMED) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    const number = Number(found[1]?.replace(',', '.'));
    values[control] = held(control, found[2] === '%' ? number / 100 : number);
    rest = rest.replace(pattern, ' , ');
  }
  const multiple = TIMES.find(([, pattern]) => pattern.test(rest));
  if (multiple !== undefined) {
    const [times, pattern] = multiple;
    return { values, bpmChange: { times, plus: 0 }, rest: rest.replace(pattern, ' , ') };
  }
  const tempo = TEMPO.exec(rest) ?? TEMPO_BEFORE.exec(rest) ?? TEMPO_BARE.exec(rest);
  if (tempo === null) return { values, rest };
  const number = Number(tempo[2] ?? tempo[4]);
  const sign = tempo[1];
  const around = rest.slice(tempo.index, tempo.index + tempo[0].length + NEAR);
  const direction = directionOf(sign, around);
  rest = rest.replace(tempo[0], ' , ');
  if (direction === undefined) return { values: { ...values, bpm: held('bpm', number) }, rest };
  // The word that says which way must not count once more.
  const word = (direction < 0 ? SLOWER : FASTER).exec(rest);
  if (sign === '' && word !== null) rest = rest.replace(word[0], ' ');
  return { values, bpmChange: { times: 1, plus: direction * number }, rest };
}

function directionOf(sign: string | undefined, around: string): 1 | -1 | undefined {
  if (sign === '+') return 1;
  if (sign === '-') return -1;
  // "120 bpm, faster drums" is no change: only what follows at once counts.
  const near = around.split(/[,;]/u)[0] ?? '';
  const numbered = /\d/u.exec(near);
  if (numbered === null) return undefined;
  if (SLOWER.test(near)) return -1;
  return FASTER.test(near) ? 1 : undefined;
}

function held(control: NumericControl, value: number): number {
  const { min, max, integer } = CONTROLS[control];
  const within = Math.min(max, Math.max(min, value));
  return integer ? Math.round(within) : within;
}
