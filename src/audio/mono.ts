/**
 * The right channel's share in a mono mix made for analysis. Not 1: channels in opposite phase
 * would cancel and leave nothing to analyse.
 */
const RIGHT_SHARE = 0.6;

/** The mono mix for analysis of the pair whose left sample is at `index`; up to 52,429 either way. */
export function monoAt(pcm: Int16Array, index: number): number {
  return (pcm[index] ?? 0) + RIGHT_SHARE * (pcm[index + 1] ?? 0);
}
