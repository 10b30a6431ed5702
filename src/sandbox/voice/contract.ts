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

/** What one listener has heard from one speaker, as far back as recordings reach. */
export interface Recording {
  readonly speakerId: string;
  /** In sequence order, whatever order they came in. A lost packet is simply not there. */
  readonly packets: readonly HeardPacket[];
  /**
   * Decoded, 48 kHz stereo interleaved, one 20 ms frame a packet, in sequence order. The first
   * access decodes everything at once (about 35 us a packet): for tests. A server uses `decode`.
   */
  readonly pcm: Int16Array;
  /** The same as `pcm`, decoded in slices of a few milliseconds. */
  decode(): Promise<Int16Array>;
}

/** Where a listener stands in its channel's end-to-end encryption (DAVE). */
export interface EndToEndState {
  /** Undefined while there is no group, as for somebody alone. */
  readonly epoch: bigint | undefined;
  /** The same for every member of the group in the same epoch; empty while there is no group. */
  readonly privacyCode: string;
  /** Packets that could not be decrypted, since the listener came. */
  readonly missedPackets: number;
}

/** What a simulated person in a channel speaks with. */
export interface Mouth {
  /** While set, nobody hears them: their own switch. */
  muted: boolean;
  readonly isSpeaking: boolean;
  /**
   * Says it to everybody in the channel, after what is being said. Resolves once it has been said, or
   * is cut short because the person left or was deafened.
   *
   * @param pcm 48 kHz mono
   */
  say(pcm: Int16Array): Promise<void>;
}

/** A simulated person in a channel: hears every speaker, and can speak, until closed. */
export interface Listener {
  readonly userId: string;
  readonly channelId: string;
  readonly mouth: Mouth;
  /** A copy of what was heard so far, one entry a speaker. */
  recordings(): readonly Recording[];
  /** Undefined when the server does not speak DAVE. */
  endToEnd(): EndToEndState | undefined;
  /** Forgets what was heard so far. */
  clear(): void;
  /** Called with each decoded 20 ms frame as it arrives. Returns the function that unsubscribes. */
  onFrame(
    listener: (speakerId: string, frame: Int16Array, packet: HeardPacket) => void,
  ): () => void;
  close(): void;
}

/** What a member is kept from in a guild's voice channels, whatever their client does. */
export interface VoiceRestrictions {
  /** By a moderator, by a missing permission, or as part of a stage's audience: nobody hears them. */
  readonly muted: boolean;
  /** By themselves or a moderator: they hear nobody. */
  readonly deafened: boolean;
}

/** What has come in over UDP since the server started, in packets. */
export interface VoiceStatistics {
  /** Decrypted, and passed on to the speaker's channel unless they were muted. */
  readonly packets: number;
  /** Those of them that a muted speaker sent: nobody got them. */
  readonly muted: number;
  /** Re-encrypted copies sent to other connected clients. */
  readonly forwarded: number;
  readonly keepAlives: number;
  readonly discoveries: number;
  /** Sealed with another key, or damaged. */
  readonly undecryptable: number;
  /** Used a nonce that had been used before, or one far too old to tell. */
  readonly repeatedNonces: number;
  /** From no connected client: unknown ssrc, or not the address it had announced. */
  readonly fromStrangers: number;
  /** Neither Opus over RTP nor discovery nor keep-alive. */
  readonly malformed: number;
}

/** A bad network between the clients and the server's UDP socket, the same in both directions. */
export interface NetworkConditions {
  /** Share of datagrams that never arrive, 0 to 1. */
  readonly loss: number;
  /** Every datagram comes at least so late, ms. */
  readonly delayMs: number;
  /** On top of that each comes later by anything from 0 to this, in order, ms. */
  readonly jitterMs: number;
  /** Share of datagrams that later ones overtake, 0 to 1. */
  readonly reordering: number;
  /** The same seed loses, delays and reorders the same datagrams. */
  readonly seed: number;
}

/** An RTP packet of a client that never arrived. */
export interface LostPacket {
  readonly ssrc: number;
  readonly sequence: number;
}

