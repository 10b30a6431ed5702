import { type Client, DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import { MessageGone } from '../control/ports.ts';
import { type MessagePort, MessageRefused } from './MessagePort.ts';

const GONE: ReadonlySet<unknown> = new Set([
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownChannel,
]);
/** Discord has understood, and does not want it. */
const REFUSING_STATUSES: ReadonlySet<number> = new Set([400, 403, 404]);

/** The messages of stations, written with the discord.js client. */
export function clientMessages(client: Client): MessagePort {
  return {
    edit: (channelId, messageId, container) =>
      telling(async () => {
        const channel = await client.channels.fetch(channelId);
        if (channel?.isTextBased() !== true) throw new MessageRefused('not a text channel');
        await channel.messages.edit(messageId, { components: [container] });
      }),
    post: (channelId, container, nonce) =>
      telling(async () => {
        const channel = await client.channels.fetch(channelId);
        if (channel?.isSendable() !== true) throw new MessageRefused('not a channel to write in');
        const { id } = await channel.send({
          components: [container],
          flags: MessageFlags.IsComponentsV2,
          ...(nonce === undefined ? {} : { nonce, enforceNonce: true }),
        });
        return { messageId: id };
      }),
  };
}

/** Tells what can never be from what cannot be now. */
async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // An error without Discord's own code comes from a server in front of it, and passes.
    if (!(error instanceof DiscordAPIError) || typeof error.code !== 'number') throw error;
    if (GONE.has(error.code)) throw new MessageGone(error.message, { cause: error });
    if (!REFUSING_STATUSES.has(error.status)) throw error;
    throw new MessageRefused(error.message, { cause: error });
  }
}
