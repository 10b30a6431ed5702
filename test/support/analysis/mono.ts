/** Everything in here takes interleaved stereo, 16 bit, 48 kHz. Mono is the mean of both sides, -1 to 1. */
export function toMono(pcm: Int16Array): Float64Array {
  const mono = new Float64Array(pcm.length >> 1);
  for (let i = 0; i < mono.length; i += 1) {
    mono[i] = ((pcm[2 * i] ?? 0) + (pcm[2 * i + 1] ?? 0)) / 65_536;
  }
  return mono;
}
