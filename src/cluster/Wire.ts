import type { ConditionName } from '../conditions.ts';
import type { LyriaFailure } from '../lyria/failure.ts';
import type { MediaCommand, MediaEvent } from '../media/protocol.ts';
import type { HeadroomFigures, MediaTotals, StationVitals } from '../media/StationVitals.ts';
import type { Entry, Purpose, SessionKey } from '../station/SessionGate.ts';

/** What became of a request for a session: a place, kept under the request's number, or why not. */
export type PermitAnswer =
  | { readonly ok: true; readonly key?: SessionKey }
  | Extract<Entry, { ok: false }>;

/** By the numbers of their requests. */
export interface HeldPlaces {
  readonly newest: number;
  readonly held: readonly number[];
}

/** From the control side to a media node. */
export type ToNode =
  /** The epoch is that of the placement: whoever knows a newer one of the guild pays no heed. */
  | { readonly kind: 'command'; readonly epoch: number; readonly command: MediaCommand }
  /** All stations that are the node's: guild and epoch. Whatever else plays there is to fall silent. */
  | { readonly kind: 'owned'; readonly stations: readonly (readonly [string, number])[] }
  | { readonly kind: 'permit'; readonly id: number; readonly answer: PermitAnswer }
  /** Fade out, say so, and end. */
  | { readonly kind: 'close' }
  /** Nothing is left to play, and nothing will come. */
  | { readonly kind: 'end' };

/** From a media node to the control side. */
export type FromNode =
  | { readonly kind: 'ready' }
  /** Its wire was away: what was sent meanwhile, either way, is lost. */
  | { readonly kind: 'back' }
  /** It is to end: its stations are to play elsewhere. */
  | { readonly kind: 'draining' }
  | { readonly kind: 'event'; readonly epoch: number; readonly event: MediaEvent }
  /** Twice a second: the node lives, and how its stations are. */
  | {
      readonly kind: 'report';
      readonly vitals: readonly StationVitals[];
      readonly totals: MediaTotals;
      readonly gaps: { readonly counts: readonly number[]; readonly sumMs: number };
      readonly headroom: readonly HeadroomFigures[];
      /** The highest epoch that it has heard of. */
      readonly newest: number;
      /** Of sessions: what is not among them was given back, or never came. */
      readonly places: HeldPlaces;
    }
  | {
      readonly kind: 'condition';
      readonly name: ConditionName;
      readonly guildId?: string;
      /** Absent: it is over. */
      readonly text?: string;
    }
  /** Asks for a session's place, and tells what became of it. */
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly guildId: string;
      readonly purpose: Purpose;
    }
  | { readonly kind: 'release'; readonly id: number; readonly isUnused: boolean }
  | { readonly kind: 'sounded'; readonly id: number }
  /** Before the place is given back. */
  | { readonly kind: 'failed'; readonly id: number; readonly failure: LyriaFailure };

export type NodeReport = Extract<FromNode, { kind: 'report' }>;

export type WireNews =
  /** It takes commands from now on, of later epochs than that. */
  | { readonly type: 'seen'; readonly node: string; readonly newest?: number }
  /** It is gone for good, with all that played there; a later one has another name. */
  | { readonly type: 'gone'; readonly node: string }
  /** The wire was away: what was sent meanwhile, either way, is lost. */
  | { readonly type: 'back' }
  | { readonly type: 'message'; readonly node: string; readonly message: FromNode };

/** How the control side reaches the media nodes. What is sent to one arrives in order, or never. */
export interface Wire {
  /** Nothing is carried at present: who is silent is none the worse for it. `back` follows. */
  readonly isAway?: boolean;
  /** Nothing when the node is gone. */
  send(node: string, message: ToNode): void;
  subscribe(listener: (news: WireNews) => void): void;
  /** The node does not answer any more: ends it, if it has not ended. `gone` follows. */
  giveUp(node: string): void;
  /** Ends all nodes, those that were asked to close in their own time. Nothing is heard afterwards. */
  close(): Promise<void>;
}
