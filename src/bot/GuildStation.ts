import type { APIContainerComponent } from 'discord-api-types/v10';
import type { GuildSettings, Outcome, StationControl } from '../../commands/ports.ts';
import type { Clock } from '../clock.ts';
import type { Candidate } from '../crowd/candidate.ts';
import type { PollChoice } from '../crowd/poll.ts';
import type { PollQuestion } from '../crowd/pollQuestion.ts';
import { PRESETS } from '../crowd/presets.ts';
import { presetTags } from '../crowd/presetTitles.ts';
import { type Refused, refused } from '../crowd/refusal.ts';
import type { VoteState } from '../crowd/voteState.ts';
import type { Log } from '../log.ts';
import type { MediaPort, StationSnapshot } from '../media/protocol.ts';
import {
  byTunable,
  type MusicGenerationConfig,
  type Tunable,
  type WeightedPrompt,
} from '../music/controls.ts';
import type { StationRecord } from '../store/Stations.ts';
import { StationControls } from './controls/StationControls.ts';
import type { MessagePort } from './MessagePort.ts';
import type { OwnVotes, PanelView } from './panel/PanelView.ts';
import { stationKey } from './panel/panelIds.ts';
import { renderPanel } from './panel/renderPanel.ts';
import { type LastPanel, StationPanel } from './panel/StationPanel.ts';
import { EMPTY_CHANNEL_TIMES, type EmptyChannelTimes } from './playback/EmptyChannel.ts';
import { Outage } from './playback/Outage.ts';
import { StationPlayback } from './playback/StationPlayback.ts';
import { carryOut } from './poll/carryOut.ts';
import { StationPoll } from './poll/StationPoll.ts';
import { StationVote } from './vote/StationVote.ts';

const PRESET_OPTIONS = PRESETS.map((preset) => ({ ...preset, description: presetTags(preset) }));

/** A station that fades out tells nothing any more; then the last word stands. */
const REFRESH_TIMEOUT_MS = 500;

export interface GuildStationParts {
  readonly media: MediaPort;
  readonly messages: MessagePort;
  readonly clock: Clock;
  readonly wallClock: () => number;
  readonly log: Log;
  /** `EMPTY_CHANNEL_TIMES` unless given. */
  readonly emptyChannel?: EmptyChannelTimes;
  /** How long an outage is borne, unless the station is to stay for ever; `OUTAGE_KEEP_MS` unless given. */
  readonly outageKeepMs?: number;
  /** It comes back after a restart: nobody waits for an answer. */
  readonly isRestored?: boolean;
  readonly keep: {
    save(record: StationRecord, vote: VoteState): void;
    /** It is being stopped: it shall not come back. */
    forget(): void;
    /** What changed last could not be kept yet. */
    isBehind(): boolean;
  };
}

/** What was wanted is kept through an outage of an hour: whoever waited longer has gone to bed. */
export const OUTAGE_KEEP_MS = 60 * 60_000;

/** One station as the control side knows it: the vote, the panel, the poll, and what is to survive. */
export class GuildStation implements StationControl {
  readonly key: string;
  readonly vote: StationVote;
  readonly playback: StationPlayback;
  readonly #parts: GuildStationParts;
  readonly #panel: StationPanel;
  readonly #controls: StationControls;
  #record: StationRecord;
  #voteState: VoteState;
  #settings: GuildSettings;
  #snapshot: StationSnapshot | undefined;
  readonly #onSnapshot = new Set<() => void>();
  /** Everybody who hears the music, whether their votes count or not. */
  #hearing: readonly string[] = [];
  readonly #poll: StationPoll;
  readonly #outage: Outage;
  #wasGivenUp = false;
  #ended = false;
  #isStopping = false;
  #isAway = false;

