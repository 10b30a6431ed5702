import type { ShownMessage } from '../../wire.ts';

/** One message in the list, and what stands above it. */
export interface Row {
  readonly message: ShownMessage;
  /** Goes on under the message before: without picture and name. */
  readonly continues: boolean;
  /** A line with this date stands above it: the first message of a day. */
  readonly day: string | undefined;
}

/** As Discord does: what one member writes within this time belongs together. */
const TOGETHER_MS = 7 * 60_000;

export function groupMessages(messages: readonly ShownMessage[]): Row[] {
  let before: ShownMessage | undefined;
  return messages.map((message) => {
    const day = dayOf(message);
    const newDay = before === undefined || dayOf(before) !== day;
    const continues =
      !newDay &&
      before !== undefined &&
      before.author.id === message.author.id &&
      before.ephemeral === message.ephemeral &&
      !stands(message) &&
      Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS;
    before = message;
    return { message, continues, day: newDay ? day : undefined };
  });
}

/** Answers say what they answer, so they have a head of their own. */
function stands(message: ShownMessage): boolean {
  return message.interaction_metadata !== undefined || message.message_reference !== undefined;
}

function dayOf(message: ShownMessage): string {
  return new Date(message.timestamp).toLocaleDateString('en', { dateStyle: 'long' });
}
