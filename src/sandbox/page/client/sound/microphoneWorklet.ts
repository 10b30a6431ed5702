import { MICROPHONE_NAME } from './messages.ts';

/** 100 ms at 48 kHz: what is sent at a time. */
const BLOCK_SAMPLES = 4_800;

/** Hands what the microphone hears to the page, in blocks. */
class Recorder extends AudioWorkletProcessor {
  #block = new Float32Array(BLOCK_SAMPLES);
  #filled = 0;

  override process([input]: Float32Array[][]): boolean {
    let [samples] = input ?? [];
    while (samples !== undefined && samples.length > 0) {
      const taken = samples.subarray(0, BLOCK_SAMPLES - this.#filled);
      this.#block.set(taken, this.#filled);
      this.#filled += taken.length;
      samples = samples.subarray(taken.length);
      if (this.#filled < BLOCK_SAMPLES) continue;
      this.port.postMessage(this.#block, [this.#block.buffer]);
      this.#block = new Float32Array(BLOCK_SAMPLES);
      this.#filled = 0;
    }
    return true;
  }
}

registerProcessor(MICROPHONE_NAME, Recorder);
