import type { Ramp } from '../crowd/mix/ramp.ts';
import type { MixPiece } from '../crowd/mix/savedMix.ts';
import type { Poll } from '../crowd/votes/poll.ts';
import type { StationSnapshot } from '../media/protocol.ts';
import type { MusicGenerationConfig } from '../music/controls.ts';
import type { PollView } from './outcome.ts';
import type { GuildSettings, Kept } from './StationRecord.ts';

/** One moment on both clocks. */
export interface Now {
  /** Milliseconds that only ever grow: what is due is measured by them. */
  readonly monoMs: number;
  /** `Date.now()`: what outlives the process is dated by it. */
  readonly wallMs: number;
}

/** How long things are borne. */
export interface Patience {
  /** An empty channel: the music pauses after this, ... */
  readonly pauseAfterMs: number;
  /** ... and the bot leaves after that. */
  readonly leaveAfterMs: number;
  /** Nobody can hear it because Discord is out of reach, for longer than this: it is given up. */
  readonly outageKeepMs: number;
  /** Music plays for this long at most, heard or not; endless unless whoever runs the bot minds. */
  readonly playLimitMs: number;
}

export const PATIENCE: Patience = {
  // Somebody may only have lost their connection, or be in the kitchen.
  pauseAfterMs: 10_000,
  leaveAfterMs: 10 * 60_000,
  // Whoever waited longer than an hour has gone to bed.
  outageKeepMs: 60 * 60_000,
  playLimitMs: Number.POSITIVE_INFINITY,
};

/** A movement of the soft controls, step by step. */
export interface Movement {
  readonly from: MusicGenerationConfig;
  readonly to: MusicGenerationConfig;
  /** The step taken last, from 1. */
  readonly step: number;
  readonly steps: number;
  readonly dueMs: number;
}

export interface Controls {
  /** The configuration last decided on. */
  readonly asked: MusicGenerationConfig;
  /** The configuration last sent. */
  readonly sent: MusicGenerationConfig;
  readonly movement: Movement | null;
  /** When another tempo is taken over: several presses in a row are to be one. */
  readonly tempoDueMs: number | null;
}

/** Nobody hears it: what becomes of that next, and when; null when all of it has. */
export interface Emptiness {
  readonly next: 'pause' | 'leave';
  readonly dueMs: number | null;
}

export interface OpenPoll {
  readonly key: string;
  readonly poll: Poll;
  /** On the clock that only grows. */
  readonly openedMs: number;
  /** Channels in which a panel may be posted if the one it stands on cannot be edited; the next first. */
  readonly places: readonly string[];
  /** The configuration when it was asked. */
  readonly whenAsked: MusicGenerationConfig;
}

/** What has been decided last, as it is still shown for a while. */
export interface ClosedPoll {
  readonly view: PollView;
  readonly untilMs: number;
}

/** When the panel may and must be drawn. */
export interface PanelPace {
  /** It shows something that is not so any more. */
  readonly isStale: boolean;
  readonly isDrawing: boolean;
  /** Edits in a row that have failed. */
  readonly failures: number;
  /** Of the last edit; null before the first, and where the next one is urgent. */
  readonly lastMs: number | null;
  /** Another one is being posted in its place. */
  readonly isPosting: boolean;
  /** When it was last looked how far up it is; null: never. */
  readonly lookedMs: number | null;
}

/**
 * - `stopping`: forgotten by the store, and still fading out
 * - `ended`: the media side has nothing of it any more
 * - `away`: the program ends, and the station comes back with the next start
 */
export type Life = 'playing' | 'stopping' | 'ended' | 'away';

/** Everything that one station's control side knows. Plain values, never changed in place. */
export interface StationState {
  readonly kept: Kept;
  readonly life: Life;
  /** It is being stopped because Discord could not be reached for too long. */
  readonly wasGivenUp: boolean;
  readonly settings: GuildSettings;
  readonly patience: Patience;
  /** Everybody who hears the music, whether their votes count or not. */
  readonly hearers: readonly string[];
  readonly ramp: Ramp;
  /** When time alone may next change the mix. */
  readonly voteDueMs: number | null;
  readonly controls: Controls;
  /** Paused because nobody listens, not because somebody asked. */
  readonly pausedForNobody: boolean;
  /** Who comes and goes cannot be told: the gateway is away. */
  readonly isBlind: boolean;
  /** For whom the music goes down while they speak, as the media side was told last. */
  readonly ducksFor: readonly string[];
  readonly emptiness: Emptiness | null;
  /** When an outage has lasted for too long, or is looked at again. */
  readonly outageDueMs: number | null;
  /** When it stops by itself, and for how long it fades before, on the clock that only grows. */
  readonly sleep: {
    readonly dueMs: number;
    readonly fadeMs: number;
    readonly isFading: boolean;
  } | null;
  readonly poll: OpenPoll | null;
  readonly closedPoll: ClosedPoll | null;
  readonly panel: PanelPace;
  /** What was noted last of what plays, and when; null: that nothing does. */
  readonly diary: { readonly piece: MixPiece | null; readonly atMs: number };
  /** The last that the media side said. */
  readonly snapshot: StationSnapshot | undefined;
  /** Whoever waits for the first sound. */
  readonly start: Waiting | null;
  /** Whoever waits for a fresh snapshot. */
  readonly reports: readonly Waiting[];
}

export interface Waiting {
  readonly ticket: number;
  /** Then they are not kept waiting any longer. */
  readonly dueMs: number;
}
