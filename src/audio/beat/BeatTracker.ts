import { SAMPLE_RATE } from '../frame.ts';
import { type BeatPhase, foldOntoBeat } from './foldOntoBeat.ts';
import { ONSET_HOP_PAIRS, ONSETS_PER_FRAME, OnsetMeter } from './OnsetMeter.ts';
import { TempoMeter } from './TempoMeter.ts';

/** About ten seconds of onsets are remembered: five bars at 120 bpm. */
const MEMORY_HOPS = 2048;
const HOPS_PER_MINUTE = (60 * SAMPLE_RATE) / ONSET_HOP_PAIRS;
/** Around an estimated tempo, these are tried for the one whose beats pile up best. */
const TEMPO_TRIES = [-0.012, -0.008, -0.004, 0, 0.004, 0.008, 0.012] as const;
/** Until so much has been heard, no beat is claimed. */
const MIN_HOPS = 400;

export interface Beat {
  readonly bpm: number;
  readonly beatPairs: number;
  /** How far the stream is past its last beat, 0 up to a beat. */
  readonly sinceBeatPairs: number;
  /** 0: no idea; above 0.3 the beat can be relied on. */
  readonly confidence: number;
}

/**
 * Listens to a stream of frames and tells where the beat is. Listening costs 2 to 3 us a frame;
 * asking costs some 30 us (with the tempo given) to 300 us.
 */
export class BeatTracker {
  readonly #meter = new OnsetMeter();
  readonly #tempo = new TempoMeter();
  readonly #frameOnsets = new Float32Array(ONSETS_PER_FRAME);
  readonly #onsets = new Float32Array(MEMORY_HOPS);
  #hops = 0;

  push(frame: Int16Array): void {
    this.#meter.measure(frame, this.#frameOnsets);
    for (const onset of this.#frameOnsets) {
      this.#onsets[this.#hops % MEMORY_HOPS] = onset;
      this.#hops += 1;
      this.#tempo.push(onset);
    }
  }

  /** Forgets everything: after a cut to other music. */
  reset(): void {
    this.#hops = 0;
    this.#tempo.reset();
  }

  /** @param bpm The tempo where it is known; otherwise it is estimated. */
  beat(bpm?: number): Beat | undefined {
    if (this.#hops < MIN_HOPS) return undefined;
    if (bpm !== undefined) return this.#describe(HOPS_PER_MINUTE / bpm);
    const estimate = this.#tempo.estimate();
    if (estimate === undefined) return undefined;
    let best: Beat | undefined;
    for (const change of TEMPO_TRIES) {
      const beat = this.#describe(estimate.beatHops * (1 + change));
      if (best === undefined || beat.confidence > best.confidence) best = beat;
    }
    return best === undefined
      ? undefined
      : { ...best, confidence: Math.sqrt(best.confidence * estimate.confidence) };
  }

  #describe(beatHops: number): Beat {
    const hops = Math.min(this.#hops, MEMORY_HOPS);
    const first = this.#hops - hops;
    const phase: BeatPhase = foldOntoBeat(
      (hop) => this.#onsets[(first + hop) % MEMORY_HOPS] ?? 0,
      hops,
      beatHops,
    );
    return {
      bpm: HOPS_PER_MINUTE / beatHops,
      beatPairs: beatHops * ONSET_HOP_PAIRS,
      sinceBeatPairs: ((phase.sinceBeatHops + hops) % beatHops) * ONSET_HOP_PAIRS,
      confidence: phase.confidence,
    };
  }
}
