import type { APIContainerComponent } from 'discord-api-types/v10';

/** What a station needs of Discord. */
export interface MessagePort {
  /** @throws when the message or the channel is gone */
  edit(channelId: string, messageId: string, container: APIContainerComponent): Promise<void>;
  /** @throws when the bot may not speak there */
  post(channelId: string, container: APIContainerComponent): Promise<{ messageId: string }>;
}
