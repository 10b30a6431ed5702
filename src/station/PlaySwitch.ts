import type { LyriaSession } from '../lyria/session.ts';
import { PAUSE_ABOVE_MS, PLAY_BELOW_MS } from './stationTimes.ts';

/** Tells a session to play or to pause, by how much music is there, and nothing twice. */
export class PlaySwitch {
  #told: 'nothing' | 'play' | 'pause' = 'nothing';
  #playingSinceMs: number | undefined;

  /** When it was last told to play; undefined while it is not to. */
  get playingSinceMs(): number | undefined {
    return this.#playingSinceMs;
  }

  /** @param wantsAudio whether music is wanted at all; how much of it is judged by the level */
  regulate(session: LyriaSession, wantsAudio: boolean, levelMs: number, nowMs: number): void {
    const isPlaying = this.#told === 'play';
    const shouldPlay = wantsAudio && levelMs < (isPlaying ? PAUSE_ABOVE_MS : PLAY_BELOW_MS);
    if (shouldPlay && !isPlaying) {
      this.#told = 'play';
      this.#playingSinceMs = nowMs;
      session.play();
    } else if (!shouldPlay && isPlaying) {
      this.#told = 'pause';
      this.#playingSinceMs = undefined;
      session.pause();
    }
  }
}
