import { FRAME_MS, FRAME_PAIRS } from '#src/audio/frame.ts';
import { ClickDetector } from '#src/audio/meter/ClickDetector.ts';
import type { Delivered } from './Delivered.ts';
import { Passage } from './Passage.ts';

/** Quieter than this in every sample of a frame counts as silence: 72 dB under full scale. */
const SILENT_PEAK = 8;
/** Longer than the click detector looks ahead. */
const SILENT_FRAMES = 10;
const LOUDNESS_TOLERANCE_DB = 3;
/** So much to either side tells which music it is. */
const AROUND_CLICK_PAIRS = 480;
/** What was heard so long before may be heard again, in a loop. */
const SHORTEST_LOOP_PAIRS = 9_600;
/** Of each click half a second is kept, most of it before; verdicts come some 40 ms late. */
const BEFORE_CLICK_PAIRS = 22_000;
const PASSAGE_PAIRS = 23_500;
const MOST_PASSAGES = 20;
/** The loudness after a transition is taken over the 3 s that the meter looks back on. */
const LOUDNESS_SPAN_MS = 3_000;
/** What the first session needs to settle after it began to sound. */
const FIRST_SETTLE_MS = 15_000;

export interface Violation {
  readonly atMs: number;
  readonly what: string;
}

/** What is checked on every frame of a run. */
export class Invariants {
  readonly violations: Violation[] = [];
  silenceMs = 0;
  /** Silence while the service was away for longer than a bridge holds. */
  outageSilenceMs = 0;
  clicks = 0;
  /** Sharp attacks that stand alone, but so they do in what the service delivered. */
  ownAttacks = 0;
  readonly clickTimesMs: number[] = [];
  /** What was heard around each of the first clicks, to listen to. */
  readonly clickPassages: Int16Array[] = [];
  /** Every transition, for explaining what was found. */
  readonly transitions: { readonly atMs: number; readonly counts: object }[] = [];
  readonly #clickDetector = new ClickDetector();
  readonly #heard = new Passage();
  readonly #delivered: Delivered;
  #firstMs: number | undefined;
  #transition: { atMs: number; before: number; revision: number } | undefined;

  /** @param delivered what the service brought, to tell the material's own attacks by */
  constructor(delivered: Delivered) {
    this.#delivered = delivered;
  }

  note(atMs: number, counts: object): void {
    this.transitions.push({ atMs, counts });
  }

  frame(atMs: number, frame: Int16Array, mayBeSilent: boolean): void {
    if (isSilent(frame)) {
      if (mayBeSilent) this.outageSilenceMs += FRAME_MS;
      else this.silenceMs += FRAME_MS;
    }
    this.#heard.push(frame);
    const found = this.#clickDetector.push(frame);
    if (found === 0) return;
    const pair = this.#clickDetector.lastClickPair - AROUND_CLICK_PAIRS;
    const passage = this.#heard.from(pair, 2 * AROUND_CLICK_PAIRS);
    const before = (): Int16Array => this.#heard.until(pair - SHORTEST_LOOP_PAIRS);
    if (found === 1 && this.#delivered.hasCornerOf(passage, before)) {
      this.ownAttacks += 1;
      return;
    }
    this.clicks += found;
    this.clickTimesMs.push(atMs);
    if (this.clickPassages.length === MOST_PASSAGES) return;
    this.clickPassages.push(
      this.#heard.from(Math.max(0, pair - BEFORE_CLICK_PAIRS), PASSAGE_PAIRS),
    );
  }

  /** Nothing could be heard for a while: what comes is judged as what it is, a beginning. */
  interrupted(): void {
    const silence = new Int16Array(2 * FRAME_PAIRS);
    for (let frame = 0; frame < SILENT_FRAMES; frame += 1) {
      this.#heard.push(silence);
      this.#clickDetector.push(silence);
    }
    this.#transition = undefined;
  }

  /** Another source is heard from now on: remembers how loud the one before was. */
  transitionBegins(atMs: number, revision: number): void {
    this.#firstMs ??= atMs;
    // The first session's own settling is not a transition: it grows louder by itself.
    if (atMs - this.#firstMs < FIRST_SETTLE_MS) return;
    this.#transition = { atMs, before: this.#heard.shortTermLufs, revision };
  }

  /** To be called every frame after `transitionBegins`; `settleMs` is the length of the fade. */
  checkLoudness(atMs: number, revision: number, settleMs: number): void {
    const transition = this.#transition;
    if (transition === undefined) return;
    if (atMs - transition.atMs < settleMs + LOUDNESS_SPAN_MS) return;
    this.#transition = undefined;
    // Another mix may well be louder or softer by itself.
    if (revision !== transition.revision) return;
    const change = Math.abs(this.#heard.shortTermLufs - transition.before);
    if (change > LOUDNESS_TOLERANCE_DB) {
      this.fail(atMs, `loudness changed by ${change.toFixed(1)} dB across a transition`);
    }
  }

  fail(atMs: number, what: string): void {
    this.violations.push({ atMs, what });
  }
}

export function isSilent(frame: Int16Array): boolean {
  for (const sample of frame) if (sample > SILENT_PEAK || sample < -SILENT_PEAK) return false;
  return true;
}
