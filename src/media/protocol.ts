/**
 * Where the control side (bot, commands, crowd, store) and the media side (station, voice,
 * lyria, audio) meet: commands in, events out. Everything here is a plain, serialisable value, so
 * that the media side can move into processes of its own without a rewrite.
 */
import type { Failure } from '../failure.ts';
import type { MusicGenerationConfig, SourceMetadata, WeightedPrompt } from '../music/controls.ts';

/** Why a station ended; the control side chooses the words for the first four. */
export type EndReason = 'stopped' | 'kicked' | 'channel-deleted' | 'shutdown' | 'failed';

export type MediaCommand =
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
  /** What is wrong, while something is and the station goes on all the same. */
  readonly trouble?: Failure;
}

export type MediaEvent =
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
