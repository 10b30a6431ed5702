import { ComponentType } from 'discord-api-types/v10';
import { walk } from '../validation/componentTree.ts';
import type { AllowedMentions, Message } from '../world/message.ts';
import { has } from '../world/permissions.ts';
import type { World } from '../world/World.ts';

/** Whom a message pings. */
export interface Mentions {
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly everyone: boolean;
}

const USER = /<@!?(\d{1,20})>/g;
const ROLE = /<@&(\d{1,20})>/g;
const EVERYONE = /@(everyone|here)\b/;

/** What is parsed where a message does not say: in answers to interactions users alone. */
const ALL: AllowedMentions = { parse: ['users', 'roles', 'everyone'] };
const BY_WEBHOOK: AllowedMentions = { parse: ['users'] };

/** Whom a message pings: by its text, what it allows itself, and what its author may. */
export function mentionsOf(world: World, message: Message): Mentions {
  const allowed = message.allowedMentions ?? (message.webhookId === null ? ALL : BY_WEBHOOK);
  const text = shownText(message);
  const channel = world.channel(message.channelId);
  const permissions = channel ? world.permissionsIn(channel, message.authorId) : 0n;
  const mayAll = has(permissions, 'MentionEveryone');
  const roles = world.guilds.get(message.guildId)?.roles;
  const isAllowed = (kind: 'users' | 'roles', id: string): boolean =>
    allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;

  const userIds = named(text, USER).filter((id) => world.users.has(id) && isAllowed('users', id));
  const roleIds = named(text, ROLE).filter((id) => {
    const role = roles?.get(id);
    return role !== undefined && (role.mentionable || mayAll) && isAllowed('roles', id);
  });
  const everyone = mayAll && allowed.parse?.includes('everyone') === true && EVERYONE.test(text);
  return { userIds: [...new Set([...userIds, ...repliedTo(world, message)])], roleIds, everyone };
}

/** An answer pings whom it answers, unless it says otherwise. */
function repliedTo(world: World, { replyTo, allowedMentions, interaction }: Message): string[] {
  if (replyTo === null || interaction !== null) return [];
  const pings = allowedMentions === null || allowedMentions.repliedUser === true;
  const author = world.messages.get(replyTo.channelId, replyTo.messageId)?.authorId;
  return pings && author !== undefined ? [author] : [];
}

function shownText({ content, components }: Message): string {
  const texts = [content];
  for (const { component } of walk(components, [])) {
    if (component.type === ComponentType.TextDisplay) texts.push(component.content ?? '');
  }
  return texts.join('\n');
}

function named(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))];
}
