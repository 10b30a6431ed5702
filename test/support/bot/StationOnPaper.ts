import type { Action, Caller, Wish } from '#src/control/actions.ts';
import type { Told } from '#src/control/Effects.ts';
import type { Moment } from '#src/control/moments.ts';
import { openStation } from '#src/control/openStation.ts';
import type { PollView } from '#src/control/outcome.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import { MessageGone, type StationMessages } from '#src/control/ports.ts';
import { StationActor } from '#src/control/StationActor.ts';
import type { GuildSettings, Kept, StationRecord } from '#src/control/StationRecord.ts';
import type { Patience } from '#src/control/StationState.ts';
import { NO_TUNING } from '#src/crowd/mix/tuning.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import { silentLog } from '#src/log.ts';
import type { StationSnapshot } from '#src/media/protocol.ts';
import { VirtualClock } from '../VirtualClock.ts';
import { FakeMedia } from './FakeMedia.ts';

export const SETTINGS: GuildSettings = {
  djRoleId: null,
  whoMayVote: 'listeners',
  voteHalfLifeMs: null,
  rampMs: 2_000,
  alwaysOn: false,
  home: null,
  panelChannelId: null,
  channelStatus: true,
  language: null,
  talk: 'off',
  duck: false,
  handsFree: false,
  volume: 1,
  volumeLimit: 2,
  blockedWords: [],
  timeouts: [],
};

export const RECORD: StationRecord = {
  guildId: 'guild',
  channelId: 'lounge',
  textChannelId: 'text',
  panelMessageId: null,
  startedBy: 'ada',
  startedAtMs: 0,
  config: {},
  paused: false,
  tuning: NO_TUNING,
  silentSinceMs: null,
  earlier: null,
  uses: [],
  sleep: null,
};

/** Messages on paper: what each shows now, and how often it was drawn. */
export class PaperMessages implements StationMessages {
  readonly panels = new Map<string, PanelView>();
  /** Where former panels say that the newest one is. */
  readonly retired = new Map<string, string>();
  readonly edits: string[] = [];
  readonly gone = new Set<string>();
  /** Channels that take no message. */
  readonly closedTo = new Set<string>();
  /** Messages that stand below the panel. */
  below = 0;
  /** How often that was looked at. */
  looks = 0;
  /** Edits of panels fail. */
  isRefusing = false;
  /** Posts wait for this. */
  delivery: Promise<void> = Promise.resolve();
  #posted = 0;

  async drawPanel(_channelId: string, messageId: string, view: PanelView) {
    this.#edit(messageId);
    if (this.isRefusing) throw new Error('refused');
    this.panels.set(messageId, view);
  }

  async retirePanel(_channelId: string, messageId: string, movedTo: string) {
    this.#edit(messageId);
    this.retired.set(messageId, movedTo);
  }

  async postPanel(channelId: string, view: PanelView) {
    await this.delivery;
    if (this.closedTo.has(channelId)) throw new Error('Missing Access');
    this.#posted += 1;
    const messageId = `post ${this.#posted} in ${channelId}`;
    this.panels.set(messageId, view);
    return { messageId };
  }

  async countBelow(_channelId: string, _messageId: string, most: number) {
    this.looks += 1;
    return Math.min(most, this.below);
  }

  #edit(messageId: string): void {
    this.edits.push(messageId);
    if (this.gone.has(messageId)) throw new MessageGone('Unknown Message');
  }
}

/** What survives, and how often it was written; a test may make it slow, or fail. */
export class PaperStore {
  /** The newest last; null: forgotten. */
  readonly kept: (Kept | null)[];
  writing: () => Promise<void> = async () => {};
  /** The program has been killed: nothing it was still writing is there. */
  isDead = false;

  constructor(kept: (Kept | null)[] = []) {
    this.kept = kept;
  }

  get last(): Kept | null {
    return this.kept.at(-1) ?? null;
  }

  async save(kept: Kept) {
    await this.writing();
    if (!this.isDead) this.kept.push(kept);
    return 'kept' as const;
  }

  async remove() {
    await this.writing();
    if (!this.isDead) this.kept.push(null);
    return 'kept' as const;
  }
}

