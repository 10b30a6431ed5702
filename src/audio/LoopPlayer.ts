import { copyPairs } from './copyPairs.ts';
import { mixCorrelatedFade, smoothRise } from './correlatedFade.ts';
import type { Loop } from './match/LoopSearch.ts';
import type { PcmSource } from './PcmSource.ts';
import { toSampleWithin } from './toSample.ts';

/**
 * Plays a piece of PCM to the end of a loop in it and then the loop over and over: a source that
 * never runs dry. Seams are crossfaded; a loop that starts louder or softer than it ends takes up
 * the level of its end, and by the next end is as loud as what was heard before it.
 */
export class LoopPlayer implements PcmSource {
  readonly availablePairs = Number.MAX_SAFE_INTEGER;
  readonly #pcm: Int16Array;
  readonly #loop: Loop;
  readonly #lengthPairs: number;
  readonly #fromPair: number;
  #playedPairs = 0;

  /**
   * @param pcm What the loop was found in.
   * @param fromPair Where to begin in it, before the loop's end. The first seam's crossfade is cut
   *   short if less than it is left; from 10 ms on it is smooth.
   */
  constructor(pcm: Int16Array, loop: Loop, fromPair: number) {
    this.#pcm = pcm;
    this.#loop = loop;
    this.#lengthPairs = loop.endPair - loop.startPair;
    this.#fromPair = fromPair;
  }

  /** Pairs taken so far. */
  get playedPairs(): number {
    return this.#playedPairs;
  }

  peek(out: Int16Array, outPair: number, skipPairs: number, pairs: number): void {
    let done = 0;
    while (done < pairs) {
      done += this.#render(out, outPair + done, this.#playedPairs + skipPairs + done, pairs - done);
    }
  }

  take(pairs: number): void {
    this.#playedPairs += pairs;
  }

  /** Renders up to the next place where something changes; returns how many pairs that were. */
  #render(out: Int16Array, outPair: number, played: number, wanted: number): number {
    const { endPair, startPair, fadePairs } = this.#loop;
    const firstLap = endPair - this.#fromPair;
    const isFirst = played < firstLap;
    const at = isFirst
      ? this.#fromPair + played
      : startPair + ((played - firstLap) % this.#lengthPairs);
    const fadeStart = Math.max(endPair - fadePairs, isFirst ? this.#fromPair : startPair);
    const gain = isFirst ? 1 : this.#loop.gain;
    if (at >= fadeStart) return this.#fade(out, outPair, { at, start: fadeStart, gain, wanted });
    const pairs = Math.min(wanted, fadeStart - at);
    copyPairs(this.#pcm, at, out, outPair, pairs);
    if (!isFirst) {
      const before = played - firstLap < this.#lengthPairs ? 1 : gain;
      this.#easeLevel(out, outPair, { at, fadeStart, pairs, before });
    }
    return pairs;
  }

  /** @param seam `gain`: what its end is played with */
  #fade(
    out: Int16Array,
    outPair: number,
    seam: {
      readonly at: number;
      readonly start: number;
      readonly gain: number;
      readonly wanted: number;
    },
  ): number {
    const { endPair, correlation, startGain } = this.#loop;
    const { at, start, gain, wanted } = seam;
    const pcm = this.#pcm;
    const pairs = Math.min(wanted, endPair - at);
    mixCorrelatedFade(
      { pcm: out, atPair: outPair },
      { pcm, atPair: at },
      { pcm, atPair: at - this.#lengthPairs },
      {
        lengthPairs: endPair - start,
        fromPair: at - start,
        pairs,
        correlation,
        leavingGain: gain,
        comingGain: gain * startGain,
      },
    );
    return pairs;
  }

  /** From the gain at the loop's start to that of its end. @param lap `before`: that of the end before */
  #easeLevel(
    out: Int16Array,
    outPair: number,
    lap: {
      readonly at: number;
      readonly fadeStart: number;
      readonly pairs: number;
      readonly before: number;
    },
  ): void {
    const { startPair, startGain, gain: to } = this.#loop;
    const { at, fadeStart, pairs, before } = lap;
    const from = before * startGain;
    if (from === 1 && to === 1) return;
    const length = fadeStart - startPair;
    for (let i = 0; i < pairs; i += 1) {
      const gain = from + (to - from) * smoothRise((at + i - startPair) / length);
      const index = 2 * (outPair + i);
      out[index] = toSampleWithin((out[index] ?? 0) * gain, gain);
      out[index + 1] = toSampleWithin((out[index + 1] ?? 0) * gain, gain);
    }
  }
}
