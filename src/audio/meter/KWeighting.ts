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

/** What both filters of both channels remember. */
const STATES = 8;

/**
 * Weights both channels the way the ear does, frame after frame. Side by side: each filter waits
 * for its own last value, so that two take hardly longer than one.
 */
export class KWeighting {
  readonly #states = new Float64Array(STATES);

  /** Energy of both channels of a frame after weighting, in squared sample steps. */
  energy(frame: Int16Array): number {
    const states = this.#states;
    let [ls1 = 0, ls2 = 0, lp1 = 0, lp2 = 0, rs1 = 0, rs2 = 0, rp1 = 0, rp2 = 0] = states;
    let energy = 0;
    for (let i = 0; i < frame.length; i += 2) {
      const left = frame[i] ?? 0;
      const right = frame[i + 1] ?? 0;
      const leftShelf = SHELF_B0 * left + ls1;
      const rightShelf = SHELF_B0 * right + rs1;
      ls1 = SHELF_B1 * left - SHELF_A1 * leftShelf + ls2;
      rs1 = SHELF_B1 * right - SHELF_A1 * rightShelf + rs2;
      ls2 = SHELF_B2 * left - SHELF_A2 * leftShelf;
      rs2 = SHELF_B2 * right - SHELF_A2 * rightShelf;
      const leftPass = leftShelf + lp1;
      const rightPass = rightShelf + rp1;
      lp1 = -2 * leftShelf - PASS_A1 * leftPass + lp2;
      rp1 = -2 * rightShelf - PASS_A1 * rightPass + rp2;
      lp2 = leftShelf - PASS_A2 * leftPass;
      rp2 = rightShelf - PASS_A2 * rightPass;
      energy += leftPass * leftPass + rightPass * rightPass;
    }
    states.set([ls1, ls2, lp1, lp2, rs1, rs2, rp1, rp2]);
    return energy;
  }
}
