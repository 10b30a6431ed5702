import type { WorldEvent } from './events.ts';
import type { Message } from './message.ts';
import type { Channel } from './model.ts';

/** A day of a busy panel stays far below this; beyond it the oldest messages go. */
const MAX_MESSAGES_PER_CHANNEL = 10_000;

/** All messages, by channel, oldest first. */
export class MessageStore {
  readonly #byChannel = new Map<string, Map<string, Message>>();
  readonly #tell: (event: WorldEvent) => void;

  constructor(tell: (event: WorldEvent) => void) {
    this.#tell = tell;
  }

  get(channelId: string, messageId: string): Message | undefined {
    return this.#byChannel.get(channelId)?.get(messageId);
  }

  /** Oldest first, ephemeral ones included. */
  in(channelId: string): Message[] {
    return [...(this.#byChannel.get(channelId)?.values() ?? [])];
  }

  /** Oldest first, as one user sees the channel. */
  visibleTo(channelId: string, userId: string): Message[] {
    return this.in(channelId).filter((message) => isVisible(message, userId));
  }

  add(message: Message): void {
    let channel = this.#byChannel.get(message.channelId);
    if (channel === undefined) {
      channel = new Map();
      this.#byChannel.set(message.channelId, channel);
    }
    channel.set(message.id, message);
    if (channel.size > MAX_MESSAGES_PER_CHANNEL) {
      for (const oldest of channel.keys()) {
        channel.delete(oldest);
        break;
      }
    }
    this.#tell({ type: 'messageCreated', message });
  }

  update(before: Message, change: Partial<Message>): Message {
    const message = { ...before, ...change };
    this.#byChannel.get(message.channelId)?.set(message.id, message);
    this.#tell({ type: 'messageUpdated', message });
    return message;
  }

  delete(message: Message): void {
    this.#byChannel.get(message.channelId)?.delete(message.id);
    this.#tell({ type: 'messageDeleted', message, inBulk: false });
  }

  /** Messages of one channel, at once. */
  deleteMany(channel: Channel, messages: readonly Message[]): void {
    for (const message of messages) {
      this.#byChannel.get(channel.id)?.delete(message.id);
      this.#tell({ type: 'messageDeleted', message, inBulk: true });
    }
    if (messages.length === 0) return;
    this.#tell({ type: 'messagesDeleted', channel, ids: messages.map(({ id }) => id) });
  }

  /** The channel is gone and its messages with it: nobody is told of each. */
  forget(channelId: string): void {
    this.#byChannel.delete(channelId);
  }
}

export function isVisible(message: Message, userId: string): boolean {
  return message.visibleTo === null || message.visibleTo === userId;
}
