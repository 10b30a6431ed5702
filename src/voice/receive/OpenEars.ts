import { type VoiceConnection, VoiceConnectionStatus } from '@discordjs/voice';
import type { Clock } from '../../clock.ts';
import { type GuardedReceiver, guardReceive, type PacketListener } from './guardReceive.ts';

/**
 * Whom a connection listens to. While that is nobody the bot is deafened, and everybody sees it: told by
 * op 4 on the connection that stands, which goes on sending meanwhile.
 */
export class OpenEars {
  readonly #connection: VoiceConnection;
  readonly #receiver: GuardedReceiver;
  readonly #send: (tell: () => void) => void;
  /** Why it is not deafened. */
  readonly #reasons = new Set<object>();
  #hasListened = false;

  /** @param send lets through what is told on the gateway inside `tell`; nothing while it is away */
  constructor(connection: VoiceConnection, clock: Clock, send: (tell: () => void) => void) {
    this.#connection = connection;
    this.#receiver = guardReceive(connection, clock);
    this.#send = send;
  }

  /** How the bot is to join. */
  get selfDeaf(): boolean {
    return this.#reasons.size === 0;
  }

  /** Until the returned function is called. */
  listen(userId: string, listener: PacketListener): () => void {
    return this.#until(this.#receiver.listen(userId, listener));
  }

  /** Until the returned function is called: that people speak, and nothing of what they say. */
  notice(people: ReadonlySet<string>, noticed: () => void): () => void {
    return this.#until(this.#receiver.notice(people, noticed));
  }

  /** Another networking has come. */
  forgetSpeakers(): void {
    this.#receiver.forgetSpeakers();
  }

  /** The gateway is back: what was told last may have got lost with the former connection. */
  tellAgain(): void {
    if (this.#hasListened) this.#tell(true);
  }

  /** Tells what has changed. What cannot be told now is once the bot is connected again. */
  tell(): void {
    this.#tell(false);
  }

  #until(stop: () => void): () => void {
    const reason = {};
    this.#reasons.add(reason);
    this.#hasListened = true;
    this.tell();
    return () => {
      if (!this.#reasons.delete(reason)) return;
      stop();
      this.tell();
    };
  }

  #tell(isUncertain: boolean): void {
    const { joinConfig, state } = this.#connection;
    const { channelId, selfMute } = joinConfig;
    const { selfDeaf } = this;
    if (state.status !== VoiceConnectionStatus.Ready || channelId === null) return;
    if (joinConfig.selfDeaf === selfDeaf && !isUncertain) return;
    this.#send(() => this.#connection.rejoin({ channelId, selfMute, selfDeaf }));
  }
}
