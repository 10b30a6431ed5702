/** How near a whole number of beats counts as on the beat: nobody hears 10 ms. */
const TOLERANCE_PAIRS = 480;
/** Being on the beat outweighs a good deal of likeness, whole bars some more. */
const BEAT_BONUS = 0.3;
const BAR_BONUS = 0.15;
const BEATS_PER_BAR = 4;

/** How much better a jump over `pairs` is for keeping the beat: 0 to 0.45. */
export function beatBonus(pairs: number, beatPairs: number): number {
  const beats = Math.round(pairs / beatPairs);
  if (Math.abs(pairs - beats * beatPairs) > TOLERANCE_PAIRS) return 0;
  return BEAT_BONUS + (beats % BEATS_PER_BAR === 0 ? BAR_BONUS : 0);
}
