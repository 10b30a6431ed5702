/** Widths in the font that comes along, in parts of its size: of most letters, of broad ones, and of signs as wide as high. */
const NARROW = 0.57;
const BROAD = 0.88;
const WIDE = 1;
const IS_BROAD = /[mwMW%@&]/u;
const IS_WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u30ff\uff00-\uffef…]/u;
/** What that font has no sign for: other scripts, emoji, and what joins them. */
const UNSHOWN =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Nd}\p{P}\p{Zs}\p{Sc}\p{Sm}ー]/gu;
const LONGEST = 28;
/** On a stream: the larger the better, but none that could not be read. */
const SIZES = [40, 34, 28, 24] as const;
/** Around a name, in parts of its size. */
const AIR = 0.3;

export function textWidth(text: string, size: number): number {
  return [...text].reduce((sum, one) => sum + widthOf(one) * size, 0);
}

function widthOf(letter: string): number {
  if (IS_WIDE.test(letter)) return WIDE;
  return IS_BROAD.test(letter) ? BROAD : NARROW;
}

/** What of a name can be written, no longer than fits; '…' where nothing can. */
export function shownName(text: string, width = Number.POSITIVE_INFINITY, size = 1): string {
  const known = [...text.normalize('NFC').replace(UNSHOWN, '').replace(/\s+/gu, ' ').trim()];
  let end = Math.min(known.length, LONGEST);
  const cut = (): string => `${known.slice(0, end).join('').trimEnd()}…`;
  if (end === known.length && end > 0 && textWidth(known.join(''), size) <= width) {
    return known.join('');
  }
  while (end > 0 && textWidth(cut(), size) > width) end -= 1;
  return cut();
}

/**
 * Where a stream has room for its name, and how large; undefined: nowhere.
 *
 * @param edges of the stream at each sample, in pixels
 */
export function labelPlace(
  name: string,
  edges: readonly { readonly top: number; readonly bottom: number }[],
  xAt: (index: number) => number,
): { readonly x: number; readonly y: number; readonly size: number } | undefined {
  if (name === '…') return undefined;
  const step = xAt(1) - xAt(0);
  for (const size of SIZES) {
    const span = Math.ceil((textWidth(name, size) + 2 * AIR * size) / step);
    let best: { x: number; y: number; size: number } | undefined;
    let most = size * (1 + 2 * AIR);
    for (let from = 0; from + span < edges.length; from += 1) {
      const over = edges.slice(from, from + span + 1);
      const top = Math.max(...over.map((edge) => edge.top));
      const bottom = Math.min(...over.map((edge) => edge.bottom));
      if (bottom - top <= most) continue;
      most = bottom - top;
      best = { x: xAt(from) + (span * step) / 2, y: (top + bottom) / 2 + size * 0.36, size };
    }
    if (best !== undefined) return best;
  }
  return undefined;
}
