import { type Client, DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import { MessageGone, type MessagePort } from './MessagePort.ts';

const GONE: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
]);

/** The messages of stations, written with the discord.js client. */
export function clientMessages(client: Client): MessagePort {
  return {
    async edit(channelId, messageId, container) {
      try {
        const channel = await client.channels.fetch(channelId);
        if (channel?.isTextBased() !== true) throw new Error('not a text channel');
        await channel.messages.edit(messageId, { components: [container] });
      } catch (error) {
        if (error instanceof DiscordAPIError && GONE.has(error.code)) {
          throw new MessageGone(error.message, { cause: error });
        }
        throw error;
      }
    },
    async post(channelId, container) {
      const channel = await client.channels.fetch(channelId);
      if (channel?.isSendable() !== true) throw new Error('not a channel to write in');
      const flags = MessageFlags.IsComponentsV2;
      const { id } = await channel.send({ components: [container], flags });
      return { messageId: id };
    },
  };
}
