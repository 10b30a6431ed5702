import { type Client, DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { Texts } from '#src/texts/texts.ts';
import { MessageGone, type StationMessages } from '../control/ports.ts';
import { renderPanel } from './panel/renderPanel.ts';

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
  /**
   * Takes a message of the bot's own away.
   *
   * @throws when it is gone, or cannot be reached
   */
  remove(channelId: string, messageId: string): Promise<void>;
  /**
   * How many messages stand below that one, `most` at most; 0 where the bot may not read them.
   *
   * @throws when the channel is gone or cannot be seen
   */
  countBelow(channelId: string, messageId: string, most: number): Promise<number>;
}

/** Discord does not let the bot do that: no further attempt can help until somebody changes it. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
}

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
    remove: (channelId, messageId) =>
      telling(async () => {
        const channel = await client.channels.fetch(channelId);
        if (channel?.isTextBased() !== true) throw new MessageRefused('not a text channel');
        await channel.messages.delete(messageId);
      }),
    countBelow: (channelId, messageId, most) =>
      telling(async () => {
        const channel = await client.channels.fetch(channelId);
        if (channel?.isTextBased() !== true) throw new MessageRefused('not a text channel');
        // Not cached: only their number is of interest.
        const below = await channel.messages.fetch({ after: messageId, limit: most, cache: false });
        return below.size;
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

/**
 * Panels, drawn and sent as messages.
 *
 * @param texts in the server's language
 */
export function stationMessages(messages: MessagePort, texts: () => Texts): StationMessages {
  return {
    drawPanel: (channelId, messageId, view) =>
      messages.edit(channelId, messageId, renderPanel(texts(), view)),
    async retirePanel(channelId, messageId, movedTo) {
      try {
        await messages.remove(channelId, messageId);
      } catch {
        await messages.edit(channelId, messageId, movedPanel(texts(), movedTo));
      }
    },
    postPanel: (channelId, view) => messages.post(channelId, renderPanel(texts(), view)),
    countBelow: (channelId, messageId, most) => messages.countBelow(channelId, messageId, most),
  };
}

function movedPanel(texts: Texts, channelId: string): APIContainerComponent {
  const content = `-# ${texts.say('panel.moved', { channelId })}`;
  return {
    type: ComponentType.Container,
    components: [{ type: ComponentType.TextDisplay, content }],
  };
}
