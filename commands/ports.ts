import type { Outcome } from '../src/control/outcome.ts';
import type { StationActor } from '../src/control/StationActor.ts';
import type { GuildSettings } from '../src/control/StationRecord.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../src/music/controls.ts';
import type { MusicRequest, WordReading } from '../src/words/interpretation.ts';

/** A station as commands see it: what it knows, and what a member can want of it. */
export type Station = Pick<StationActor, 'state' | 'now' | 'act' | 'tell' | 'refresh' | 'panel'>;

export interface StartRequest {
  readonly guildId: string;
  readonly channelId: string;
  readonly textChannelId: string;
  readonly startedBy: string;
  readonly prompts: readonly WeightedPrompt[];
  /** Absent: everything as the model likes it. */
  readonly config?: MusicGenerationConfig;
}

/** Possible, or why not, in words for the caller. */
export type Possible = { readonly ok: true } | { readonly ok: false; readonly text: string };

/** Turns what a member types into music. */
export interface WordsPort {
  read(request: MusicRequest): WordReading;
}

/** What a look at one thing has found. */
export interface Sight {
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly state: 'fine' | 'warning' | 'wrong' | 'skipped';
  /** What was seen and, unless that is fine, what to do. */
  readonly text: string;
}

/** Looks at what the bot needs. */
export interface DoctorPort {
  /** @param channelIds where to look at permissions */
  examine(channelIds: readonly string[]): Promise<readonly Sight[]>;
}

/** All stations of the bot. */
export interface StationsPort {
  get(guildId: string): Station | undefined;
  /** Whether the bot may and can play there; in words when not. Makes no noise. */
  check(guildId: string, channelId: string): Possible;
  /** Resolves when the music can be heard, or with what went wrong; nothing is left then. */
  start(request: StartRequest): Promise<Outcome>;
  settings(guildId: string): GuildSettings;
  changeSettings(guildId: string, changes: Partial<GuildSettings>): GuildSettings;
}
