import { randomUUID } from 'node:crypto';
import {
  type DiscordGatewayAdapterLibraryMethods,
  entersState,
  joinVoiceChannel,
  type VoiceConnection,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import type { ExpectedSession, VoiceServer } from '#src/sandbox/voice/contract.ts';

/** How long a connection may take in a test before something is wrong. */
const PATIENCE_MS = 5_000;

export interface VoiceMemberOptions {
  readonly server: VoiceServer;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** What the gateway tells the client, when it shall differ from what the voice server expects. */
  readonly told?: Partial<ExpectedSession>;
  readonly dave?: boolean;
}

/**
 * Somebody who joins with an unmodified @discordjs/voice, and the little of a gateway that it
 * needs: the answer to its wish to join.
 */
export class VoiceMember {
  readonly session: ExpectedSession;
  readonly connection: VoiceConnection;
  /** How often the client has asked to join: more than once when it thinks it was cut off. */
  joins = 0;
  readonly #server: VoiceServer;
  readonly #told: ExpectedSession;
  #adapter: DiscordGatewayAdapterLibraryMethods | undefined;

  constructor(options: VoiceMemberOptions) {
    const { server, guildId, channelId, userId } = options;
    this.#server = server;
    this.session = {
      guildId,
      channelId,
      userId,
      sessionId: randomUUID(),
      token: randomUUID(),
    };
    this.#told = { ...this.session, ...options.told };
    this.connection = joinVoiceChannel({
      guildId,
      channelId,
      // The library keeps one connection a guild and group; members are several in one process.
      group: randomUUID(),
      selfDeaf: false,
      daveEncryption: options.dave ?? true,
      adapterCreator: (adapter) => {
        this.#adapter = adapter;
        return { sendPayload: (payload) => this.#onPayload(payload), destroy: () => {} };
      },
    });
    this.connection.on('error', () => {});
  }

  async ready(): Promise<void> {
    await entersState(this.connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
  }

  /** Leaves as a client does that is shut down. */
  leave(): void {
    if (this.connection.state.status !== VoiceConnectionStatus.Destroyed) this.connection.destroy();
  }

  #onPayload(payload: { readonly d: { readonly channel_id: string | null } }): boolean {
    if (payload.d.channel_id === null) {
      this.#server.drop(this.session.guildId, this.session.userId);
      return true;
    }
    this.joins++;
    // One answer is enough: a client that was refused shall not try in a circle.
    if (this.joins > 1) return true;
    this.#server.expect(this.session);
    setImmediate(() => this.tell(this.#told));
    return true;
  }

  /** VOICE_STATE_UPDATE and VOICE_SERVER_UPDATE, as the gateway would send them. */
  tell(session: ExpectedSession): void {
    this.#adapter?.onVoiceStateUpdate({
      guild_id: session.guildId,
      channel_id: session.channelId,
      user_id: session.userId,
      session_id: session.sessionId,
      deaf: false,
      mute: false,
      self_deaf: false,
      self_mute: false,
      self_video: false,
      suppress: false,
      request_to_speak_timestamp: null,
    });
    this.#adapter?.onVoiceServerUpdate({
      guild_id: session.guildId,
      endpoint: this.#server.endpoint,
      token: session.token,
    });
  }
}
