/**
 * Where the control side (bot, commands, crowd, store) and the media side (station, voice,
 * lyria, audio) meet: commands in, events out. Everything here is a plain, serialisable value, so
 * that the media side can move into processes of its own without a rewrite.
 */
import type { Failure } from '../failure.ts';
import type { LiveTool } from '../live/session.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';

/** Why a station ended; the control side chooses the words for the first four. */
export type EndReason = 'stopped' | 'kicked' | 'channel-deleted' | 'shutdown' | 'failed';

/** What concerns a member's talk with the DJ. `person` is a user id. */
export type TalkCommand =
  /**
   * Opens the member's ear for one thing they say within 15 s, in a new conversation or the one they
   * have; hands-free it is open for all they say, until `closeEar`. It is answered by one `earClosed`,
   * whatever happens.
   */
  | {
      readonly type: 'openEar';
      readonly guildId: string;
      readonly person: string;
      /** Who the model is and what it is to do. Where a conversation goes on its own holds. */
      readonly instruction: string;
      readonly tools: readonly LiveTool[];
      /** Whether the reply is to be heard, or only read. */
      readonly isSpoken: boolean;
      readonly isHandsFree: boolean;
      /** BCP 47; the model detects it unless given. */
      readonly languageCode?: string;
    }
  /** Ends the member's conversation at once. */
  | { readonly type: 'closeEar'; readonly guildId: string; readonly person: string }
  | {
      readonly type: 'answerTool';
      readonly guildId: string;
      readonly person: string;
      readonly id: string;
      readonly response: Readonly<Record<string, unknown>>;
    };

export type MediaCommand =
  | TalkCommand
  | {
      readonly type: 'start';
      readonly guildId: string;
      readonly channelId: string;
      /** Bits per second of the voice channel. */
      readonly bitrate: number;
      readonly prompts: readonly WeightedPrompt[];
      readonly config: MusicGenerationConfig;
      /** 0 to 2; 1 plays the music as it came. */
      readonly volume: number;
      /** Nobody waits for an answer: whatever keeps the music from beginning is waited out. */
      readonly patient?: boolean;
    }
  | {
      readonly type: 'setMix';
      readonly guildId: string;
      readonly prompts: readonly WeightedPrompt[];
    }
  | { readonly type: 'setConfig'; readonly guildId: string; readonly config: MusicGenerationConfig }
  | {
      readonly type: 'setVolume';
      readonly guildId: string;
      readonly volume: number;
      /** How long it takes to get there; a moment unless given. */
      readonly glideMs?: number;
    }
  /** The music goes down while one of these people speaks; for none: the bot is deafened. */
  | { readonly type: 'duck'; readonly guildId: string; readonly people: readonly string[] }
  | { readonly type: 'pause'; readonly guildId: string }
  | { readonly type: 'resume'; readonly guildId: string }
  | { readonly type: 'resetContext'; readonly guildId: string }
  | { readonly type: 'stop'; readonly guildId: string }
  /** Asks for a `station` event as of now, the reserve included. */
  | { readonly type: 'report'; readonly guildId: string }
  /** Asks for the newest packets that were sent, in a `clip` event. */
  | {
      readonly type: 'clip';
      readonly guildId: string;
      readonly ticket: number;
      readonly packets: number;
    }
  /** The channel the bot is in changed: it was moved, or its bitrate was edited. */
  | {
      readonly type: 'channelChanged';
      readonly guildId: string;
      readonly channelId: string;
      readonly bitrate: number;
    }
  /** The bot is in no channel any more: kicked, or the channel was deleted. */
  | {
      readonly type: 'channelLost';
      readonly guildId: string;
      readonly reason: 'kicked' | 'channel-deleted';
    }
  /** The gateway's VOICE_STATE_UPDATE of the bot itself and VOICE_SERVER_UPDATE, as received. */
  | { readonly type: 'voiceStateUpdate'; readonly guildId: string; readonly payload: unknown }
  | { readonly type: 'voiceServerUpdate'; readonly guildId: string; readonly payload: unknown }
  /**
   * The guild's gateway connection went away, or is back: resumed, or with a new session. It counts
   * as connected until told otherwise. While it is away nothing is asked of it and no attempt to
   * join counts; once it is back, a station that is not in voice asks to join within a second.
   */
  | { readonly type: 'gateway'; readonly guildId: string; readonly connected: boolean };

