import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ExpectedSession, VoiceServer } from '#src/sandbox/voice/contract.ts';

const voiceStateUpdate = z.object({
  op: z.literal(4),
  d: z.object({ channel_id: z.string().nullable(), self_deaf: z.boolean() }),
});

export interface VoiceDeskOptions {
  readonly server: VoiceServer;
  readonly guildId: string;
  readonly userId: string;
  /** Whether what the client is told is what the voice server expects. */
  readonly honest?: boolean;
  readonly tellState: (payload: object) => void;
  readonly tellServer: (payload: object) => void;
}

/** The little of a gateway that a voice connection needs, for a bot that talks plain payloads. */
export class VoiceDesk {
  /** How often the bot asked to join a channel, and to leave. */
  joins = 0;
  leaves = 0;
  /** Answers no more wishes to join while false. */
  answers = true;
  honest: boolean;
  /** As the bot said last. */
  selfDeaf = true;
  /** How often it has said so of a connection that it has. */
  switches = 0;
  #channelId: string | null = null;
  readonly #options: VoiceDeskOptions;
  readonly #sessionId = randomUUID();
  #waiting: (() => void)[] = [];

  constructor(options: VoiceDeskOptions) {
    this.#options = options;
    this.honest = options.honest ?? true;
  }

  /** What the bot sends on the gateway. */
  take(payload: unknown): void {
    const { channel_id, self_deaf } = voiceStateUpdate.parse(payload).d;
    const isSwitch = channel_id !== null && self_deaf !== this.selfDeaf;
    this.selfDeaf = self_deaf;
    if (isSwitch && channel_id === this.#channelId) {
      this.switches += 1;
      const { server, guildId, userId } = this.#options;
      server.restrict(guildId, userId, { muted: false, deafened: self_deaf });
      setImmediate(() => this.tellState(channel_id));
    } else if (channel_id === null) {
      this.leaves += 1;
      this.#options.server.drop(this.#options.guildId, this.#options.userId);
    } else {
      this.joins += 1;
      if (this.answers) setImmediate(() => this.admit(channel_id));
    }
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Until the bot sends something. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Puts the bot into a channel, on a voice server that it has to connect to. */
  admit(channelId: string): void {
    const { server, guildId, userId } = this.#options;
    const session: ExpectedSession = {
      guildId,
      channelId,
      userId,
      sessionId: this.#sessionId,
      token: randomUUID(),
    };
    server.expect(session);
    this.tellState(channelId);
    this.#options.tellServer({
      guild_id: guildId,
      endpoint: server.endpoint,
      token: this.honest ? session.token : 'wrong',
    });
  }

  /** VOICE_STATE_UPDATE of the bot itself. */
  tellState(channelId: string | null): void {
    const { guildId, userId } = this.#options;
    this.#channelId = channelId;
    this.#options.tellState({
      guild_id: guildId,
      channel_id: channelId,
      user_id: userId,
      session_id: this.#sessionId,
      deaf: false,
      mute: false,
      self_deaf: this.selfDeaf,
      self_mute: false,
      self_video: false,
      suppress: false,
      request_to_speak_timestamp: null,
    });
  }

  /** VOICE_SERVER_UPDATE without an endpoint: the voice server has gone away. */
  takeServerAway(): void {
    this.#options.tellServer({ guild_id: this.#options.guildId, endpoint: null, token: 'none' });
  }
}
