/** The one format of sound in here: 16 bit, stereo, interleaved, 48,000 pairs of samples a second. */
export const SAMPLE_RATE = 48_000;
export const PAIRS_PER_MS = SAMPLE_RATE / 1000;
/** What one Opus packet holds. */
export const FRAME_MS = 20;
export const FRAME_PAIRS = FRAME_MS * PAIRS_PER_MS;
