/** The 16-bit sample nearest to a value; what is beyond full scale is clipped. */
export function toSample(value: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(value)));
}
