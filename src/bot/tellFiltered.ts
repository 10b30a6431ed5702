import type { Client } from 'discord.js';
import { showText } from '../crowd/memberText.ts';
import type { Log } from '../log.ts';
import type { RecentInteractions } from './interactions/RecentInteractions.ts';

/** Characters of a prompt, and of what the service says of it. */
const SHOWN_LENGTH = 100;

/** Tells whoever proposed a prompt, and nobody else, that the music service does not take it. */
export function tellFiltered(parts: {
  readonly client: Client;
  readonly recent: RecentInteractions;
  readonly log: Log;
}) {
  const { client, recent, log } = parts;
  return (guildId: string, userId: string, text: string, reason: string): void => {
    const content = `The music service does not take ${showText(text, SHOWN_LENGTH)} (${showText(reason, SHOWN_LENGTH)}), so it left the mix. Try to say it in other words.`;
    const tell = async (): Promise<void> => {
      if (await recent.tell(guildId, userId, content)) return;
      await client.users.send(userId, content);
    };
    tell().catch((error: unknown) => log.debug({ error }, 'a member cannot be told in private'));
  };
}
