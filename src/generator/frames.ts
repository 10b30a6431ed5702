/** One frame, the unit of rendering: 20 ms at 48 kHz, left and right. */
export const FRAME_SAMPLES = 960 * 2;
export const FRAME_MS = 20;
/** Lyria's chunks are exactly 2 s: 384,000 bytes. */
export const FRAMES_PER_CHUNK = 100;
export const CHUNK_MS = FRAME_MS * FRAMES_PER_CHUNK;
export const CHUNK_SAMPLES = FRAME_SAMPLES * FRAMES_PER_CHUNK;
