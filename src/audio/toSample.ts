const FULL_SCALE = 32_767;

/** The 16-bit sample nearest to a value; what is beyond full scale is clipped. */
export function toSample(value: number): number {
  return Math.max(-32_768, Math.min(FULL_SCALE, Math.round(value)));
}

/** Up to here nothing is ever bent. */
const BENT_FROM = 0.5;
/** With so much, or more, all of what is above that is bent; with less, less of it. */
const ALL_BENT_FROM = 1.5;

/**
 * The sample for a value of sounds that were made louder or added up. Where they could exceed full
 * scale their peaks are bent to fit, the more the higher they are: cut off they would have corners,
 * which are heard as clicks.
 *
 * @param most of 1, what full scale has become: the gain, or the sum of the gains. Up to 1 nothing is
 *   bent. It may glide from one sample to the next.
 */
export function toSampleWithin(value: number, most: number): number {
  if (most <= 1) return toSample(value);
  const size = Math.abs(value) / FULL_SCALE;
  if (size <= BENT_FROM) return Math.round(value);
  // From the knee on a curve that begins as steep as the line before it and is flat at the most.
  const knee = most >= ALL_BENT_FROM ? BENT_FROM : most - Math.sqrt(2 * (most - 1));
  if (size <= knee) return Math.round(value);
  const left = Math.max(0, (most - size) / (most - knee));
  const bent = 1 - (1 - knee) * left ** ((most - knee) / (1 - knee));
  return Math.round(Math.sign(value) * bent * FULL_SCALE);
}