  constructor(
    record: StationRecord,
    vote: VoteState,
    settings: GuildSettings,
    bitrate: number,
    parts: GuildStationParts,
  ) {
    this.#parts = parts;
    this.#record = record;
    this.#voteState = vote;
    this.#settings = settings;
    this.key = stationKey(record.startedAtMs);
    const { clock, wallClock, log, media, messages } = parts;
    this.#poll = new StationPoll({ stationKey: this.key, messages, clock, wallClock, log });
    this.playback = new StationPlayback({
      guildId: record.guildId,
      state: record,
      media,
      keep: (state) => this.#change(state),
      leave: () => {
        if (!this.#settings.alwaysOn) this.stop();
      },
      emptyChannelTimes: parts.emptyChannel ?? EMPTY_CHANNEL_TIMES,
      clock,
    });
    this.#panel = new StationPanel({
      place: { channelId: record.textChannelId, messageId: record.panelMessageId },
      draw: () => this.panel(),
      onGone: () => this.#change({ panelMessageId: null }),
      messages,
      clock,
      log,
    });
    this.#outage = new Outage({
      sinceMs: record.silentSinceMs,
      keepMs: parts.outageKeepMs ?? OUTAGE_KEEP_MS,
      keep: (silentSinceMs) => this.#change({ silentSinceMs }),
      onTooLong: () => this.#giveUp(),
      clock,
      wallClock,
    });
    this.#save();
    this.vote = new StationVote({
      state: vote,
      clock,
      wallClock,
      rampMs: settings.rampMs,
      keeper: {
        save: (state) => {
          this.#save(state);
          this.#voteState = state;
        },
      },
      sendMix: (prompts) => media.send({ type: 'setMix', guildId: record.guildId, prompts }),
      onChange: () => {
        this.#controls.follow();
        this.#panel.changed();
      },
    });
    this.#controls = new StationControls({
      state: record,
      counting: () => this.vote.counting,
      send: (config) => media.send({ type: 'setConfig', guildId: record.guildId, config }),
      keep: ({ config, tuning }) => this.#change({ config, tuning }),
      clock,
    });
    media.send({
      type: 'start',
      guildId: record.guildId,
      channelId: record.channelId,
      bitrate,
      prompts: this.vote.mix(),
      config: this.config,
      volume: record.volume,
      ...(parts.isRestored === true && { patient: true }),
    });
    if (record.paused) media.send({ type: 'pause', guildId: record.guildId });
    if (parts.isRestored === true) this.#outage.voiceIs('away');
  }

  get channelId(): string {
    return this.#record.channelId;
  }
  get textChannelId(): string {
    return this.#record.textChannelId;
  }
  get snapshot(): StationSnapshot | undefined {
    return this.#snapshot;
  }
  /** The media side does not tell of the reserve by itself: it changes with every frame. */
  async refresh(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onSnapshot.add(resolve);
    const impatient = this.#parts.clock.after(REFRESH_TIMEOUT_MS, resolve);
    this.#parts.media.send({ type: 'report', guildId: this.#record.guildId });
    await promise;
    impatient.cancel();
    this.#onSnapshot.delete(resolve);
  }
  /** Who decides in polls: whose votes count; everybody who hears while none of those is there. */
  get listeners(): readonly string[] {
    const { listeners } = this.vote;
    return listeners.length > 0 ? listeners : this.#hearing;
  }
  /** From `stop` until the last sound has faded out. */
  get isStopping(): boolean {
    return this.#isStopping;
  }
  /** It is being stopped because Discord could not be reached for too long. */
  get wasGivenUp(): boolean {
    return this.#wasGivenUp;
  }
  /** As far as the media side knows. */
  get isInVoice(): boolean {
    return this.#snapshot !== undefined && this.#snapshot.voiceAway !== true;
  }
  /** The whole of it, with what the listeners wish. */
  get config(): MusicGenerationConfig {
    return this.#controls.config;
  }
  get panelMessageId(): string | null {
    return this.#record.panelMessageId;
  }

  restart(
    prompts: readonly WeightedPrompt[],
    by: string,
    config?: MusicGenerationConfig,
  ): { readonly ok: true } | Refused {
    const restarted = this.vote.restart({ prompts, proposedBy: by });
    if (restarted.ok && config !== undefined) {
      this.#controls.moveTo(config, this.#settings.rampMs);
    }
    return restarted;
  }

  stop(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#poll.close();
    this.#parts.keep.forget();
    this.#parts.media.send({ type: 'stop', guildId: this.#record.guildId });
  }

  setConfig(config: MusicGenerationConfig): void {
    this.#controls.set(config);
  }

  /**
   * A press on a tuning button: a step further, or back. `moved` is false at the furthest that one
   * listener can wish for.
   */
  tune(
    userId: string,
    control: Tunable,
    direction: 1 | -1,
  ): { readonly ok: true; readonly moved: boolean } | Refused {
    if (!this.vote.isListening(userId)) {
      return this.vote.explain(userId, refused('not-listening'));
    }
    const moved = this.#controls.press(userId, control, direction);
    return { ok: true, moved };
  }

  panel(viewer?: string): APIContainerComponent {
    const { channelId, startedBy } = this.#record;
    const trouble = this.#snapshot?.trouble?.memberText;
    const heard = this.#snapshot?.heard;
    return renderPanel({
      station: this.key,
      channelId,
      state: this.#shownState(),
      startedBy,
      listenerCount: this.#hearing.length,
      heard: heard?.prompts,
      heardConfig: heard?.config,
      wanted: this.vote.mix(),
      wantedConfig: this.config,
      ...this.vote.standings(),
      tuning: this.#controls.standings(),
      ...(viewer === undefined ? {} : { own: this.#ownVotes(viewer) }),
      ...(trouble === undefined ? {} : { trouble }),
      isUnkept: this.#parts.keep.isBehind(),
      presets: PRESET_OPTIONS,
    });
  }

  adoptPanel(channelId: string, messageId: string): void {
    this.#panel.moveTo({ channelId, messageId });
    this.#change({ panelMessageId: messageId, textChannelId: channelId });
  }

  /** Whether a press on the panel may be answered with the panel itself; see `PanelKeeper`. */
  takePanelTurn(): boolean {
    return this.#panel.takeTurn();
  }

  ask(question: PollQuestion, askedBy: string, channelId: string): Promise<Outcome> {
    const whenAsked = this.config;
    return this.#poll.ask({
      question,
      askedBy,
      channelId,
      listeners: this.listeners,
      onPassed: () => carryOut(this, question, askedBy, whenAsked),
    });
  }

  /** A vote in the running poll; in words what came of it, and the poll as it stands. */
  votePoll(
    key: string,
    userId: string,
    choice: PollChoice,
  ): { readonly container: APIContainerComponent } | Refused | undefined {
    const voted = this.#poll.vote(key, userId, choice);
    return voted !== undefined && 'refusal' in voted ? this.vote.explain(userId, voted) : voted;
  }

  /** Something else that the panel shows has changed. */
  redraw(): void {
    this.#panel.changed();
  }

  /** News from the media side. */
  take(snapshot: StationSnapshot): void {
    if (this.#ended) return;
    this.#snapshot = snapshot;
    this.#outage.voiceIs(snapshot.voiceAway === true ? 'away' : 'there');
    for (const notice of this.#onSnapshot) notice();
    this.#panel.changed();
  }

  /** The service refuses a prompt; gives the candidate the first time. */
  filtered(text: string, reason: string): Candidate | null {
    return this.vote.filtered(text, reason);
  }

  /** @param hearing everybody who hears the music @param voting whose votes count */
  listenersAre(hearing: readonly string[], voting: readonly string[]): void {
    if (this.#ended) return;
    this.#hearing = hearing;
    this.vote.listenersAre(voting, hearing);
    this.#poll.listenersAre(this.listeners);
    this.#panel.changed();
    this.playback.audienceIs(hearing.length === 0 ? 'nobody' : 'somebody');
  }

  /** The guild's connection to the gateway; it is there until told otherwise. */
  gatewayIs(state: 'away' | 'back'): void {
    const connected = state === 'back';
    this.#parts.media.send({ type: 'gateway', guildId: this.#record.guildId, connected });
    this.playback.gatewayIs(state);
    if (connected) this.#panel.retry();
  }

  settingsAre(settings: GuildSettings): void {
    // Who is there for ever has not been waiting to leave.
    if (settings.alwaysOn !== this.#settings.alwaysOn) this.playback.endWaiting();
    this.#settings = settings;
    this.vote.setFading(settings.voteHalfLifeMs);
    this.vote.setRampDuration(settings.rampMs);
  }

  movedTo(channelId: string, bitrate: number): void {
    if (channelId !== this.#record.channelId) this.#change({ channelId });
    this.#parts.media.send({
      type: 'channelChanged',
      guildId: this.#record.guildId,
      channelId,
      bitrate,
    });
  }

  /** The media side has ended: no more timers. Gives the panel that says so. */
  end(): LastPanel | undefined {
    this.suspend();
    return this.#panel.last;
  }

  /**
   * The program ends, the station does not: it comes back after the restart. Resolves when the panel
   * says so, or cannot be made to.
   */
  async goAway(): Promise<void> {
    this.#isAway = !this.#isStopping;
    this.suspend();
    await this.#panel.drawLast();
  }

  /** No more timers, and no more edits. */
  suspend(): void {
    this.#ended = true;
    this.playback.endWaiting();
    this.#outage.close();
    this.#poll.close();
    this.vote.close();
    this.#controls.close();
    this.#panel.close();
  }

  #shownState(): PanelView['state'] {
    if (this.#ended) return this.#isAway ? 'away' : 'ended';
    return this.#snapshot?.state ?? 'starting';
  }

  /** Nobody could hear it for too long. */
  #giveUp(): void {
    if (this.#settings.alwaysOn || this.#isStopping) return;
    this.#wasGivenUp = true;
    this.stop();
  }

  #ownVotes(userId: string): OwnVotes {
    return {
      isCounting: this.vote.counting.has(userId),
      choices: this.vote.choicesOf(userId),
      steps: byTunable((control) => this.#controls.stepsOf(userId, control)),
    };
  }

  #change(changes: Partial<StationRecord>): void {
    this.#record = { ...this.#record, ...changes };
    this.#save();
    this.#panel.changed();
  }

  #save(vote = this.#voteState): void {
    if (!this.#isStopping) this.#parts.keep.save(this.#record, vote);
  }
}
