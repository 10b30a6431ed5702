import type { SavedMix, Shelf } from '../crowd/mix/savedMix.ts';
import type { VoteState } from '../crowd/votes/voteState.ts';
import type { PollView } from './outcome.ts';
import type { PanelView } from './PanelView.ts';
import type { Kept, StationRecord } from './StationRecord.ts';

/** A station as the store has it; without a vote it cannot come back. */
export interface StoredStation {
  readonly record: StationRecord;
  readonly vote: VoteState | undefined;
}

/** In the store, or held in memory until it takes writes again. */
export type Written = 'kept' | 'held';

/**
 * Where stations survive a restart. Whoever saves waits for it: an answer that says that something
 * is done must not come before. A rejection means that nothing of it is or will be kept.
 */
export interface StationStore {
  /** All that can be read, the oldest first. */
  list(): Promise<readonly StoredStation[]>;
  get(guildId: string): Promise<StoredStation | undefined>;
  /** A station and its vote, new or changed, in one transaction. */
  save(kept: Kept): Promise<Written>;
  /** Forgets both. */
  remove(guildId: string): Promise<Written>;
}

/** Where mixes that somebody has saved survive a restart. */
export interface MixStore {
  list(shelf: Shelf): Promise<readonly SavedMix[]>;
  /**
   * Changes a shelf, with no other change in between; what is given back as it was stays.
   *
   * @throws FailureError when what is there cannot be read: it is left as it is
   */
  update(
    shelf: Shelf,
    change: (mixes: readonly SavedMix[]) => readonly SavedMix[],
  ): Promise<Written>;
}

/** The panel and the polls of a station, as somebody else draws and sends them. */
export interface StationMessages {
  /** @throws MessageGone when the message has been deleted */
  drawPanel(channelId: string, messageId: string, view: PanelView): Promise<void>;
  retirePanel(channelId: string, messageId: string, movedTo: string): Promise<void>;
  postPoll(channelId: string, view: PollView): Promise<{ readonly messageId: string }>;
  closePoll(channelId: string, messageId: string, view: PollView): Promise<void>;
}

/** Somebody has deleted the message: no further attempt can help. */
export class MessageGone extends Error {
  override readonly name = 'MessageGone';
}
