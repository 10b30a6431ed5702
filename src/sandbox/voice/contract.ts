/**
 * What the gateway stand-in and the voice stand-in know of each other. The gateway decides who is
 * in which channel; the voice server carries the sound.
 */

/** One member's stay in one voice channel, as the voice gateway's IDENTIFY will name it. */
export interface ExpectedSession {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** From the member's voice state. */
  readonly sessionId: string;
  /** From VOICE_SERVER_UPDATE. */
  readonly token: string;
}

/** One Opus packet as a listener got it. */
export interface HeardPacket {
  /** RTP sequence number, 0 to 65,535. */
  readonly sequence: number;
  /** RTP timestamp in samples at 48 kHz, 32 bit. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** `performance.now()` of the arrival at the server, ms. */
  readonly arrivedAtMs: number;
  /** Opus payload size after all decryption, bytes. */
  readonly bytes: number;
  /** Discord's three-byte silence frame (F8 FF FE). */
  readonly silence: boolean;
}

/** What one listener has heard from one speaker since the recording began. */
export interface Recording {
  readonly speakerId: string;
  readonly packets: readonly HeardPacket[];
  /** Decoded, 48 kHz stereo interleaved, one 20 ms frame a packet, in sequence order. */
  readonly pcm: Int16Array;
}

/** A simulated person's ears: hears every speaker of its channel until closed. */
export interface Listener {
  readonly userId: string;
  readonly channelId: string;
  /** A copy of what was heard so far, one entry a speaker. */
  recordings(): readonly Recording[];
  /** Forgets what was heard so far. */
  clear(): void;
  /** Called with each decoded 20 ms frame as it arrives. Returns the function that unsubscribes. */
  onFrame(
    listener: (speakerId: string, frame: Int16Array, packet: HeardPacket) => void,
  ): () => void;
  close(): void;
}

export interface VoiceServer {
  /** `127.0.0.1:PORT`, for VOICE_SERVER_UPDATE. */
  readonly endpoint: string;
  /** Admits an IDENTIFY with exactly these values, replacing what the user had in the guild. */
  expect(session: ExpectedSession): void;
  /** The user left, was moved or kicked: closes their voice connection with 4014. */
  drop(guildId: string, userId: string): void;
  /** Puts a simulated person's ears into a channel. */
  listen(guildId: string, channelId: string, userId: string): Listener;
  close(): Promise<void>;
}
