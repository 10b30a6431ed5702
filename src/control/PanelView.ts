import type { Told } from '#src/texts/texts.ts';
import { type TuningStanding, tuningStandings } from '../crowd/mix/tunedConfig.ts';
import { stepsOf } from '../crowd/mix/tuning.ts';
import { PRESETS, type Preset } from '../crowd/typed/presets.ts';
import { choicesOf } from '../crowd/votes/ballots.ts';
import type { Standing } from '../crowd/votes/standings.ts';
import type { Choice } from '../crowd/votes/voteState.ts';
import type { StationState as MusicState } from '../media/protocol.ts';
import {
  byTunable,
  type MusicGenerationConfig,
  type Tunable,
  type WeightedPrompt,
} from '../music/controls.ts';
import type { PollView } from './outcome.ts';
import { pollShown } from './parts/polls.ts';
import { sleepOf } from './parts/sleep.ts';
import { configWanted, counting, isPaused, mixWanted, standingsOf } from './reading.ts';
import { type GuildSettings, stationKey } from './StationRecord.ts';
import type { Now, StationState } from './StationState.ts';

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
  /** Tells this station apart from earlier ones in the guild; see `stationKey`. */
  readonly station: string;
  readonly channelId: string;
  /** `away`: the bot has been ended, and comes back to it. */
  readonly state: MusicState | 'ended' | 'away';
  readonly listenerCount: number;
  /** Whose votes count; everybody's unless given. */
  readonly whoMayVote?: GuildSettings['whoMayVote'];
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
  /** Members may talk to the DJ. */
  readonly canTalk?: boolean;
  /** Absent in the panel for everybody. */
  readonly own?: OwnVotes;
  /** Paused because nobody listens, not because somebody asked. */
  readonly waitsForListeners?: boolean;
  /** The last bars stand in for the music, again and again. */
  readonly isLoop?: boolean;
  /** What is wrong, for members, while something is. */
  readonly trouble?: Told;
  /** It stops by itself then, by the clock on the wall. */
  readonly stopsAtMs?: number;
  /** It cannot be edited where it stands, except by a press on it. */
  readonly isStuck?: boolean;
  /** Open, or just decided. */
  readonly poll?: PollView;
  /** What changed last could not be saved. */
  readonly isUnkept?: boolean;
  readonly presets: readonly Preset[];
}

/** One edit fails now and then; several in a row are no accident. */
const STUCK_AFTER = 2;

/** @param viewer who alone sees it: their votes and wishes are marked; absent: for everybody */
export function panelView(
  state: StationState,
  now: Now,
  shown: { readonly isUnkept: boolean; readonly viewer?: string | undefined },
): PanelView {
  const { record, vote } = state.kept;
  const { heard, trouble, isLoop } = state.snapshot ?? {};
  const voters = counting(vote, now);
  const sleep = sleepOf(state);
  const poll = pollShown(state, now);
  return {
    station: stationKey(record.startedAtMs),
    channelId: record.channelId,
    state: shownState(state),
    listenerCount: state.hearers.length,
    whoMayVote: state.settings.whoMayVote,
    heard: heard?.prompts,
    heardConfig: heard?.config,
    wanted: mixWanted(state, now),
    wantedConfig: configWanted(state, now),
    ...standingsOf(state, now),
    tuning: tuningStandings(record.config, record.tuning, voters),
    ...(shown.viewer !== undefined && { own: ownVotes(state, shown.viewer, voters) }),
    canTalk: state.settings.talk !== 'off',
    waitsForListeners: state.pausedForNobody,
    isLoop: isLoop === true,
    ...(trouble !== undefined && { trouble: trouble.memberText }),
    ...(sleep !== null && { stopsAtMs: sleep.untilMs }),
    isStuck: state.panel.failures >= STUCK_AFTER,
    ...(poll !== undefined && { poll }),
    isUnkept: shown.isUnkept,
    presets: PRESETS,
  };
}

/** A pause, or its end, is shown at once: what the media side says of it comes a moment later. */
function shownState(state: StationState): PanelView['state'] {
  const { life, snapshot } = state;
  if (life === 'ended' || life === 'away') return life;
  if (isPaused(state)) return 'paused';
  const told = snapshot?.state ?? 'starting';
  return told === 'paused' ? 'playing' : told;
}

function ownVotes({ kept }: StationState, userId: string, voters: ReadonlySet<string>): OwnVotes {
  return {
    isCounting: voters.has(userId),
    choices: choicesOf(kept.vote, userId),
    steps: byTunable((control) => stepsOf(kept.record.tuning, control, userId)),
  };
}
