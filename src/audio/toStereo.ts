/** The same sound on both channels. */
export function toStereo(mono: Int16Array): Int16Array {
  const stereo = new Int16Array(2 * mono.length);
  for (let at = 0; at < mono.length; at += 1) {
    const sample = mono[at] ?? 0;
    stereo[2 * at] = sample;
    stereo[2 * at + 1] = sample;
  }
  return stereo;
}
