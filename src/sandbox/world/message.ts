import type { MessageType } from 'discord-api-types/v10';
import type { MessageComponent } from '../validation/components.ts';
import type { Embed } from '../validation/embeds.ts';

/** A file somebody uploaded; its bytes are in the attachment store. */
export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly description: string | null;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly url: string;
}

/** Which interaction a message answers. */
export interface MessageInteraction {
  readonly id: string;
  readonly type: number;
  readonly userId: string;
  /** `play` or `lyria play`; empty for components and modals. */
  readonly commandName: string;
  /** The message whose component was used. */
  readonly interactedMessageId: string | null;
  /** Set on follow-ups: the message of the original response. */
  readonly originalResponseMessageId: string | null;
}

/** What a message lets itself mention; absent kinds are not. */
export interface AllowedMentions {
  readonly parse?: readonly ('users' | 'roles' | 'everyone')[];
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly repliedUser?: boolean;
}

export interface Message {
  readonly id: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: MessageType;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly attachments: readonly Attachment[];
  readonly components: readonly MessageComponent[];
  readonly flags: number;
  /** Null where it does not say: what is usual then. */
  readonly allowedMentions: AllowedMentions | null;
  readonly tts: boolean;
  readonly nonce: string | number | null;
  readonly createdEpochMs: number;
  readonly editedEpochMs: number | null;
  readonly pinnedEpochMs: number | null;
  readonly replyTo: { readonly channelId: string; readonly messageId: string } | null;
  readonly applicationId: string | null;
  /** The application's id when the message came through an interaction's webhook. */
  readonly webhookId: string | null;
  readonly interaction: MessageInteraction | null;
  /** An ephemeral message's only reader. */
  readonly visibleTo: string | null;
}

/** What a request can set of a message. */
export type MessageBody = Pick<
  Message,
  'content' | 'embeds' | 'attachments' | 'components' | 'flags' | 'allowedMentions'
>;
