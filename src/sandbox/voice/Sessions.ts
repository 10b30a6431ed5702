import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import type { Clock, Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import { Admissions } from './Admissions.ts';
import { Channel } from './Channel.ts';
import { ProtocolError } from './closing.ts';
import type { ExpectedSession, ForgedMessage, VoiceClient, VoiceRestrictions } from './contract.ts';
import { DaveFaults } from './dave/DaveFaults.ts';
import { DaveGroup } from './dave/DaveGroup.ts';
import { DAVE_VERSION } from './dave/DaveMember.ts';
import type { Ears } from './Ears.ts';
import { Entrance } from './Entrance.ts';
import type { Reception } from './GatewayConnection.ts';
import type { SpokenPacket } from './Mouth.ts';
import type { Identify, Resume } from './messages.ts';
import { Restrictions } from './Restrictions.ts';
import { type SendDatagram, type SessionConnection, VoiceSession } from './VoiceSession.ts';

export interface SessionsOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether clients have to encrypt end to end. */
  readonly dave: boolean;
  /** How long a session waits for its client to resume. */
  readonly resumeWindowMs: number;
  readonly sendDatagram: SendDatagram;
}

function sameStay(one: ExpectedSession, other: ExpectedSession): boolean {
  return (
    one.channelId === other.channelId &&
    one.sessionId === other.sessionId &&
    one.token === other.token
  );
}

