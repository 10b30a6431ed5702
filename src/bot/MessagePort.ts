import type { APIContainerComponent } from 'discord-api-types/v10';

/** What is written into text channels. */
export interface MessagePort {
  /**
   * @throws MessageGone when the message or its channel has been deleted
   * @throws MessageRefused when the bot may not see or edit it
   * @throws when Discord is in trouble
   */
  edit(channelId: string, messageId: string, container: APIContainerComponent): Promise<void>;
  /**
   * @param nonce of two posts with the same one within minutes only the first becomes a message
   * @throws MessageGone when the channel has been deleted
   * @throws MessageRefused when the bot may not speak there
   * @throws when Discord is in trouble
   */
  post(
    channelId: string,
    container: APIContainerComponent,
    nonce?: string,
  ): Promise<{ messageId: string }>;
}

/** Discord does not let the bot do that: no further attempt can help until somebody changes it. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}
