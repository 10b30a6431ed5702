/**
 * Interleaved stereo PCM that can be looked at before it is taken. All counts are sample pairs.
 * Callers never ask for more than `availablePairs`.
 */
export interface PcmSource {
  readonly availablePairs: number;
  /** Copies `pairs` pairs into `out` from its pair `outPair` on, leaving out the next `skipPairs`. */
  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void;
  /** Takes the next `pairs` pairs away. */
  take(pairs: number): void;
}
