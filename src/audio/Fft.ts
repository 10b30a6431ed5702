/** A fast Fourier transform of one size, which is a power of two. */
export class Fft {
  readonly size: number;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #reversed: Uint32Array;

  constructor(size: number) {
    if (!Number.isInteger(Math.log2(size))) throw new RangeError(`${size} is no power of two`);
    this.size = size;
    this.#cos = Float64Array.from({ length: size / 2 }, (_, i) =>
      Math.cos((2 * Math.PI * i) / size),
    );
    this.#sin = Float64Array.from({ length: size / 2 }, (_, i) =>
      Math.sin((2 * Math.PI * i) / size),
    );
    const bits = Math.log2(size);
    this.#reversed = new Uint32Array(size);
    for (let i = 1; i < size; i++) {
      const half = this.#reversed[i >> 1] ?? 0;
      this.#reversed[i] = (half >> 1) | ((i & 1) << (bits - 1));
    }
  }

  /** In place. */
  forward(re: Float64Array, im: Float64Array): void {
    this.#shuffle(re);
    this.#shuffle(im);
    for (let span = 1; span < this.size; span *= 2) {
      const stride = this.size / (2 * span);
      for (let start = 0; start < this.size; start += 2 * span) {
        for (let k = 0; k < span; k++) {
          const cos = this.#cos[k * stride] ?? 0;
          const sin = this.#sin[k * stride] ?? 0;
          const low = start + k;
          const high = low + span;
          const a = re[high] ?? 0;
          const b = im[high] ?? 0;
          const turnedRe = a * cos + b * sin;
          const turnedIm = b * cos - a * sin;
          const lowRe = re[low] ?? 0;
          const lowIm = im[low] ?? 0;
          re[high] = lowRe - turnedRe;
          im[high] = lowIm - turnedIm;
          re[low] = lowRe + turnedRe;
          im[low] = lowIm + turnedIm;
        }
      }
    }
  }

  /** In place, scaled so that it undoes `forward`. */
  inverse(re: Float64Array, im: Float64Array): void {
    this.forward(im, re);
    for (let i = 0; i < this.size; i++) {
      re[i] = (re[i] ?? 0) / this.size;
      im[i] = (im[i] ?? 0) / this.size;
    }
  }

  #shuffle(values: Float64Array): void {
    for (let i = 0; i < this.size; i++) {
      const j = this.#reversed[i] ?? 0;
      if (j <= i) continue;
      const value = values[i] ?? 0;
      values[i] = values[j] ?? 0;
      values[j] = value;
    }
  }
}
