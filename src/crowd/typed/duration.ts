import type { Texts } from '#src/texts/texts.ts';

const UNITS: readonly (readonly [word: RegExp, ms: number])[] = [
  [/^(?:h|hrs?|hours?|std|stunden?|heures?|horas?|時間)$/iu, 3_600_000],
  [/^(?:|m|mins?|minutes?|minuten?|minutos?|分)$/iu, 60_000],
];
const PART = /(\d+(?:[.,]\d+)?)\s*(\p{L}*)/gu;

/** `30m`, `1h 30m`, `1h30`, `90`: minutes unless said otherwise. Undefined: not to be understood. */
export function parseDuration(typed: string): number | undefined {
  if (!/\d/.test(typed) || typed.replace(PART, '').trim() !== '') return undefined;
  let sum = 0;
  for (const [, number = '', word = ''] of typed.matchAll(PART)) {
    const unit = UNITS.find(([words]) => words.test(word));
    if (unit === undefined) return undefined;
    sum += Number(number.replace(',', '.')) * unit[1];
  }
  return sum;
}

/** `1 h 30 min`, to the minute. */
export function durationText(texts: Texts, ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const parts = [
    ['duration.hours', Math.floor(minutes / 60)],
    ['duration.minutes', minutes % 60],
  ] as const;
  return parts
    .filter(([, count]) => count > 0)
    .map(([id, count]) => texts.say(id, { count }))
    .join(' ');
}