export type StationState = 'starting' | 'playing' | 'paused' | 'reconnecting';

/** What a station is doing, whole, as of now. */
export interface StationSnapshot {
  readonly guildId: string;
  readonly channelId: string;
  readonly state: StationState;
  /** What the sound heard at this moment was made from; absent before the first sound. */
  readonly heard?: SourceMetadata;
  /** What has been asked for. */
  readonly prompts: readonly WeightedPrompt[];
  readonly config: MusicGenerationConfig;
  readonly volume: number;
  /** Milliseconds of music delivered and not yet played. */
  readonly reserveMs: number;
  /** What is played is not heard: there is no voice connection yet, or at the moment. */
  readonly voiceAway?: true;
  /** No music comes: the last bars stand in for it, again and again. */
  readonly isLoop?: true;
  /** How many sessions have taken over from another since it began; absent: none yet. */
  readonly handovers?: number;
  /** What is wrong, while something is and the station goes on all the same. */
  readonly trouble?: Failure;
}

/** What comes of a member's talk with the DJ. */
export type TalkNews =
  /** The bot hears them from now on, and everybody sees that it is not deafened. */
  | { readonly type: 'earOpened' }
  /** The answer to one `openEar`: after the reply, or with why there is none. */
  | { readonly type: 'earClosed'; readonly failure?: Failure }
  | {
      readonly type: 'toolCalled';
      readonly id: string;
      readonly name: string;
      /** As the model gave them: not checked. */
      readonly args: Readonly<Record<string, unknown>>;
    }
  /** Not to be answered any more. */
  | { readonly type: 'toolsCancelled'; readonly ids: readonly string[] }
  /** What was understood of the member, or is said by the DJ: so far, whole. */
  | {
      readonly type: 'caption';
      readonly who: 'member' | 'dj';
      readonly text: string;
      readonly isFinal: boolean;
    }
  /** Once a turn that was answered, at its end. */
  | {
      readonly type: 'turnTaken';
      /** Milliseconds that the member spoke, without pauses. */
      readonly speechMs: number;
      /** From their last word to the first sound of the reply; null where nothing was said. */
      readonly firstSoundMs: number | null;
      /** The sum over all turns is what is billed. */
      readonly tokens: {
        readonly prompt: number;
        readonly response: number;
        readonly total: number;
      };
    };

export type MediaEvent =
  /** `person` is a user id. */
  | (TalkNews & { readonly guildId: string; readonly person: string })
  /** Sent on every change of state, of what is heard, or of trouble; not for the reserve alone. */
  | { readonly type: 'station'; readonly snapshot: StationSnapshot }
  | {
      readonly type: 'promptFiltered';
      readonly guildId: string;
      readonly text: string;
      readonly reason: string;
    }
  /** Opus packets of 20 ms, one after the other, as they were sent; fewer where there are no more. */
  | {
      readonly type: 'clip';
      readonly guildId: string;
      readonly ticket: number;
      /** Bytes survive `structuredClone`, and no JSON. */
      readonly bytes: Uint8Array;
      /** Of each packet, in bytes, the oldest first. */
      readonly lengths: readonly number[];
    }
  /** The station is gone and has left nothing behind. `failure` only with reason `failed`. */
  | {
      readonly type: 'ended';
      readonly guildId: string;
      readonly reason: EndReason;
      readonly failure?: Failure;
    }
  /** To be sent on the gateway as it is (op 4, voice state update). */
  | { readonly type: 'gatewaySend'; readonly guildId: string; readonly payload: unknown };

/** The media side as the control side sees it. */
export interface MediaPort {
  send(command: MediaCommand): void;
  /** Events arrive one by one, never inside `send`. Returns the function that unsubscribes. */
  subscribe(listener: (event: MediaEvent) => void): () => void;
}
