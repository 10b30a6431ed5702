/** Upper bounds in milliseconds: what 20 ms may become before anybody hears it, and after. */
export const GAP_BOUNDS_MS = [15, 19, 21, 25, 30, 40, 60, 100, 250, 500, 1_000] as const;

/**
 * How far apart packets have left, over all stations. It is told of each packet, fifty times a second
 * and station, so noting one allocates nothing.
 */
export class PacketGaps {
  /** By bound, each without those below; the last is for what is longer than all of them. */
  readonly counts = new Float64Array(GAP_BOUNDS_MS.length + 1);
  sumMs = 0;

  note(gapMs: number): void {
    let index = 0;
    while (index < GAP_BOUNDS_MS.length && gapMs > (GAP_BOUNDS_MS[index] ?? 0)) index += 1;
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    this.sumMs += gapMs;
  }
}
