import type { TimestampStyle } from './markdownTree.ts';

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const LOCALE = 'en';
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

const FORMATS: Readonly<Record<Exclude<TimestampStyle, 'R'>, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** Such as `in 12 seconds` or `2 minutes ago`. */
export function relativeTime(epochS: number, nowS: number): string {
  const distance = Math.round(epochS - nowS);
  const [unit, seconds] = UNITS.find(([, length]) => Math.abs(distance) >= length) ?? ['second', 1];
  return relative.format(Math.trunc(distance / seconds), unit);
}

export function timestampText(epochS: number, style: TimestampStyle, nowS: number): string {
  if (style === 'R') return relativeTime(epochS, nowS);
  return new Intl.DateTimeFormat(LOCALE, FORMATS[style]).format(epochS * 1_000);
}
