/** Keeps the equations solvable in silence and in pure tones: noise far below one sample step. */
const FLOOR = 1e-4;

/**
 * Tells how far each sample is from what the ones before it foretell: next to nothing in a tone,
 * everything in noise.
 *
 * The difference of neighbouring samples takes the weight off the bass; a linear prediction of
 * the second order then takes out the strongest tone that is left. It is learnt anew for each
 * frame, from around the frame's end: a sound that sets in late in the frame has its say, and is
 * not taken for an error. So errors come one frame late.
 */
export class TonePredictor {
  readonly #length: number;
  /** Differences of the frame to judge and, behind it, of the newest. */
  readonly #steps: Float64Array;
  #lastValue = 0;
  /** The two differences before the frame to judge. */
  #before = 0;
  #beforeThat = 0;
  #near = 0;
  #far = 0;

  /** @param length Samples in a frame. */
  constructor(length: number) {
    this.#length = length;
    this.#steps = new Float64Array(2 * length);
  }

  /** Takes the newest frame of a mono signal and fills `errors` for the frame before it. */
  errors(newest: Float64Array, errors: Float64Array): void {
    this.#append(newest);
    this.#learn();
    this.#judge(errors);
  }

  #append(newest: Float64Array): void {
    const length = this.#length;
    const steps = this.#steps;
    this.#before = steps[length - 1] ?? 0;
    this.#beforeThat = steps[length - 2] ?? 0;
    steps.copyWithin(0, length);
    steps[length] = (newest[0] ?? 0) - this.#lastValue;
    for (let i = 1; i < length; i += 1) steps[length + i] = (newest[i] ?? 0) - (newest[i - 1] ?? 0);
    this.#lastValue = newest[length - 1] ?? 0;
  }

  /** From the autocorrelation at lags 0, 1 and 2 (Levinson-Durbin), half a frame long. */
  #learn(): void {
    const steps = this.#steps;
    const first = this.#length * 0.75;
    const end = this.#length * 1.25;
    let r0 = FLOOR;
    let r1 = 0;
    let r2 = 0;
    let previous = steps[first - 1] ?? 0;
    let beforePrevious = steps[first - 2] ?? 0;
    for (let i = first; i < end; i += 1) {
      const step = steps[i] ?? 0;
      r0 += step * step;
      r1 += step * previous;
      r2 += step * beforePrevious;
      beforePrevious = previous;
      previous = step;
    }
    const one = clamp(r1 / r0);
    this.#far = clamp((r2 - one * r1) / (r0 * (1 - one * one) + FLOOR));
    this.#near = one * (1 - this.#far);
  }

  #judge(errors: Float64Array): void {
    const steps = this.#steps;
    const near = this.#near;
    const far = this.#far;
    // In units of what white noise would give, so that frames compare however they are predicted.
    const unit = 1 / Math.sqrt(1 + near * near + far * far);
    const first = steps[0] ?? 0;
    errors[0] = unit * (first - near * this.#before - far * this.#beforeThat);
    errors[1] = unit * ((steps[1] ?? 0) - near * first - far * this.#before);
    for (let i = 2; i < this.#length; i += 1) {
      errors[i] = unit * ((steps[i] ?? 0) - near * (steps[i - 1] ?? 0) - far * (steps[i - 2] ?? 0));
    }
  }
}

function clamp(coefficient: number): number {
  return Math.max(-1, Math.min(1, coefficient));
}