export interface PaperOptions {
  readonly settings?: Partial<GuildSettings>;
  readonly voting?: readonly string[];
  readonly record?: Partial<StationRecord>;
  readonly prompts?: readonly string[];
  readonly proposedBy?: string;
  readonly patience?: Partial<Patience>;
}

export function keptOnPaper(voters: readonly string[], options: PaperOptions = {}): Kept {
  const prompts = (options.prompts ?? ['techno']).map((text) => ({ text, weight: 1 }));
  const { proposedBy = 'ada' } = options;
  const vote = createVote({ prompts, proposedBy, listeners: voters, halfLifeMs: null }, 0);
  if (!vote.ok) throw new Error(vote.refusal);
  return { record: { ...RECORD, ...options.record }, vote: vote.state };
}

/** A station between a media side, a store and messages that only remember, in virtual time. */
export class StationOnPaper {
  readonly clock: VirtualClock;
  readonly media = new FakeMedia();
  readonly messages = new PaperMessages();
  readonly store: PaperStore;
  readonly told: Told[] = [];
  readonly noted: Moment[] = [];
  readonly settings: GuildSettings;
  readonly actor: StationActor;
  /** How far the wall clock has been set from the other one. */
  skewMs = 0;

  constructor(
    kept: Kept,
    options: PaperOptions = {},
    given: { readonly clock?: VirtualClock; readonly store?: PaperStore } = {},
  ) {
    const clock = given.clock ?? new VirtualClock();
    this.clock = clock;
    this.store = given.store ?? new PaperStore();
    this.settings = { ...SETTINGS, ...options.settings };
    const patience = options.patience ?? {};
    const now = { monoMs: clock.now(), wallMs: clock.now() };
    const state = openStation({ kept, settings: this.settings, patience }, now);
    this.actor = new StationActor(state, {
      store: this.store,
      isBehind: () => false,
      media: this.media,
      messages: this.messages,
      clock,
      wallClock: () => clock.now() + this.skewMs,
      log: silentLog,
      tell: (effect) => void this.told.push(effect),
      note: (moment) => void this.noted.push(moment),
    });
  }

  /** A station that has begun, with everybody who hears it. */
  static async playing(
    hearing: readonly string[],
    options: PaperOptions = {},
  ): Promise<StationOnPaper> {
    const voters = options.voting ?? hearing;
    const paper = new StationOnPaper(keptOnPaper(voters, options), options);
    void paper.actor.ask({ type: 'started', bitrate: 64_000 });
    await paper.heard();
    await paper.audience(hearing, voters);
    return paper;
  }

  /** The poll on the panel, open or just decided. */
  get shownPoll(): PollView | undefined {
    return this.actor.panel().poll;
  }

  /** The same, as a list. */
  get shownPolls(): readonly PollView[] {
    return this.shownPoll === undefined ? [] : [this.shownPoll];
  }

  /** The key of the open poll. */
  get openPoll(): string | undefined {
    return this.actor.state.poll?.key;
  }

  /** Something happens, and is dealt with. */
  async tell(action: Action): Promise<void> {
    this.actor.tell(action);
    await this.actor.settled();
  }

  audience(hearers: readonly string[], voters = hearers): Promise<void> {
    return this.tell({ type: 'audience', hearers, voters });
  }

  /** The media side plays, and is heard or not. */
  heard(change: Partial<StationSnapshot> = {}): Promise<void> {
    const { guildId, channelId, config } = this.actor.state.kept.record;
    const { volume } = this.actor.state.settings;
    const base = { guildId, channelId, config, volume, prompts: [], reserveMs: 3_000 };
    return this.tell({ type: 'snapshot', snapshot: { ...base, state: 'playing', ...change } });
  }

  /** What somebody in the station's channel wants, and what came of it. */
  act(userId: string, wish: Wish, caller: Partial<Caller> = {}) {
    const plain = { userId, voiceChannelId: 'lounge', isDj: false, canManageGuild: false };
    return this.actor.act({ ...plain, ...caller }, wish);
  }

  async ends(): Promise<void> {
    await this.tell({ type: 'ended', reason: 'stopped' });
  }
}
