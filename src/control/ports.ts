import type { SavedMix, Shelf } from '../crowd/mix/savedMix.ts';
import type { VoteState } from '../crowd/votes/voteState.ts';
import type { Moment } from './moments.ts';
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

/** Where a server's last days survive a restart, as far as somebody may want to look back at them. */
export interface HistoryStore {
  /** The oldest first. */
  list(guildId: string): Promise<readonly Moment[]>;
  /** A mix takes the place of the one noted at the same moment. */
  add(guildId: string, moment: Moment): void;
}

/** A server's own key, encrypted. */
export interface SealedKey {
  readonly guildId: string;
  readonly sealed: string;
}

/** Where the keys of servers survive a restart. */
export interface KeyStore {
  all(): readonly SealedKey[];
  set(guildId: string, sealed: string): Promise<Written>;
  /** Whether there was one. */
  remove(guildId: string): Promise<boolean>;
}

/** The panel of a station, as somebody else draws and sends it. */
export interface StationMessages {
  /** @throws MessageGone when the message has been deleted */
  drawPanel(channelId: string, messageId: string, view: PanelView): Promise<void>;
  /** It goes; where that cannot be, it says where the newest one is. */
  retirePanel(channelId: string, messageId: string, movedTo: string): Promise<void>;
  postPanel(channelId: string, view: PanelView): Promise<{ readonly messageId: string }>;
  /** Of the messages that stand below that one, `most` at most; 0 where the bot may not see them. */
  countBelow(channelId: string, messageId: string, most: number): Promise<number>;
}

/** Somebody has deleted the message: no further attempt can help. */
export class MessageGone extends Error {
  override readonly name = 'MessageGone';
}
