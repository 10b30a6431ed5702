import type { Standing } from '../../crowd/standings.ts';
import type { TuningStanding } from '../../crowd/tunedConfig.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../../lyria/controls.ts';
import type { StationState } from '../../media/protocol.ts';

/** Everything a panel shows, as plain values. */
export interface PanelView {
  /** Tells this station from the guild's earlier ones; see `stationKey`. */
  readonly station: string;
  readonly channelId: string;
  readonly state: StationState | 'ended';
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
  /** What is wrong, for members, while something is. */
  readonly trouble?: string;
  readonly presets: readonly {
    readonly id: string;
    readonly title: string;
    readonly description?: string;
  }[];
}
