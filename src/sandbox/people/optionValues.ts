import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { MessageComposer } from '../messages/MessageComposer.ts';
import type { ValueOption } from '../validation/commandOptions.ts';
import { presentAttachment } from '../wire/messages.ts';
import { presentResolvedMember, presentRole, presentUser } from '../wire/users.ts';
import type { Guild } from '../world/Guild.ts';
import type { Channel } from '../world/model.ts';
import { channelPermissions } from '../world/permissions.ts';
import type { World } from '../world/World.ts';
import { PersonError } from './PersonError.ts';

export type OptionInput = string | number | boolean;

const Type = ApplicationCommandOptionType;

/** Where names of channels, people and roles are looked up. */
export interface Place {
  readonly world: World;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly composer: Pick<MessageComposer, 'upload'>;
  /** Who looks. */
  readonly userId: string;
}

/** Objects that ids in options and selects stand for, as interactions carry them. */
export interface Resolved {
  users?: Record<string, unknown>;
  members?: Record<string, unknown>;
  roles?: Record<string, unknown>;
  channels?: Record<string, unknown>;
  attachments?: Record<string, unknown>;
}

/**
 * What Discord's client makes of what a person gave for an option; it sends nothing that the
 * command's registration does not allow.
 *
 * @param resolved Gets the objects that an id stands for.
 * @throws PersonError `option.invalid`
 */
export function optionValue(
  option: ValueOption,
  input: OptionInput,
  place: Place,
  resolved: Resolved,
): OptionInput {
  switch (option.type) {
    case Type.String: {
      const value = chosen(option, String(input));
      const { length } = [...String(value)];
      const { min_length: min, max_length: max } = option;
      if (length < (min ?? 0)) invalid(option, `takes at least ${min} characters`);
      if (length > (max ?? 6_000)) invalid(option, `takes at most ${max ?? 6_000} characters`);
      return value;
    }
    case Type.Integer:
    case Type.Number: {
      const value = chosen(option, Number(input));
      if (typeof value !== 'number' || !Number.isFinite(value)) invalid(option, 'takes a number');
      if (option.type === Type.Integer && !Number.isSafeInteger(value)) {
        invalid(option, 'takes a whole number');
      }
      const { min_value: min, max_value: max } = option;
      if (min != null && Number(value) < min) invalid(option, `takes at least ${min}`);
      if (max != null && Number(value) > max) invalid(option, `takes at most ${max}`);
      return value;
    }
    case Type.Boolean:
      if (typeof input === 'boolean') return input;
      if (/^(true|false)$/i.test(String(input))) return String(input).toLowerCase() === 'true';
      return invalid(option, 'takes true or false');
    case Type.User:
      return resolveUser(input, place, resolved) ?? invalid(option, 'takes a member');
    case Type.Role:
      return resolveRole(input, place, resolved) ?? invalid(option, 'takes a role');
    case Type.Mentionable:
      return (
        resolveUser(input, place, resolved) ??
        resolveRole(input, place, resolved) ??
        invalid(option, 'takes a member or a role')
      );
    case Type.Channel: {
      const channel = findChannel(place.guild, String(input));
      const types = option.channel_types ?? [];
      if (channel === undefined) return invalid(option, 'takes a channel');
      if (types.length > 0 && !types.includes(channel.type)) {
        invalid(option, 'takes a channel of another type');
      }
      return resolveChannel(channel, place, resolved);
    }
    case Type.Attachment:
      return sendFile(String(input), place, resolved);
    default:
      return invalid(option, 'takes what simulated people do not send');
  }
}

/** A file that holds the text that was given. */
function sendFile(text: string, { channel, composer }: Place, resolved: Resolved): string {
  const bytes = new TextEncoder().encode(text);
  const file = { filename: 'file.txt', contentType: 'text/plain', bytes };
  const attachment = composer.upload(channel.id, file);
  resolved.attachments = {
    ...resolved.attachments,
    [attachment.id]: presentAttachment(attachment, true),
  };
  return attachment.id;
}

/** A choice's value, by its name or its value; anything where there are no choices. */
function chosen(
  option: Extract<ValueOption, { choices?: unknown }>,
  value: string | number,
): string | number {
  const choices: readonly { name: string; value: string | number }[] = option.choices ?? [];
  if (choices.length === 0) return value;
  const choice = choices.find((each) => each.value === value || each.name === value);
  if (choice !== undefined) return choice.value;
  return invalid(option, `takes one of ${choices.map(({ name }) => name).join(', ')}`);
}

function invalid(option: ValueOption, what: string): never {
  throw new PersonError('option.invalid', `The option "${option.name}" ${what}.`);
}

/** Without the frame of a mention. */
function bare(input: OptionInput): string {
  return String(input)
    .replace(/^<(?:@[!&]?|#)(\d+)>$/, '$1')
    .replace(/^[@#]/, '');
}

function sameName(name: string | null | undefined, wanted: string): boolean {
  return name?.toLowerCase() === wanted.toLowerCase();
}

export function findChannel(guild: Guild, input: string): Channel | undefined {
  const wanted = bare(input);
  return (
    guild.channels.get(wanted) ??
    [...guild.channels.values()].find(({ name }) => sameName(name, wanted))
  );
}

export function resolveUser(
  input: OptionInput,
  { world, guild, channel }: Place,
  resolved: Resolved,
): string | undefined {
  const wanted = bare(input);
  for (const member of guild.members.values()) {
    const user = world.users.get(member.userId);
    if (user === undefined) continue;
    const names = [user.id, user.username, user.globalName, member.nick];
    if (!names.some((name) => sameName(name, wanted))) continue;
    const permissions = channelPermissions(guild, member, channel, world.time.epochMs());
    resolved.users = { ...resolved.users, [user.id]: presentUser(user) };
    resolved.members = {
      ...resolved.members,
      [user.id]: presentResolvedMember(member, permissions),
    };
    return user.id;
  }
  return undefined;
}

export function resolveRole(
  input: OptionInput,
  { guild }: Place,
  resolved: Resolved,
): string | undefined {
  const wanted = bare(input);
  const role = [...guild.roles.values()].find(
    ({ id, name }) => id === wanted || sameName(name.replace(/^@/, ''), wanted),
  );
  if (role === undefined) return undefined;
  resolved.roles = { ...resolved.roles, [role.id]: presentRole(role) };
  return role.id;
}

export function resolveChannel(
  channel: Channel,
  { world, guild, userId }: Place,
  resolved: Resolved,
): string {
  const member = guild.members.get(userId);
  const permissions =
    member === undefined ? 0n : channelPermissions(guild, member, channel, world.time.epochMs());
  resolved.channels = {
    ...resolved.channels,
    [channel.id]: {
      id: channel.id,
      name: channel.name,
      type: channel.type,
      parent_id: channel.parentId,
      position: channel.position,
      flags: 0,
      nsfw: channel.nsfw,
      topic: channel.topic,
      rate_limit_per_user: channel.slowmodeS,
      permissions: String(permissions),
    },
  };
  return channel.id;
}
