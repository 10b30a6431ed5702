import type { VoteState } from '../crowd/votes/voteState.ts';
import type { MediaCommand } from '../media/protocol.ts';
import type { Effect } from './effect.ts';
import type { Outcome } from './outcome.ts';
import type { StationRecord } from './StationRecord.ts';
import type { Now, PanelPace, StationState } from './StationState.ts';

/**
 * One step while it is taken: the state so far, and what is to be done once it is kept. It lives
 * inside `step` alone, which stays a pure function.
 */
export class Turn {
  readonly now: Now;
  readonly effects: Effect[] = [];
  #state: StationState;

  constructor(state: StationState, now: Now) {
    this.#state = state;
    this.now = now;
  }

  get state(): StationState {
    return this.#state;
  }
  get record(): StationRecord {
    return this.#state.kept.record;
  }
  get vote(): VoteState {
    return this.#state.kept.vote;
  }
  get guildId(): string {
    return this.record.guildId;
  }

  change(changes: Partial<StationState>): void {
    this.#state = { ...this.#state, ...changes };
  }

  /** What survives a restart has changed, and the panel may show it. */
  keep(changes: Partial<StationRecord>): void {
    this.change({ kept: { record: { ...this.record, ...changes }, vote: this.vote } });
    this.redraw();
  }

  keepVote(vote: VoteState): void {
    this.change({ kept: { record: this.record, vote } });
    this.redraw();
  }

  /** Something that the panel shows has changed. */
  redraw(): void {
    if (!this.#state.panel.isStale) this.changePanel({ isStale: true });
  }

  changePanel(changes: Partial<PanelPace>): void {
    this.change({ panel: { ...this.#state.panel, ...changes } });
  }

  send(command: MediaCommand): void {
    this.effects.push({ do: 'media', command });
  }

  answer(ticket: number, outcome: Outcome): void {
    this.effects.push({ do: 'answer', ticket, outcome });
  }
}
