import { Fft } from '#src/audio/Fft.ts';

const CHANNELS = 2;
const SAMPLES_PER_MS = 48;
/** Below this root mean square (of 1) a window is silence, and its correlation means nothing. */
const SILENCE_RMS = 1e-4;
/** Music that repeats itself fits in several places: only by so much is another place the right one. */
const CLEARLY_BETTER = 0.03;

export interface MatchOptions {
  /** The length of each stretch that is looked for, ms. */
  readonly windowMs?: number;
  /**
   * How far the next window may lie from where the one before leads to and still count as going
   * on: looked at first, because music repeats itself. ms.
   */
  readonly driftMs?: number;
  /** A window less like what is expected is looked for in the whole source. Correlation. */
  readonly continues?: number;
  /**
   * A player that stretches time repeats a little now and then. A window in which the sound jumps back
   * by at most so much is in two places at once: it is left out, and what was repeated counts. ms.
   */
  readonly mostRepeatMs?: number;
  /**
   * Only what lies below is compared: of noise, such as cymbals, a codec keeps the loudness and not
   * the wave. Hz; all of it, if not given.
   */
  readonly belowHz?: number;
}

/** Where one window of what was heard lies in the source. */
export interface WindowMatch {
  /** Position of the window in what was heard, ms. */
  readonly heardAtMs: number;
  /** Position in the source where it fits best, ms. */
  readonly sourceAtMs: number;
  /** Normalised, -1 to 1; 1 is the same but for loudness. */
  readonly correlation: number;
}

export interface Match {
  /** Windows that hold sound; silent ones cannot be found. */
  readonly windows: readonly WindowMatch[];
  readonly silentWindows: number;
  /** Of all windows with sound; 0 when there are none. */
  readonly minCorrelation: number;
  /** Whether each window lies behind the one before it in the source. */
  readonly sameOrder: boolean;
  /** How much of the source was heard more than once, ms. */
  readonly repeatedMs: number;
  /** How much of the source was left out between the first and the last window, ms. */
  readonly skippedMs: number;
  /** Source position less heard position at the start: the delay of the codec is part of it. ms. */
  readonly offsetMs: number;
}

interface Place {
  readonly at: number;
  readonly correlation: number;
}

function toMono(pcm: Int16Array, belowHz: number | undefined): Float64Array {
  const mono = new Float64Array(pcm.length / CHANNELS);
  for (let i = 0; i < mono.length; i++) {
    mono[i] = ((pcm[CHANNELS * i] ?? 0) + (pcm[CHANNELS * i + 1] ?? 0)) / (2 * 32_768);
  }
  if (belowHz !== undefined) for (let pass = 0; pass < PASSES; pass++) smooth(mono, belowHz);
  return mono;
}

/** Of one pole each: enough of them for some 24 dB an octave. */
const PASSES = 4;

function smooth(signal: Float64Array, belowHz: number): void {
  const share = 1 - Math.exp((-2 * Math.PI * belowHz) / (1_000 * SAMPLES_PER_MS));
  let last = 0;
  for (let i = 0; i < signal.length; i++) {
    last += share * ((signal[i] ?? 0) - last);
    signal[i] = last;
  }
}

function padded(signal: Float64Array, samples: number): Float64Array {
  const result = new Float64Array(signal.length + 2 * samples);
  result.set(signal, samples);
  return result;
}

/** Running sums of squares: the energy of any stretch is a difference of two. */
function cumulativeEnergy(signal: Float64Array): Float64Array {
  const sums = new Float64Array(signal.length + 1);
  for (let i = 0; i < signal.length; i++) {
    sums[i + 1] = (sums[i] ?? 0) + (signal[i] ?? 0) ** 2;
  }
  return sums;
}

/** Looks for windows of one length in one source. */
class Finder {
  readonly #source: Float64Array;
  readonly #energy: Float64Array;
  readonly #window: number;
  readonly #fft: Fft;

  constructor(source: Float64Array, windowSamples: number) {
    this.#source = source;
    this.#energy = cumulativeEnergy(source);
    this.#window = windowSamples;
    this.#fft = new Fft(2 ** Math.ceil(Math.log2(4 * windowSamples)));
  }

