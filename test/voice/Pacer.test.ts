import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FRAME_MS, type Pace, Pacer } from '#src/voice/Pacer.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const SECOND_MS = 1_000;

/** A clock that stands still for the program while time goes on, as in a stall or a sleep. */
class StallingClock extends VirtualClock {
  /** Between two places of the grid, so that no frame falls onto the end of what is counted. */
  #stalledMs = 0.5;

  override now(): number {
    return super.now() + this.#stalledMs;
  }

  /** Time passes and no timer rings. */
  stall(ms: number): void {
    this.#stalledMs += ms;
  }
}

/** Stations that note when each of their packets left. */
function rig(stations = 1) {
  const clock = new StallingClock();
  const pacer = new Pacer(clock);
  const sent: number[][] = [];
  const paces: Pace[] = [];
  const add = (): void => {
    const times: number[] = [];
    sent.push(times);
    paces.push(pacer.start(() => times.push(clock.now())));
  };
  for (let i = 0; i < stations; i++) add();
  return { clock, sent, paces, add };
}

function within(times: readonly number[], fromMs: number, forMs: number): number {
  return times.filter((atMs) => atMs >= fromMs && atMs < fromMs + forMs).length;
}

/** Packets in the fullest second that begins with one of them. */
function fullestSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((atMs) => within(times, atMs, SECOND_MS)));
}

describe('the pacer', () => {
  afterEach(() => vi.restoreAllMocks());

  it('sends fifty packets a second, 20 ms apart, for as long as it takes', async () => {
    const { clock, sent, paces } = rig();
    await clock.advance(20_000);
    const [times = []] = sent;
    expect(times).toHaveLength(1_000);
    expect(times.slice(1).every((atMs, i) => atMs - (times[i] ?? 0) === FRAME_MS)).toBe(true);
    expect(paces[0]).toMatchObject({ late: 0, dropped: 0 });
    paces[0]?.stop();
    expect(clock.pending).toBe(0);
  });

  it.each([60_000, -60_000, -3_600_000])(
    'does not look at a wall clock set by %i ms',
    async (ms) => {
      const { clock, sent } = rig();
      await clock.advance(SECOND_MS);
      const real = Date.now.bind(Date);
      vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
      await clock.advance(3 * SECOND_MS);
      expect(sent[0]).toHaveLength(200);
      expect(fullestSecond(sent[0] ?? [])).toBe(50);
    },
  );

  it('after a stall of 90 s it goes on from now: no burst, and what was missed is counted', async () => {
    const { clock, sent, paces } = rig();
    await clock.advance(SECOND_MS);
    clock.stall(90_000);
    await clock.advance(SECOND_MS);
    const [times = []] = sent;
    expect(within(times, 91_000, SECOND_MS)).toBeGreaterThanOrEqual(49);
    expect(fullestSecond(times)).toBeLessThanOrEqual(51);
    expect(paces[0]?.dropped).toBe(4_500);
  });

  it('after a stall of up to 100 ms what is late leaves one by one', async () => {
    const { clock, sent, paces } = rig();
    await clock.advance(SECOND_MS);
    clock.stall(70);
    await clock.advance(300);
    const [times = []] = sent;
    expect(paces[0]).toMatchObject({ dropped: 0 });
    expect(paces[0]?.late).toBeGreaterThan(0);
    expect(times).toHaveLength(68);
    const gaps = times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0));
    expect(Math.min(...gaps)).toBe(10);
  });

  it('holds at any stalls: no second over 54, no burst over 3, on the grid again, all accounted for', async () => {
    const stall = fc.record({
      afterMs: fc.integer({ min: 0, max: 700 }),
      ms: fc.oneof(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 5_000 })),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(stall, { maxLength: 12 }),
        fc.integer({ min: 1, max: 25 }),
        async (stalls, stations) => {
          const { clock, sent, paces } = rig(stations);
          for (const { afterMs, ms } of stalls) {
            await clock.advance(afterMs);
            clock.stall(ms);
          }
          await clock.advance(SECOND_MS);
          for (const [i, times] of sent.entries()) {
            expect(fullestSecond(times)).toBeLessThanOrEqual(54);
            for (const atMs of times) expect(within(times, atMs, FRAME_MS)).toBeLessThanOrEqual(3);
            // After the stalls: 50 a second, but for the few that were still owed.
            const calm = within(times, clock.now() - 800, 800);
            expect(calm).toBeGreaterThanOrEqual(40);
            expect(calm).toBeLessThanOrEqual(43);
            const slots = Math.floor(clock.now() / FRAME_MS);
            const accounted = times.length + (paces[i]?.dropped ?? 0);
            expect(Math.abs(accounted - slots)).toBeLessThanOrEqual(1);
          }
          for (const pace of paces) pace.stop();
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('spreads stations over the grid and serves them with one timer', async () => {
    const { clock, sent, paces, add } = rig(20);
    expect(clock.pending).toBe(1);
    await clock.advance(100);
    const placeOf = (times: readonly number[]): number => (times.at(-1) ?? Number.NaN) % FRAME_MS;
    expect(new Set(sent.map(placeOf)).size).toBe(20);
    for (let i = 0; i < 180; i++) add();
    await clock.advance(100);
    const shares = Map.groupBy(sent.map(placeOf), (place) => place);
    expect([...shares.values()].map((each) => each.length)).toEqual(Array(20).fill(10));
    for (const pace of paces.slice(0, 100)) pace.stop();
    for (let i = 0; i < 100; i++) add();
    await clock.advance(100);
    expect(clock.pending).toBe(1);
  });

  it('makes nothing ready before all that is due has been handed over, which sockets do a tick later', async () => {
    const clock = new StallingClock();
    const pacer = new Pacer(clock);
    const done: string[] = [];
    const paces = [0, 1, 2].map(() =>
      pacer.start(
        () => process.nextTick(() => done.push('left')),
        () => done.push('ready'),
      ),
    );
    await clock.advance(FRAME_MS);
    done.length = 0;
    clock.stall(FRAME_MS);
    await clock.advance(FRAME_MS / 2);
    expect(done.slice(0, 6)).toEqual(['left', 'left', 'left', 'ready', 'ready', 'ready']);
    for (const pace of paces) pace.stop();
    expect(clock.pending).toBe(0);
  });

  it('two stations are far apart', () => {
    const { clock, sent } = rig(2);
    return clock.advance(100).then(() => {
      const [one = Number.NaN, two = Number.NaN] = sent.map((times) => (times.at(-1) ?? 0) % 20);
      expect(Math.abs(one - two)).toBe(10);
    });
  });

  it('stations that begin and end from inside a frame disturb no other', async () => {
    const clock = new StallingClock();
    const pacer = new Pacer(clock);
    const times: number[] = [];
    const steady = pacer.start(() => times.push(clock.now()));
    for (let i = 0; i < 5; i++) {
      const short: Pace = pacer.start(() => {
        short.stop();
        short.stop();
        const next: Pace = pacer.start(() => next.stop());
      });
    }
    await clock.advance(SECOND_MS);
    expect(times).toHaveLength(50);
    steady.stop();
    expect(clock.pending).toBe(0);
  });
});
