import type { LyriaSession } from '../lyria/session.ts';
import { PAUSE_ABOVE_MS, PLAY_BELOW_MS, RESUME_LEVEL_MS } from './stationTimes.ts';

/** Tells a session to play or to pause, by how much music is there, and nothing twice. */
export class PlaySwitch {
  #told: 'nothing' | 'play' | 'pause' = 'nothing';
  #playingSinceMs: number | undefined;

  /** When it was last told to play; undefined while it is not to. */
  get playingSinceMs(): number | undefined {
    return this.#playingSinceMs;
  }

  /**
   * @param wants `nothing`: but for what it takes to go on after a pause. `audio`: as much as the level
   *   allows. `fresh`: whatever the level, since none of it answers the order
   */
  regulate(
    session: LyriaSession,
    wants: 'nothing' | 'audio' | 'fresh',
    levelMs: number,
    nowMs: number,
  ): void {
    const isPlaying = this.#told === 'play';
    const audioBelowMs = isPlaying ? PAUSE_ABOVE_MS : PLAY_BELOW_MS;
    const isLow = levelMs < (wants === 'nothing' ? RESUME_LEVEL_MS : audioBelowMs);
    const mayGoOn = wants !== 'nothing' || isPlaying;
    const shouldPlay = wants === 'fresh' || (isLow && mayGoOn);
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
