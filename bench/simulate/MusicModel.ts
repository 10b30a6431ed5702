import { SAMPLE_RATE } from '#src/audio/frame.ts';
import { toSample } from '#src/audio/toSample.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import type { Material, Piece } from './material.ts';
import { between, type Random } from './random.ts';

const CHANNELS = 2;

/** What one session plays: pieces that fade into each other, quieter until they have settled. */
export class MusicModel {
  readonly #random: Random;
  readonly #profile: LyriaProfile;
  readonly #material: Material;
  #piece: Piece | undefined;
  #position = 0;
  #settleSamples = 0;
  #settledSamples = 0;

  constructor(random: Random, profile: LyriaProfile, material: Material) {
    this.#random = random;
    this.#profile = profile;
    this.#material = material;
  }

  /** Begins anew, anywhere in whatever piece comes next. */
  restart(): void {
    this.#piece = undefined;
    this.#settledSamples = 0;
    const settleMs = between(this.#random, ...this.#profile.settleMs);
    this.#settleSamples = Math.round((settleMs / 1_000) * SAMPLE_RATE);
  }

  /** The next samples; a changed mix is faded to over all of them, as the model does. */
  render(samples: number, prompts: readonly WeightedPrompt[]): Int16Array {
    const piece = this.#material.pieceFor(prompts);
    const previous = this.#piece ?? piece;
    if (this.#piece === undefined) this.#position = Math.floor(this.#random() * piece.length);
    const from = this.#position;
    this.#piece = piece;
    this.#position = (from + samples) % Math.min(piece.length, previous.length);
    const isSettled = this.#settledSamples >= this.#settleSamples;
    const isPlain = previous === piece && from + samples <= piece.length;
    const pcm = isPlain
      ? piece.pcm.subarray(from * CHANNELS, (from + samples) * CHANNELS)
      : crossfaded(previous, piece, from, samples);
    return isSettled ? pcm : this.#quietened(pcm, samples);
  }

  /** Music that has not settled yet: quieter, evenly less so in decibels. */
  #quietened(pcm: Int16Array, samples: number): Int16Array {
    const unsettled = Math.max(0, 1 - this.#settledSamples / this.#settleSamples);
    const growth = 10 ** (-this.#profile.settleDb / 20 / this.#settleSamples);
    let gain = 10 ** ((this.#profile.settleDb * unsettled) / 20);
    const quiet = new Int16Array(pcm.length);
    for (let i = 0; i < quiet.length; i += CHANNELS) {
      quiet[i] = Math.round((pcm[i] ?? 0) * gain);
      quiet[i + 1] = Math.round((pcm[i + 1] ?? 0) * gain);
      gain = Math.min(1, gain * growth);
    }
    this.#settledSamples += samples;
    return quiet;
  }
}

/** From one piece to another with equal power; both go round at their ends. */
function crossfaded(previous: Piece, piece: Piece, from: number, samples: number): Int16Array {
  const into = lengthened(piece, from, samples);
  if (previous === piece) return into;
  const pcm = new Int16Array(samples * CHANNELS);
  const outOf = lengthened(previous, from, samples);
  for (let i = 0; i < samples; i++) {
    const angle = (i / samples) * (Math.PI / 2);
    const out = Math.cos(angle);
    const come = Math.sin(angle);
    const at = i * CHANNELS;
    pcm[at] = toSample((outOf[at] ?? 0) * out + (into[at] ?? 0) * come);
    pcm[at + 1] = toSample((outOf[at + 1] ?? 0) * out + (into[at + 1] ?? 0) * come);
  }
  return pcm;
}

/** A stretch of a piece, past its end from its beginning on. */
function lengthened({ pcm, length }: Piece, from: number, samples: number): Int16Array {
  const start = from % length;
  const first = Math.min(samples, length - start);
  const all = new Int16Array(samples * CHANNELS);
  all.set(pcm.subarray(start * CHANNELS, (start + first) * CHANNELS));
  all.set(pcm.subarray(0, (samples - first) * CHANNELS), first * CHANNELS);
  return all;
}
