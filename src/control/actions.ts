import type { PollChoice } from '../crowd/votes/poll.ts';
import type { Choice } from '../crowd/votes/voteState.ts';
import type { Failure } from '../failure.ts';
import type { EndReason, StationSnapshot } from '../media/protocol.ts';
import type { ControlChanges } from '../music/controlChanges.ts';
import type { MusicGenerationConfig, Tunable, WeightedPrompt } from '../music/controls.ts';
import type { GuildSettings } from './StationRecord.ts';

/** Whoever uses a command, a button or a modal, as the interaction at hand tells of them. */
export interface Caller {
  readonly userId: string;
  readonly voiceChannelId: string | undefined;
  /** May manage the server, or has its DJ role. */
  readonly isDj: boolean;
  readonly canManageGuild: boolean;
}

/** A mix, and the controls that come with it. */
export interface Piece {
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
}

/** What a member wants of a station. `whoMay` says who may. */
export type Wish =
  /** A press on a vote button: gives the vote, or takes the same one back. */
  | { readonly kind: 'vote'; readonly candidateId: number; readonly choice: Choice }
  /** A press on a tuning button: a step further, or back. */
  | { readonly kind: 'nudge'; readonly control: Tunable; readonly direction: 1 | -1 }
  /** `surprise`: the house thought of it. */
  | { readonly kind: 'propose'; readonly text: string; readonly surprise?: true }
  | { readonly kind: 'drop'; readonly candidateId: number }
  /** Some controls decided on, all others as they are. */
  | { readonly kind: 'tune'; readonly changes: ControlChanges; readonly askIn: string }
  | (Piece & {
      readonly kind: 'play';
      /** The mix stays, and only the controls change. */
      readonly keepsMix: boolean;
      /** What plays, changed, rather than another piece. */
      readonly isChange: boolean;
      /** Nothing was said of controls: they stay. */
      readonly keepsControls: boolean;
      /** Where others are asked if the panel's channel takes no message. */
      readonly askIn: string;
    })
  /** A better reading of the words it began with. */
  | { readonly kind: 'refine'; readonly begun: Piece; readonly better: Piece }
  | { readonly kind: 'resume' | 'reset' }
  /** 0 to 2; 1 plays the music as it came. */
  | { readonly kind: 'volume'; readonly volume: number; readonly askIn: string }
  | { readonly kind: 'pause'; readonly askIn: string }
  /** At once, or after so long. */
  | { readonly kind: 'stop'; readonly inMs?: number; readonly askIn: string }
  /** Takes back what was to stop it later. */
  | { readonly kind: 'stay' }
  /** Back to what played before the last new mix, tempo or scale. */
  | { readonly kind: 'undo'; readonly askIn: string }
  /** Gives its place to music in another channel, if nobody hears it. */
  | { readonly kind: 'give-way' }
  | { readonly kind: 'answer'; readonly poll: string; readonly choice: PollChoice }
  /** From now on that message is the panel. */
  | { readonly kind: 'panel'; readonly channelId: string; readonly messageId: string };

/** Everything that can happen to a station. A `ticket` is the number its answer goes to. */
export type Action =
  | { readonly type: 'started'; readonly ticket: number; readonly bitrate: number }
  /** It comes back after a restart: nobody waits for an answer. */
  | { readonly type: 'restored'; readonly bitrate: number }
  /** Something is due. */
  | { readonly type: 'woken' }
  | {
      readonly type: 'wish';
      readonly ticket: number;
      readonly caller: Caller;
      readonly wish: Wish;
    }
  /** The panel that stands, whoever put it there. */
  | { readonly type: 'panelShown'; readonly channelId: string; readonly messageId: string }
  /** May a press be answered with the panel itself, which is an edit, too? Counts as one then. */
  | { readonly type: 'panelTurn'; readonly ticket: number }
  | { readonly type: 'panelDrawn' }
  | { readonly type: 'panelFailed' }
  | { readonly type: 'panelGone'; readonly messageId: string }
  | { readonly type: 'panelUnpostable' }
  /** Too many messages stand below it. */
  | { readonly type: 'panelSunk'; readonly messageId: string }
  | { readonly type: 'report'; readonly ticket: number }
  | { readonly type: 'snapshot'; readonly snapshot: StationSnapshot }
  /** The service refuses a prompt. */
  | { readonly type: 'filtered'; readonly text: string; readonly reason: string }
  /** Everybody who hears the music, and whose votes count. */
  | {
      readonly type: 'audience';
      readonly hearers: readonly string[];
      readonly voters: readonly string[];
    }
  /** The guild's connection to the gateway; it is there until told otherwise. */
  | { readonly type: 'gateway'; readonly state: 'away' | 'back' }
  | { readonly type: 'settings'; readonly settings: GuildSettings }
  | { readonly type: 'moved'; readonly channelId: string; readonly bitrate: number }
  /** What could not be kept is kept now. */
  | { readonly type: 'caughtUp' }
  | { readonly type: 'ended'; readonly reason: EndReason; readonly failure?: Failure }
  /** The program ends, the station does not. */
  | { readonly type: 'suspended' };
