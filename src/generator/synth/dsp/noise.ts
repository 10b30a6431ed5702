/** White noise, -1 to 1, long enough (1.4 s) that its repetition is not heard. */
const NOISE_SIZE = 65_536;
export const NOISE_MASK = NOISE_SIZE - 1;

export const NOISE = makeNoise();

function makeNoise(): Float32Array {
  const noise = new Float32Array(NOISE_SIZE);
  let state = 0x2545f491;
  for (let i = 0; i < NOISE_SIZE; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    noise[i] = state / 2 ** 31;
  }
  return noise;
}
