import type { Listener, Recording, VoiceServer } from '../voice/contract.ts';
import type { VoiceState } from '../world/model.ts';

/** What was heard from one speaker during one stay in one channel. */
export interface HeardRecording {
  readonly channelId: string;
  readonly recording: Recording;
}

/** Closed stays that are remembered; each can be minutes of sound. */
const MAX_PAST_STAYS = 10;

/** A person's ears over their stays in voice: open while they are in a channel, not deafened. */
export class Hearing {
  readonly #server: VoiceServer;
  readonly #userId: string;
  readonly #opens: boolean;
  #listener: Listener | null = null;
  #past: HeardRecording[][] = [];

  /** @param opens false for somebody who sits there and hears nothing */
  constructor(server: VoiceServer, userId: string, opens = true) {
    this.#server = server;
    this.#userId = userId;
    this.#opens = opens;
  }

  /** The open ears, for those who want to hear each frame as it comes. */
  get listener(): Listener | null {
    return this.#listener;
  }

  /** Follows the person's voice state; `deafened` counts what they did and what was done to them. */
  follow(state: VoiceState | null, deafened: boolean): void {
    const channelId = state === null || deafened || !this.#opens ? null : state.channelId;
    if (this.#listener?.channelId !== channelId) {
      this.close();
      if (state !== null && channelId !== null) {
        this.#listener = this.#server.listen(state.guildId, channelId, this.#userId);
      }
    }
    if (this.#listener !== null) this.#listener.mouth.muted = state?.selfMute ?? false;
  }

  /** Oldest stay first. */
  recordings(): HeardRecording[] {
    return [...this.#past.flat(), ...this.#current()];
  }

  clear(): void {
    this.#past = [];
    this.#listener?.clear();
  }

  close(): void {
    if (this.#listener === null) return;
    const heard = this.#current();
    if (heard.length > 0) this.#past = [...this.#past, heard].slice(-MAX_PAST_STAYS);
    this.#listener.close();
    this.#listener = null;
  }

  #current(): HeardRecording[] {
    const listener = this.#listener;
    if (listener === null) return [];
    const { channelId } = listener;
    return listener.recordings().map((recording) => ({ channelId, recording }));
  }
}
