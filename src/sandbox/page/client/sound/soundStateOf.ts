import type { SoundState } from './SoundState.ts';

/** Packets come every 20 ms; after so many without one, nobody plays. */
const NO_PACKETS_MS = 400;
/** A breath in the music is shorter. */
const ONLY_SILENCE_MS = 2_000;

/** What the page's player has seen and heard; moments as of `performance.now()`. */
export interface Heard {
  /** Whether the page's person is in a voice channel and not deafened. */
  readonly listens: boolean;
  /** Whether the browser lets the page sound. */
  readonly allowed: boolean;
  /** Whether sound comes out of the buffer. */
  readonly plays: boolean;
  readonly lastPacketMs: number;
  /** When it was last more than silence. */
  readonly lastSoundMs: number;
}

export function soundStateOf(heard: Heard, nowMs: number): SoundState {
  if (!heard.listens) return 'off';
  if (!heard.allowed) return 'needsClick';
  if (nowMs - heard.lastPacketMs > NO_PACKETS_MS) return 'quiet';
  if (!heard.plays) return 'buffering';
  return nowMs - heard.lastSoundMs > ONLY_SILENCE_MS ? 'quiet' : 'playing';
}
