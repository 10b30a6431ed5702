import { FRAME_PAIRS, SAMPLE_RATE } from '../dsp/control.ts';

const LINE_SIZE = 65_536;
const LINE_MASK = LINE_SIZE - 1;
/** What one echo loses of its treble, and of its bass, so that repeats step back. */
const TREBLE_SHARE = 0.35;
const BASS_SHARE = 0.015;
/** A new time is faded over to. */
const CHANGE_SAMPLES = 4800;
const WHISPER = 1e-9;

/** Echoes in time with the music, left and right in turn. */
export class Delay {
  readonly #left = new Float32Array(LINE_SIZE);
  readonly #right = new Float32Array(LINE_SIZE);
  #at = 0;
  #time = SAMPLE_RATE / 4;
  #oldTime = SAMPLE_RATE / 4;
  #change = CHANGE_SAMPLES;
  #trebleLeft = 0;
  #trebleRight = 0;
  #bassLeft = 0;
  #bassRight = 0;

  /** @param samples Up to 65,535, 1.36 s. */
  setTime(samples: number): void {
    this.#oldTime = this.#time;
    this.#time = Math.min(LINE_SIZE - 1, Math.max(1, Math.round(samples)));
    this.#change = 0;
  }

  /** Adds the echoes of a frame of `input`. @param feedback 0 to 0.9. */
  process(input: Float32Array, feedback: number, left: Float32Array, right: Float32Array): void {
    const lineLeft = this.#left;
    const lineRight = this.#right;
    for (let i = 0; i < FRAME_PAIRS; i += 1) {
      const at = this.#at + i;
      let echoLeft = lineLeft[(at - this.#time) & LINE_MASK] ?? 0;
      let echoRight = lineRight[(at - this.#time) & LINE_MASK] ?? 0;
      if (this.#change < CHANGE_SAMPLES) {
        this.#change += 1;
        const old = 1 - this.#change / CHANGE_SAMPLES;
        echoLeft += old * ((lineLeft[(at - this.#oldTime) & LINE_MASK] ?? 0) - echoLeft);
        echoRight += old * ((lineRight[(at - this.#oldTime) & LINE_MASK] ?? 0) - echoRight);
      }
      this.#trebleLeft += TREBLE_SHARE * (echoLeft - this.#trebleLeft);
      this.#trebleRight += TREBLE_SHARE * (echoRight - this.#trebleRight);
      this.#bassLeft += BASS_SHARE * (this.#trebleLeft - this.#bassLeft);
      this.#bassRight += BASS_SHARE * (this.#trebleRight - this.#bassRight);
      const wetLeft = this.#trebleLeft - this.#bassLeft;
      const wetRight = this.#trebleRight - this.#bassRight;
      const put = at & LINE_MASK;
      lineLeft[put] = (input[i] ?? 0) + WHISPER + feedback * wetRight;
      lineRight[put] = feedback * wetLeft;
      left[i] = (left[i] ?? 0) + wetLeft;
      right[i] = (right[i] ?? 0) + wetRight;
    }
    this.#at = (this.#at + FRAME_PAIRS) & 0xff_ffff;
  }
}
