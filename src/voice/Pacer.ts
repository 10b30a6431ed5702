import type { Clock, Timer } from '../clock.ts';

/** One Opus packet leaves every 20 ms. */
export const FRAME_MS = 20;
/** After a longer stall nothing is made up for: whoever listens has gone on without it. */
const MOST_LATE_MS = 100;
/**
 * Full frames made up for at most. With what is less than a frame late no second has more than 54
 * packets, nor more than 55 where one is late on its way.
 */
const MOST_OWED = 3;
/** Between two packets of a station that catches up: one by one, at twice the pace, never a burst. */
const CATCH_UP_MS = 10;
/** Stations begin their frames at so many places within 20 ms: 1 ms apart, as timers tell time. */
const PLACES = 20;
/** So long what comes next is made ready in a row, before the event loop has its turn. */
const MOST_TURN_MS = 3;

/** One station's frames. */
export interface Pace {
  /** Frames that left 20 ms late or later. */
  readonly late: number;
  /** Frames whose time passed without them: after a stall of more than 100 ms all that were due. */
  readonly dropped: number;
  /** No more frames. Idempotent. */
  stop(): void;
}

/**
 * Says when each station's next packet is due: every 20 ms of a monotonic clock, on a grid that
 * stalls cannot shift and the wall clock cannot touch. Stations are spread over the grid, and one
 * timer serves all of them, so that they do not pile up. What is due leaves before anything is made
 * ready for the next time, whose cost would else be the others' lateness. After a stall of up to 100 ms what is late
 * leaves one by one; after a longer one, or a sleep, it goes on from now.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #meter: LatenessMeter | undefined;
  readonly #beats = new Set<Beat>();
  /** Those that have sent and not made ready since, in their order. */
  readonly #unready: Beat[] = [];
  #nextDueMs = Number.POSITIVE_INFINITY;
  #timer: Timer | undefined;
  #rearms = false;

  /** @param meter is told of each frame how late it leaves */
  constructor(clock: Clock, meter?: LatenessMeter) {
    this.#clock = clock;
    this.#meter = meter;
  }

  /**
   * Calls `send` for one frame at a time, the first within 20 ms, until stopped, and `prepare` soon
   * after each. Both take well below a millisecond, and must not throw.
   */
  start(send: () => void, prepare: () => void = () => {}): Pace {
    const beat = new Beat(this.#freePlace(), this.#clock.now(), {
      meter: this.#meter,
      send,
      prepare,
      onStop: () => {
        this.#beats.delete(beat);
        this.#arm();
      },
    });
    this.#beats.add(beat);
    this.#arm();
    return beat;
  }

  #tick(): void {
    // Whoever starts or stops from inside `send` does not need a timer of its own.
    this.#rearms = true;
    this.#turn(this.#clock.now());
  }

  /** What is due leaves; then others are made ready, for as long as a turn of the event loop may take. */
  #turn(beganMs: number): void {
    let isOver = true;
    try {
      for (let nowMs = this.#clock.now(); ; nowMs = this.#clock.now()) {
        if (nowMs >= this.#nextDueMs) {
          this.#sendDue();
          isOver = this.#unready.length === 0;
          // A socket hands over what it is told to send in the next tick: nothing is to come before that.
          if (!isOver) process.nextTick(() => this.#turn(beganMs));
          return;
        }
        const beat = nowMs - beganMs < MOST_TURN_MS ? this.#unready.shift() : undefined;
        if (beat === undefined) return;
        beat.prepare();
      }
    } catch (error) {
      isOver = true;
      throw error;
    } finally {
      if (isOver) {
        this.#rearms = false;
        this.#arm();
      }
    }
  }

  #sendDue(): void {
    for (const beat of this.#beats) {
      if (beat.step(this.#clock.now())) this.#unready.push(beat);
    }
    this.#nextDueMs = this.#earliest();
  }

  #earliest(): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const beat of this.#beats) dueMs = Math.min(dueMs, beat.dueMs);
    return dueMs;
  }

  #arm(): void {
    if (this.#rearms) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#nextDueMs = this.#earliest();
    const dueMs = this.#unready.length > 0 ? 0 : this.#nextDueMs;
    if (dueMs === Number.POSITIVE_INFINITY) return;
    // Timers count whole milliseconds: rounded up, since one that rings early rings twice.
    const delayMs = Math.ceil(Math.max(0, dueMs - this.#clock.now()));
    this.#timer = this.#clock.after(delayMs, () => this.#tick());
  }

  /** Where the fewest stations are; among such places the farthest from all others. */
  #freePlace(): number {
    const taken = new Array<number>(PLACES).fill(0);
    for (const { place } of this.#beats) taken[place] = (taken[place] ?? 0) + 1;
    const fewest = Math.min(...taken);
    let best = 0;
    let bestDistance = -1;
    for (const [place, count] of taken.entries()) {
      if (count !== fewest) continue;
      let distance = PLACES;
      for (const { place: other } of this.#beats) {
        const apart = Math.abs(place - other);
        if (taken[other] !== fewest) distance = Math.min(distance, apart, PLACES - apart);
      }
      if (distance <= bestDistance) continue;
      best = place;
      bestDistance = distance;
    }
    return best;
  }
}

/** Told of each frame when it leaves, and how long after its time. */
export interface LatenessMeter {
  note(nowMs: number, lateMs: number): void;
}

interface BeatCalls {
  readonly meter: LatenessMeter | undefined;
  readonly send: () => void;
  readonly prepare: () => void;
  readonly onStop: () => void;
}

class Beat implements Pace {
  readonly place: number;
  readonly #calls: BeatCalls;
  /** When the next frame should leave. */
  #slotMs: number;
  /** Not before: while it catches up. */
  #earliestMs = Number.NEGATIVE_INFINITY;
  #stopped = false;
  late = 0;
  dropped = 0;

  constructor(place: number, nowMs: number, calls: BeatCalls) {
    this.place = place;
    this.#calls = calls;
    const offsetMs = (place * FRAME_MS) / PLACES;
    this.#slotMs = Math.ceil((nowMs - offsetMs) / FRAME_MS) * FRAME_MS + offsetMs;
  }

  /** When it wants to be stepped. */
  get dueMs(): number {
    return Math.max(this.#slotMs, this.#earliestMs);
  }

  /** Sends at most one frame. Whether it has. */
  step(nowMs: number): boolean {
    if (this.#stopped || nowMs < this.dueMs) return false;
    this.#calls.meter?.note(nowMs, nowMs - this.#slotMs);
    const lateFrames = Math.floor((nowMs - this.#slotMs) / FRAME_MS);
    const owed = nowMs - this.#slotMs > MOST_LATE_MS ? 0 : Math.min(lateFrames, MOST_OWED);
    this.dropped += lateFrames - owed;
    this.#slotMs += (lateFrames - owed) * FRAME_MS;
    if (owed > 0) this.late += 1;
    this.#slotMs += FRAME_MS;
    this.#earliestMs = nowMs + CATCH_UP_MS;
    this.#calls.send();
    return true;
  }

  prepare(): void {
    if (!this.#stopped) this.#calls.prepare();
  }

  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#calls.onStop();
  }
}
