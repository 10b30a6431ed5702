const LOWEST_HZ = 40;
const HIGHEST_HZ = 16_000;
/** What counts as empty and as full, in the analyser's decibels. */
const FLOOR_DB = -88;
const CEILING_DB = -22;
/** Music has less and less energy upwards: lifted by this, all bands live. */
const TILT_DB_PER_OCTAVE = 3;
/** Up at once, down slowly, peaks slower still: heights a second. */
const FALL_PER_S = 1.6;
const PEAK_FALL_PER_S = 0.35;
const MS_PER_S = 1_000;

/** A spectrum as the ear hears it: bands of equal musical width, heights from 0 to 1. */
export class SpectrumBands {
  #levels = new Float32Array(0);
  #peaks = new Float32Array(0);
  #bins = new Float32Array(0);
  #lastMs = 0;

  read(
    analyser: AnalyserNode | undefined,
    count: number,
    nowMs: number,
  ): { readonly levels: Float32Array; readonly peaks: Float32Array } {
    if (this.#levels.length !== count) {
      this.#levels = new Float32Array(count);
      this.#peaks = new Float32Array(count);
    }
    const elapsedS = Math.min(0.1, (nowMs - this.#lastMs) / MS_PER_S);
    this.#lastMs = nowMs;
    if (analyser !== undefined) {
      if (this.#bins.length !== analyser.frequencyBinCount) {
        this.#bins = new Float32Array(analyser.frequencyBinCount);
      }
      analyser.getFloatFrequencyData(this.#bins);
    }
    const hzPerBin = analyser === undefined ? 1 : analyser.context.sampleRate / analyser.fftSize;
    for (let band = 0; band < count; band += 1) {
      const height = analyser === undefined ? 0 : this.#height(band, count, hzPerBin);
      const before = this.#levels[band] ?? 0;
      const level = Math.max(height, before - FALL_PER_S * elapsedS);
      this.#levels[band] = level;
      this.#peaks[band] = Math.max(level, (this.#peaks[band] ?? 0) - PEAK_FALL_PER_S * elapsedS);
    }
    return { levels: this.#levels, peaks: this.#peaks };
  }

  #height(band: number, count: number, hzPerBin: number): number {
    const span = HIGHEST_HZ / LOWEST_HZ;
    const fromHz = LOWEST_HZ * span ** (band / count);
    const toHz = LOWEST_HZ * span ** ((band + 1) / count);
    const from = Math.floor(fromHz / hzPerBin);
    const to = Math.max(from + 1, Math.ceil(toHz / hzPerBin));
    let loudest = Number.NEGATIVE_INFINITY;
    for (let bin = from; bin < to; bin += 1) {
      loudest = Math.max(loudest, this.#bins[bin] ?? Number.NEGATIVE_INFINITY);
    }
    const lifted = loudest + TILT_DB_PER_OCTAVE * Math.log2(fromHz / LOWEST_HZ);
    return Math.min(1, Math.max(0, (lifted - FLOOR_DB) / (CEILING_DB - FLOOR_DB)));
  }
}
