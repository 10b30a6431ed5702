import type { Thought } from './mind.ts';

/** What was heard is kept up to here in a session, 2 minutes at 16 kHz. */
const MOST_KEPT_SAMPLES = 120 * 16_000;

/** One turn as the stand-in took it; times by its clock, ms. */
export interface LiveTurnRecord {
  readonly endedAtMs: number;
  /** Samples of it that were heard. */
  readonly samples: number;
  understood: string;
  calls: readonly Thought[];
  calledAtMs: number | null;
  said: string;
  firstAudioAtMs: number | null;
}

/** All that one session was sent and did, for whoever wants to know. */
export class LiveRecord {
  readonly id: number;
  readonly openedAtMs: number;
  readonly heard: Int16Array[] = [];
  readonly turns: LiveTurnRecord[] = [];
  /** The names of the tools that it was given. */
  tools: readonly string[] = [];
  instruction = '';
  closed: { readonly atMs: number; readonly code: number } | null = null;
  #samples = 0;

  constructor(id: number, openedAtMs: number) {
    this.id = id;
    this.openedAtMs = openedAtMs;
  }

  hear(pcm: Int16Array): void {
    this.#samples += pcm.length;
    if (this.#samples <= MOST_KEPT_SAMPLES) this.heard.push(pcm);
  }

  begin(endedAtMs: number, samples: number): LiveTurnRecord {
    const turn: LiveTurnRecord = {
      endedAtMs,
      samples,
      understood: '',
      calls: [],
      calledAtMs: null,
      said: '',
      firstAudioAtMs: null,
    };
    this.turns.push(turn);
    return turn;
  }
}
