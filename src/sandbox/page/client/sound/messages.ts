/** What the parts of the player tell each other; nothing of it leaves the page. */

/** To the worker that holds the line; the sound goes out of `port`, as it came. */
export type WorkerOrder =
  | { readonly type: 'port'; readonly port: MessagePort }
  /** Undefined: nobody listens. */
  | { readonly type: 'listen'; readonly url: string | undefined };

/** To the player in the audio thread: where the sound comes in. */
export interface PlayerOrder {
  readonly type: 'port';
  readonly port: MessagePort;
}

/** What comes in there: a frame with its header, or word that the line has ended. */
export type Incoming = ArrayBuffer | 'ended';

/** What the player measures, ten times a second. */
export interface PlayerReport {
  readonly playing: boolean;
  readonly bufferedMs: number;
  readonly dropouts: number;
  readonly playedS: number;
  /** Of the context, when the sound of which the next field tells is played. */
  readonly contextTimeS: number;
  readonly arrivedEpochMs: number | null;
  /** How many have come with sound, since the beginning. */
  readonly frames: number;
}

export const MICROPHONE_NAME = 'microphone';
export const PLAYER_NAME = 'lyrebird-player';
