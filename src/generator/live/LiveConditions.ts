/** What can be wrong with the stand-in for the Live API, each on a switch. */
export const LIVE_FAULTS = [
  /** The set-up is never finished. */
  'no-setup',
  /** The connection ends with 1008 as soon as audio comes. */
  'refuses-audio',
  /** 1011 in the middle of an answer. */
  'breaks-off',
  /** 1011 before any answer. */
  'internal-error',
  /** What was said is never answered. */
  'no-answer',
  /** After an interruption nothing comes any more. */
  'mute-after-interrupted',
  /** An answer is interrupted though nobody speaks. */
  'phantom-interrupted',
  /** Audio of an answer still comes after its interruption. */
  'late-chunks',
  /** Each tool is called twice, once with the same id and once with another. */
  'duplicate-calls',
  /** Each tool call is taken back at once. */
  'cancelled-call',
  /** Speech comes at 16 kHz, and says so. */
  'wrong-rate',
  /** Frames that are not JSON, and some that are and mean nothing. */
  'garbage',
  /** The first sound of an answer takes three seconds more. */
  'slow-audio',
  /** The session is to end soon, it says, in the middle of an answer. */
  'go-away',
] as const;
export type LiveFault = (typeof LIVE_FAULTS)[number];

/** How connections are refused. */
export type LiveRefusal =
  | { readonly status: number; readonly text: string }
  | { readonly closeCode: number; readonly reason: string };

export interface LiveState {
  /** From the end of what was said to the answer; the real service takes 320 to 800 ms. */
  readonly thinkMs: number;
  readonly faults: readonly LiveFault[];
  readonly refusal: LiveRefusal | null;
}

const LIVE_FAIR_WEATHER: LiveState = { thinkMs: 400, faults: [], refusal: null };

/** The faults of one stand-in, switched on and off while it runs. */
export class LiveConditions {
  #state = LIVE_FAIR_WEATHER;

  get state(): LiveState {
    return this.#state;
  }

  /** Changes what is named and leaves the rest. */
  set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
  }

  clear(): void {
    this.#state = LIVE_FAIR_WEATHER;
  }

  has(fault: LiveFault): boolean {
    return this.#state.faults.includes(fault);
  }
}
