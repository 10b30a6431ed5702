import type { APIContainerComponent } from 'discord-api-types/v10';

/** What a station needs of Discord. */
export interface MessagePort {
  /**
   * @throws MessageGone when the message or its channel has been deleted
   * @throws when the bot may not see it, or Discord is in trouble
   */
  edit(channelId: string, messageId: string, container: APIContainerComponent): Promise<void>;
  /** @throws when the bot may not speak there */
  post(channelId: string, container: APIContainerComponent): Promise<{ messageId: string }>;
}

/** Somebody has deleted the message: no further attempt can help. */
export class MessageGone extends Error {
  override readonly name = 'MessageGone';
}
