/**
 * The two filters of ITU-R BS.1770 at 48 kHz: a shelf that lifts what the head reflects, and a
 * high-pass for what is felt rather than heard. Coefficients from the recommendation's tables 1, 2.
 */
const SHELF_B0 = 1.535_124_859_586_97;
const SHELF_B1 = -2.691_696_189_406_38;
const SHELF_B2 = 1.198_392_810_852_85;
const SHELF_A1 = -1.690_659_293_182_41;
const SHELF_A2 = 0.732_480_774_215_85;
const PASS_A1 = -1.990_047_454_833_98;
const PASS_A2 = 0.990_072_250_366_21;

/** Weights one channel the way the ear does, frame after frame. */
export class KWeighting {
  #shelf1 = 0;
  #shelf2 = 0;
  #pass1 = 0;
  #pass2 = 0;

  /** Energy of one channel (0 left, 1 right) of a frame after weighting, in squared sample steps. */
  energy(frame: Int16Array, channel: 0 | 1): number {
    let shelf1 = this.#shelf1;
    let shelf2 = this.#shelf2;
    let pass1 = this.#pass1;
    let pass2 = this.#pass2;
    let energy = 0;
    for (let i = channel; i < frame.length; i += 2) {
      const x = frame[i] ?? 0;
      const y = SHELF_B0 * x + shelf1;
      shelf1 = SHELF_B1 * x - SHELF_A1 * y + shelf2;
      shelf2 = SHELF_B2 * x - SHELF_A2 * y;
      const z = y + pass1;
      pass1 = -2 * y - PASS_A1 * z + pass2;
      pass2 = y - PASS_A2 * z;
      energy += z * z;
    }
    this.#shelf1 = shelf1;
    this.#shelf2 = shelf2;
    this.#pass1 = pass1;
    this.#pass2 = pass2;
    return energy;
  }
}
