import { MessageType } from 'discord-api-types/v10';
import type { Message } from '../world/message.ts';
import type { World } from '../world/World.ts';

/** What tells one new message from another; the rest is as messages usually are. */
export type NewMessage = Pick<Message, 'guildId' | 'channelId' | 'authorId'> & Partial<Message>;

/** A message that is about to be written, with an id and the time of now. */
export function newMessage(world: World, message: NewMessage): Message {
  return {
    id: world.ids.next(),
    type: MessageType.Default,
    content: '',
    embeds: [],
    attachments: [],
    components: [],
    flags: 0,
    allowedMentions: null,
    tts: false,
    nonce: null,
    createdEpochMs: world.time.epochMs(),
    editedEpochMs: null,
    pinnedEpochMs: null,
    replyTo: null,
    applicationId: null,
    webhookId: null,
    interaction: null,
    visibleTo: null,
    ...message,
  };
}
