import type { APIContainerComponent } from 'discord-api-types/v10';
import type { PollQuestion } from '../src/crowd/pollQuestion.ts';
import type { Proposed } from '../src/crowd/proposals.ts';
import type { Refused } from '../src/crowd/refusal.ts';
import type { Standings } from '../src/crowd/standings.ts';
import type { StationSnapshot } from '../src/media/protocol.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../src/music/controls.ts';
import type { MusicRequest, WordReading } from '../src/words/interpretation.ts';

/** What the people who manage a server have set. */
export interface GuildSettings {
  readonly djRoleId: string | null;
  readonly whoMayVote: 'listeners' | 'djs';
  readonly voteHalfLifeMs: number | null;
  readonly rampMs: number;
  readonly alwaysOn: boolean;
}

/** Whoever uses a command, a button or a modal. */
export interface Caller {
  readonly userId: string;
  readonly voiceChannelId: string | undefined;
  /** May manage the server, or has its DJ role. */
  readonly isDj: boolean;
  readonly canManageGuild: boolean;
}

/** Done, or why not, in words for the caller. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly text: string };

/** A station's vote. */
export interface VoteControl {
  standings(): Standings;
  /** The weights last sent to the music service. */
  readonly sentMix: readonly WeightedPrompt[];
  propose(userId: string, text: string, isDj: boolean): Proposed | Refused;
  drop(userId: string, candidateId: number, isDj: boolean): { readonly ok: true } | Refused;
}

/** How a station's music runs. */
export interface PlaybackControl {
  /** By somebody, or because nobody listens. */
  readonly paused: boolean;
  /** 0 to 2; 1 plays the music as it came. */
  readonly volume: number;
  pause(): void;
  resume(): void;
  /** The same mix from the beginning. */
  reset(): void;
  setVolume(volume: number): void;
}

/** A station as commands and buttons see it. */
export interface StationControl {
  /** Tells this station from the guild's earlier ones. */
  readonly key: string;
  readonly channelId: string;
  readonly snapshot: StationSnapshot | undefined;
  /** Has the media side tell how things are now; resolves when `snapshot` says so. */
  refresh(): Promise<void>;
  /** Who decides in polls; empty when nobody hears the music. */
  readonly listeners: readonly string[];
  readonly vote: VoteControl;
  readonly playback: PlaybackControl;
  readonly config: MusicGenerationConfig;
  /** Other candidates, no ballots; the music moves there. `config`: and the whole of that. */
  restart(
    prompts: readonly WeightedPrompt[],
    by: string,
    config?: MusicGenerationConfig,
  ): { readonly ok: true } | Refused;
  stop(): void;
  setConfig(config: MusicGenerationConfig): void;
  /**
   * The panel as it would be drawn now.
   *
   * @param viewer who alone sees it: their votes and wishes are marked; absent: for everybody
   */
  panel(viewer?: string): APIContainerComponent;
  /** From now on that message is the panel, and the one before it is left alone. */
  adoptPanel(channelId: string, messageId: string): void;
  /** Opens a poll in the text channel, one at a time. */
  ask(question: PollQuestion, askedBy: string, channelId: string): Promise<Outcome>;
}

export interface StartRequest {
  readonly guildId: string;
  readonly channelId: string;
  readonly textChannelId: string;
  readonly startedBy: string;
  readonly prompts: readonly WeightedPrompt[];
  /** Absent: everything as the model likes it. */
  readonly config?: MusicGenerationConfig;
}

/** Turns what a member types into music. */
export interface WordsPort {
  read(request: MusicRequest): WordReading;
}

/** All stations of the bot. */
export interface StationsPort {
  get(guildId: string): StationControl | undefined;
  /** Whether the bot may and can play there; in words when not. Makes no noise. */
  check(guildId: string, channelId: string): Outcome;
  /** Resolves when the music can be heard, or with what went wrong; nothing is left then. */
  start(request: StartRequest): Promise<Outcome>;
  settings(guildId: string): GuildSettings;
  changeSettings(guildId: string, changes: Partial<GuildSettings>): GuildSettings;
}
