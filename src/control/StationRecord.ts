import type { Language } from '#src/texts/texts.ts';
import { NO_TUNING, type TuningState } from '../crowd/mix/tuning.ts';
import type { Use } from '../crowd/votes/cooldowns.ts';
import type { Earlier, VoteState } from '../crowd/votes/voteState.ts';
import type { MusicGenerationConfig } from '../music/controls.ts';

/** What a station needs to come back after a restart, besides its vote. */
export interface StationRecord {
  readonly guildId: string;
  /** The voice channel. */
  readonly channelId: string;
  /** Where the panel stands and announcements go. */
  readonly textChannelId: string;
  /** Null: there is no panel yet. */
  readonly panelMessageId: string | null;
  readonly startedBy: string;
  /** Wall-clock milliseconds. */
  readonly startedAtMs: number;
  readonly config: MusicGenerationConfig;
  readonly paused: boolean;
  /** Who wishes for more or less of what, from `config` on. */
  readonly tuning: TuningState;
  /**
   * Wall-clock milliseconds since when nobody can hear it because Discord, or its voice, cannot be
   * reached; null while it can be heard.
   */
  readonly silentSinceMs: number | null;
  /** What played before another mix, tempo or scale was decided on; null: nothing did. */
  readonly earlier: Earlier | null;
  /** What cooldowns go by. */
  readonly uses: readonly Use[];
  /** It stops by itself; null: nobody has asked for that. */
  readonly sleep: Sleep | null;
}

/** A timer to fall asleep by. */
export interface Sleep {
  /** When it stops, in wall-clock milliseconds, ... */
  readonly untilMs: number;
  /** ... and how long it has been fading by then. */
  readonly fadeMs: number;
}

/** What is known of a station before it begins. */
export type NewRecord = Pick<
  StationRecord,
  'guildId' | 'channelId' | 'textChannelId' | 'startedBy' | 'startedAtMs' | 'config'
>;

export function newRecord(given: NewRecord): StationRecord {
  return {
    ...given,
    panelMessageId: null,
    paused: false,
    tuning: NO_TUNING,
    silentSinceMs: null,
    earlier: null,
    uses: [],
    sleep: null,
  };
}

/** All that survives a restart, kept as one: both parts or neither. */
export interface Kept {
  readonly record: StationRecord;
  readonly vote: VoteState;
}

export interface Timeout {
  readonly userId: string;
  readonly untilMs: number;
}

/** A voice channel in which music plays without being asked for. */
export interface Home {
  readonly channelId: string;
  /** Where its panel stands. */
  readonly textChannelId: string;
  /** A mix of the server's, or a ready-made one, by name; null: any. */
  readonly mix: string | null;
}

/** What the people who manage a server have set. */
export interface GuildSettings {
  readonly djRoleId: string | null;
  readonly whoMayVote: 'listeners' | 'djs';
  readonly voteHalfLifeMs: number | null;
  readonly rampMs: number;
  readonly alwaysOn: boolean;
  /** Where music comes by itself; null: nowhere. */
  readonly home: Home | null;
  /** Where panels stand, wherever they are asked for; null: there. */
  readonly panelChannelId: string | null;
  /** What plays is shown beneath the name of the voice channel. */
  readonly channelStatus: boolean;
  /** What everybody sees is in; null: the server's own. */
  readonly language: Language | null;
  /** 0 to 2; 1 plays the music as it came. Outlives every station. */
  readonly volume: number;
  /** The most that anybody can set, 0 to 2. */
  readonly volumeLimit: number;
  /** Whether members may talk to the DJ, and how it answers. */
  readonly talk: 'off' | 'spoken' | 'text';
  /** The music goes down while people speak. */
  readonly duck: boolean;
  /** Whether they may do so without a press, with an open microphone. */
  readonly handsFree: boolean;
  /** What nobody may put up, as `wordOf` makes it. */
  readonly blockedWords: readonly string[];
  /** Whose proposals are not taken, and until when by the clock on the wall. */
  readonly timeouts: readonly Timeout[];
}

/** The key of a station that started then: short, and another one for the next station. */
export function stationKey(startedAtMs: number): string {
  return Math.trunc(startedAtMs).toString(36);
}
