import type { Choice } from '../../crowd/candidate.ts';
import type { Standing } from '../../crowd/standings.ts';
import type { TuningStanding } from '../../crowd/tunedConfig.ts';
import type { StationState } from '../../media/protocol.ts';
import type { MusicGenerationConfig, Tunable, WeightedPrompt } from '../../music/controls.ts';

/** What one member has voted and wishes, for a panel that nobody else sees. */
export interface OwnVotes {
  /** False while they do not listen, or only the votes of DJs count. */
  readonly isCounting: boolean;
  /** By candidate id. */
  readonly choices: ReadonlyMap<number, Choice>;
  /** Steps from the station's own value, above 0 for more; 0: no wish. */
  readonly steps: Readonly<Record<Tunable, number>>;
}

/** Everything a panel shows, as plain values. */
export interface PanelView {
  /** Tells this station from the guild's earlier ones; see `stationKey`. */
  readonly station: string;
  readonly channelId: string;
  /** `away`: the bot has been ended, and comes back to it. */
  readonly state: StationState | 'ended' | 'away';
  readonly startedBy: string;
  readonly listenerCount: number;
  /** The mix that the sound heard now was made from; undefined before the first sound. */
  readonly heard: readonly WeightedPrompt[] | undefined;
  /** The controls it was made with. */
  readonly heardConfig?: MusicGenerationConfig | undefined;
  /** The mix asked for; shown as coming while it differs from what is heard. */
  readonly wanted: readonly WeightedPrompt[];
  readonly wantedConfig?: MusicGenerationConfig;
  readonly candidates: readonly Standing[];
  readonly avoided: readonly WeightedPrompt[];
  /** Everybody was voted down, so that the last mix stays. */
  readonly held: boolean;
  /** Absent: no tuning is offered. */
  readonly tuning?: readonly TuningStanding[];
  /** Absent in the panel for everybody. */
  readonly own?: OwnVotes;
  /** What is wrong, for members, while something is. */
  readonly trouble?: string;
  /** What changed last could not be saved. */
  readonly isUnkept?: boolean;
  readonly presets: readonly {
    readonly id: string;
    readonly title: string;
    readonly description?: string;
  }[];
}
