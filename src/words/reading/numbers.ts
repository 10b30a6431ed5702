import { NUMERIC_CONTROLS, type NumericControl } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';

export type ControlValues = { readonly [K in NumericControl]?: number };

export interface NumbersRead {
  /** Values asked for, held to Lyria's ranges. */
  readonly values: ControlValues;
  /** Beats per minute to add to what plays. */
  readonly bpmChange?: number;
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
  return { values, bpmChange: direction * number, rest };
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