  /** The best place for `window` that begins in the source at `from` up to, not including, `to`. */
  find(window: Float64Array, from: number, to: number): Place {
    const size = this.#fft.size;
    const lags = size - this.#window + 1;
    const windowRe = new Float64Array(size);
    const windowIm = new Float64Array(size);
    windowRe.set(window);
    this.#fft.forward(windowRe, windowIm);
    const windowEnergy = window.reduce((sum, sample) => sum + sample * sample, 0);

    let best: Place = { at: Math.max(0, from), correlation: 0 };
    const first = Math.max(0, from);
    const last = Math.min(to, this.#source.length - this.#window + 1);
    for (let start = first; start < last; start += lags) {
      const products = this.#correlate(start, windowRe, windowIm);
      for (let lag = 0; lag < Math.min(lags, last - start); lag++) {
        const at = start + lag;
        const energy = (this.#energy[at + this.#window] ?? 0) - (this.#energy[at] ?? 0);
        if (energy < this.#window * SILENCE_RMS ** 2) continue;
        const correlation = (products[lag] ?? 0) / Math.sqrt(energy * windowEnergy);
        if (correlation > best.correlation) best = { at, correlation };
      }
    }
    return best;
  }

  /** The sum of products of the window with the source, for each lag from `start`. */
  #correlate(start: number, windowRe: Float64Array, windowIm: Float64Array): Float64Array {
    const re = new Float64Array(this.#fft.size);
    const im = new Float64Array(this.#fft.size);
    re.set(this.#source.subarray(start, start + this.#fft.size));
    this.#fft.forward(re, im);
    for (let i = 0; i < re.length; i++) {
      const a = re[i] ?? 0;
      const b = im[i] ?? 0;
      const c = windowRe[i] ?? 0;
      const d = windowIm[i] ?? 0;
      re[i] = a * c + b * d;
      im[i] = b * c - a * d;
    }
    this.#fft.inverse(re, im);
    return re;
  }
}

/**
 * Finds every stretch of what was heard in what was played, both 48 kHz stereo interleaved: says
 * whether all of it is there, in the same order, and nothing twice. Loudness does not matter.
 */
export function matchRecording(
  heardPcm: Int16Array,
  sourcePcm: Int16Array,
  options: MatchOptions = {},
): Match {
  const { windowMs = 400, driftMs = 30, continues = 0.95, mostRepeatMs = 0, belowHz } = options;
  const length = windowMs * SAMPLES_PER_MS;
  const drift = driftMs * SAMPLES_PER_MS;
  const heard = toMono(heardPcm, belowHz);
  // Silence around the source, so that a window may begin before it or end after it.
  const source = padded(toMono(sourcePcm, belowHz), length);
  const finder = new Finder(source, length);

  const found: WindowMatch[] = [];
  let silentWindows = 0;
  let before: { readonly heardAt: number; readonly place: Place } | undefined;
  for (let heardAt = 0; heardAt + length <= heard.length; heardAt += length) {
    const window = heard.subarray(heardAt, heardAt + length);
    const energy = window.reduce((sum, sample) => sum + sample * sample, 0);
    if (energy < length * SILENCE_RMS ** 2) {
      silentWindows++;
      continue;
    }
    let place: Place | undefined;
    if (before !== undefined) {
      const expected = before.place.at + heardAt - before.heardAt;
      place = finder.find(window, expected - drift, expected + drift + 1);
    }
    if (place === undefined || place.correlation < continues) {
      const elsewhere = finder.find(window, 0, source.length);
      if (place === undefined || elsewhere.correlation > place.correlation + CLEARLY_BETTER) {
        place = elsewhere;
      }
    }
    // What fits badly may lie anywhere: what comes next goes on from where it was before.
    if (place.correlation >= continues || mostRepeatMs === 0) before = { heardAt, place };
    found.push({
      heardAtMs: heardAt / SAMPLES_PER_MS,
      sourceAtMs: (place.at - length) / SAMPLES_PER_MS,
      correlation: place.correlation,
    });
  }
  const windows = found.filter(
    (window, i) =>
      window.correlation >= continues || !isRepeat(found[i - 1], found[i + 1], mostRepeatMs),
  );
  let repeatedMs = 0;
  let skippedMs = 0;
  let sameOrder = true;
  windows.reduce((last, window) => {
    const ahead = offsetOf(window) - offsetOf(last);
    if (window.sourceAtMs < last.sourceAtMs) sameOrder = false;
    repeatedMs += Math.max(0, -ahead);
    skippedMs += Math.max(0, ahead);
    return window;
  }, windows[0] ?? { heardAtMs: 0, sourceAtMs: 0, correlation: 0 });
  const [first] = windows;
  return {
    windows,
    silentWindows,
    minCorrelation: windows.reduce(
      (least, { correlation }) => Math.min(least, correlation),
      windows.length === 0 ? 0 : 1,
    ),
    sameOrder,
    repeatedMs,
    skippedMs,
    offsetMs: first === undefined ? 0 : offsetOf(first),
  };
}

function offsetOf({ sourceAtMs, heardAtMs }: WindowMatch): number {
  return sourceAtMs - heardAtMs;
}

/** Whether between two windows the sound has jumped back by at most so much. */
function isRepeat(
  before: WindowMatch | undefined,
  after: WindowMatch | undefined,
  mostMs: number,
): boolean {
  if (before === undefined || after === undefined) return false;
  const back = offsetOf(before) - offsetOf(after);
  return back > 0 && back <= mostMs;
}