/** What became of datagrams, both directions together, since the conditions were set. */
export interface NetworkReport {
  readonly conditions: NetworkConditions | null;
  readonly passed: number;
  readonly delayed: number;
  readonly reordered: number;
  readonly lost: number;
  /** The latest of them that clients had sent. */
  readonly lostPackets: readonly LostPacket[];
}

/** Somebody identified or resumed, or tried to. */
export interface VoiceAttempt {
  readonly kind: 'identify' | 'resume';
  /** By the server's clock. */
  readonly atMs: number;
  /** What the attempt was refused with; null when it succeeded. */
  readonly closeCode: number | null;
}

/** What can be damaged on its way to clients: commits and welcomes, or proposals. */
export type DaveDamage = 'commits' | 'proposals';

/** A message of the voice gateway that nothing has led to, as JSON or as binary. */
export type ForgedMessage =
  | { readonly op: number; readonly d: unknown }
  | { readonly op: number; readonly bytes: Buffer };

/** What goes wrong on demand. */
export interface VoiceFaults {
  /**
   * Refuses the next `times` attempts to identify or resume with a close code, for no reason;
   * undefined lifts it.
   */
  refuse(closeCode: number | undefined, times: number): void;
  /** The latest attempts, oldest first. */
  attempts(): readonly VoiceAttempt[];
  /**
   * The server is gone: connections are cut, sessions forgotten, and nobody can connect until it
   * is `relocate`d. Listeners keep their ears.
   */
  goAway(): Promise<void>;
  /**
   * The server goes on elsewhere: a new `endpoint`, and another UDP port with it. Sessions are closed with `closeCode`,
   * 4022 unless given; whoever comes back has to identify anew.
   */
  relocate(closeCode?: number): Promise<void>;
  /** Takes end-to-end encryption away from everybody who is in a channel, or gives it back. */
  switchDave(on: boolean): void;
  /** Damages the next `times` such messages to clients; listeners get theirs intact. */
  damageDave(kind: DaveDamage, times: number): void;
  /**
   * Ends the session of a client with the code as soon as everybody else has left its channel, as
   * Discord has been seen to do with 4006; null leaves it in.
   */
  closeWhenAlone(closeCode: number | null): void;
  /** Sends a member's client a message made up. False when the member has no connection. */
  forge(guildId: string, userId: string, message: ForgedMessage): boolean;
  /** While on, nothing that clients say of DAVE is heard, so that it never becomes ready. */
  ignoreDave(on: boolean): void;
  /** Datagrams of every kind suffer, IP discovery and keep-alives, too; undefined mends it. */
  impairNetwork(conditions: NetworkConditions | undefined): void;
  network(): NetworkReport;
}

/** A client that has identified. */
export interface VoiceClient {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** The transport encryption that it selected; null until then. */
  readonly mode: string | null;
  /** 0 without end-to-end encryption. */
  readonly daveVersion: number;
}

export interface VoiceServer {
  /** `127.0.0.1:PORT`, for VOICE_SERVER_UPDATE; null while the server is gone. */
  readonly endpoint: string | null;
  /** Admits an IDENTIFY with exactly these values, replacing what the user had in the guild. */
  expect(session: ExpectedSession): void;
  /** The user left, was moved or kicked: closes their voice connection with 4014. */
  drop(guildId: string, userId: string): void;
  /** Holds from now on, for the stay under way as for all later ones. */
  restrict(guildId: string, userId: string, restrictions: VoiceRestrictions): void;
  /**
   * Takes the user's voice WebSocket away and leaves the session standing, as when a network or a
   * server fails: abruptly, or with a close code (4015 tells the client to resume). False when the
   * user has none.
   */
  interrupt(guildId: string, userId: string, closeCode?: number): boolean;
  /**
   * Whether the user has a voice WebSocket in the guild: the gateway tells nobody a voice server
   * again who is connected to one.
   */
  isConnected(guildId: string, userId: string): boolean;
  /**
   * While on, nobody reaches the server: connections are reset, sound is lost. Sessions stand as
   * long as they do after a lost line; the endpoint stays.
   */
  cutOff(on: boolean): void;
  statistics(): VoiceStatistics;
  clients(): readonly VoiceClient[];
  readonly faults: VoiceFaults;
  /** Puts a simulated person's ears into a channel. */
  listen(guildId: string, channelId: string, userId: string): Listener;
  close(): Promise<void>;
}