/** Every client that has identified, and the channels they are in. */
export class Sessions implements Reception {
  readonly entrance: Entrance;
  readonly daveFaults = new DaveFaults();
  /** What the last client is closed with when the last listener leaves; null leaves it in. */
  closeCodeWhenAlone: number | null = null;
  readonly #options: SessionsOptions;
  readonly #admissions = new Admissions();
  readonly #restrictions = new Restrictions();
  readonly #channels = new Map<string, Channel>();
  readonly #bySsrc = new Map<number, VoiceSession>();
  readonly #waitingForResume = new Map<VoiceSession, Timer>();
  #lastSsrc = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.entrance = new Entrance(options.clock);
  }

  bySsrc(ssrc: number): VoiceSession | undefined {
    return this.#bySsrc.get(ssrc);
  }

  byMember(guildId: string, userId: string): VoiceSession | undefined {
    for (const session of this.#bySsrc.values()) {
      if (session.identity.guildId === guildId && session.userId === userId) return session;
    }
    return undefined;
  }

  clients(): VoiceClient[] {
    return [...this.#bySsrc.values()].map((session) => {
      const { guildId, channelId, userId } = session.identity;
      const daveVersion = this.daveVersion(session);
      return { guildId, channelId, userId, mode: session.mode ?? null, daveVersion };
    });
  }

  channelOf(session: VoiceSession): Channel {
    return this.#channel(session.identity.guildId, session.identity.channelId);
  }

  expect(expected: ExpectedSession): void {
    this.#admissions.admit(expected);
    const present = this.byMember(expected.guildId, expected.userId);
    if (present !== undefined && !sameStay(present.identity, expected)) {
      this.#end(present, VoiceCloseCodes.Disconnected);
    }
  }

  drop(guildId: string, userId: string): void {
    this.#admissions.revoke(guildId, userId);
    const session = this.byMember(guildId, userId);
    if (session !== undefined) this.#end(session, VoiceCloseCodes.Disconnected);
  }

  restrict(guildId: string, userId: string, restrictions: VoiceRestrictions): void {
    this.#restrictions.set(guildId, userId, restrictions);
    const session = this.byMember(guildId, userId);
    if (session !== undefined) session.restrictions = restrictions;
  }

  addEars(guildId: string, ears: Ears): void {
    this.#admissions.carry(guildId);
    this.#channel(guildId, ears.channelId).addEars(ears);
  }

  removeEars(guildId: string, ears: Ears): void {
    const channel = this.#channel(guildId, ears.channelId);
    channel.removeEars(ears);
    const alone = channel.loneClient;
    if (alone !== undefined && this.closeCodeWhenAlone !== null) {
      this.#admissions.revoke(guildId, alone.userId);
      this.#end(alone, this.closeCodeWhenAlone);
    }
    this.#forgetIfEmpty(guildId, ears.channelId);
  }

  takeSsrc(): number {
    this.#lastSsrc += 1;
    return this.#lastSsrc;
  }

  earsSpeaking(guildId: string, ears: Ears): void {
    this.#channel(guildId, ears.channelId).announceSpeaking(ears);
  }

  /** Passes on what a simulated person says, unless nobody is to hear them. */
  earsSpoke(guildId: string, ears: Ears, { sequence, timestamp, opus }: SpokenPacket): void {
    if (this.#restrictions.of(guildId, ears.userId).muted) return;
    const channel = this.#channel(guildId, ears.channelId);
    channel.route(ears, { sequence, timestamp }, opus, this.#options.clock.now());
  }

  /** Takes every client's WebSocket away and leaves the sessions standing. */
  cutAll(): void {
    for (const session of this.#bySsrc.values()) session.connection?.terminate();
  }

  /** Hands a client a message that the group did not send. False when there is no such client. */
  forge(guildId: string, userId: string, message: ForgedMessage): boolean {
    const session = this.byMember(guildId, userId);
    if (session === undefined) return false;
    if ('bytes' in message) session.sendBinary(message.op, message.bytes);
    else session.send(message.op, message.d);
    return true;
  }

  /** Ends every client's session, with a close code or by cutting it off. */
  endAll(closeCode: number | undefined): void {
    for (const session of this.#bySsrc.values()) this.#end(session, closeCode);
  }

  /** Ends everything: sessions, listeners, timers. */
  close(): void {
    this.endAll(undefined);
    for (const channel of this.#channels.values()) channel.close();
  }

  identify(request: Identify, connection: SessionConnection): VoiceSession {
    return this.entrance.admit('identify', () => this.#identify(request, connection));
  }

  resume(request: Resume, connection: SessionConnection): VoiceSession {
    return this.entrance.admit('resume', () => this.#resume(request, connection));
  }

  #identify(request: Identify, connection: SessionConnection): VoiceSession {
    const identity = this.#admissions.check(request);
    if (this.#options.dave && request.max_dave_protocol_version < DAVE_VERSION) {
      throw new ProtocolError(VoiceCloseCodes.EndToEndEncryptionDAVEProtocolRequired);
    }
    const former = this.byMember(identity.guildId, identity.userId);
    if (former !== undefined) this.#end(former, VoiceCloseCodes.SessionNoLongerValid);
    const session = new VoiceSession({
      identity,
      ssrc: this.takeSsrc(),
      restrictions: this.#restrictions.of(identity.guildId, identity.userId),
      sendDatagram: this.#options.sendDatagram,
      alterBinary: (op, payload) => this.daveFaults.alter(op, payload),
    });
    session.attach(connection);
    this.#bySsrc.set(session.ssrc, session);
    return session;
  }

  #resume(request: Resume, connection: SessionConnection): VoiceSession {
    const session = this.#bySsrc
      .values()
      .find(
        ({ identity }) =>
          identity.guildId === request.server_id && identity.sessionId === request.session_id,
      );
    const elsewhere =
      request.channel_id != null && request.channel_id !== session?.identity.channelId;
    if (session === undefined || elsewhere)
      throw new ProtocolError(VoiceCloseCodes.SessionNoLongerValid);
    if (session.identity.token !== request.token) {
      throw new ProtocolError(VoiceCloseCodes.AuthenticationFailed);
    }
    if (request.seq_ack != null && session.missedSince(request.seq_ack) === undefined) {
      this.#end(session, VoiceCloseCodes.SessionNoLongerValid);
      throw new ProtocolError(VoiceCloseCodes.SessionNoLongerValid);
    }
    this.#stopWaiting(session);
    // The client may know that the former WebSocket is dead before this end does.
    const former = session.connection;
    session.attach(connection);
    former?.terminate();
    return session;
  }

  mediaReady(session: VoiceSession): void {
    this.channelOf(session).join(session);
  }

  speakingChanged(session: VoiceSession): void {
    this.channelOf(session).announceSpeaking(session);
  }

  daveVersion(session: VoiceSession): number {
    return this.channelOf(session).dave?.version ?? 0;
  }

  /** Takes end-to-end encryption away from everybody, or gives it back. */
  switchDave(on: boolean): void {
    for (const { dave } of this.#channels.values()) {
      if (on) dave?.upgrade();
      else dave?.downgrade();
    }
  }

  daveReceived(session: VoiceSession, op: number, transitionId: number): void {
    if (this.daveFaults.ignoring) return;
    this.channelOf(session).dave?.receive(session, op, transitionId);
  }

  daveBinaryReceived(session: VoiceSession, op: number, payload: Buffer): void {
    if (this.daveFaults.ignoring) return;
    this.channelOf(session).dave?.receiveBinary(session, op, payload);
  }

  connectionLost(session: VoiceSession, resumable: boolean): void {
    if (!this.#bySsrc.has(session.ssrc)) return;
    if (!resumable) {
      this.#end(session, undefined);
      return;
    }
    const timer = this.#options.clock.after(this.#options.resumeWindowMs, () =>
      this.#end(session, undefined),
    );
    this.#waitingForResume.set(session, timer);
  }

  #end(session: VoiceSession, closeCode: number | undefined): void {
    this.#bySsrc.delete(session.ssrc);
    this.#stopWaiting(session);
    const { guildId, channelId } = session.identity;
    this.#channels.get(channelKey(guildId, channelId))?.leave(session);
    this.#forgetIfEmpty(guildId, channelId);
    const connection = session.connection;
    session.attach(undefined);
    if (closeCode === undefined) connection?.terminate();
    else connection?.close(closeCode);
  }

  #stopWaiting(session: VoiceSession): void {
    this.#waitingForResume.get(session)?.cancel();
    this.#waitingForResume.delete(session);
  }

  #channel(guildId: string, channelId: string): Channel {
    const key = channelKey(guildId, channelId);
    let channel = this.#channels.get(key);
    if (channel === undefined) {
      const { clock, log, dave } = this.#options;
      channel = new Channel(dave ? new DaveGroup({ channelId, clock, log }) : undefined);
      this.#channels.set(key, channel);
    }
    return channel;
  }

  #forgetIfEmpty(guildId: string, channelId: string): void {
    const key = channelKey(guildId, channelId);
    const channel = this.#channels.get(key);
    if (channel?.isEmpty !== true) return;
    channel.close();
    this.#channels.delete(key);
  }
}

function channelKey(guildId: string, channelId: string): string {
  return `${guildId}/${channelId}`;
}
