import { createHash } from 'node:crypto';
import { createDefaultGuild, type DefaultGuild } from './createDefaultGuild.ts';
import type { Application, User } from './model.ts';
import { snowflakeAt } from './snowflake.ts';
import { World } from './World.ts';
import type { WorldTime } from './WorldTime.ts';

const BOT_NAME = 'Lyrebird';
const GUILD_NAME = 'Sandbox';
const PEOPLE = ['Ada', 'Ben', 'Cleo', 'Dan'] as const;

export interface DefaultWorld {
  readonly world: World;
  readonly application: Application;
  /** The first guild's. */
  readonly guildId: string;
  /** The first guild's, by name. */
  readonly channelIds: DefaultGuild['channelIds'];
  /** The first one and all others. */
  readonly guilds: readonly DefaultGuild[];
  /** By name, the bot included. */
  readonly userIds: Readonly<Record<string, string>>;
}

/** Hours, in ms: the default entities are given ages, an hour apart, so that ids rise. */
const HOUR_MS = 3_600_000;
/** The default guild and people have been on Discord since the first of March 2025. */
const BEGINNING_EPOCH_MS = Date.UTC(2025, 2, 1);

/**
 * A guild as small as a first try needs: Ada owns it, Ben moderates, Cleo and Dan are members; a
 * text channel, two voice channels and a stage; one music bot. Further guilds are like it, with
 * the same people and the same bot in them. Its ids are the same each time.
 */
export function createDefaultWorld(time: WorldTime, guildCount = 1): DefaultWorld {
  const world = new World(time);
  let age = 0;
  const nextTimeEpochMs = (): number => BEGINNING_EPOCH_MS + ++age * HOUR_MS;
  const nextId = (): string => snowflakeAt(nextTimeEpochMs());

  const people = PEOPLE.map((name) => world.addUser(person(nextId(), name)));
  const [ada, ben, ...others] = people;
  if (ada === undefined || ben === undefined) throw new Error('The default world has no people');
  const bot = world.addUser({ id: nextId(), username: BOT_NAME, globalName: null, bot: true });
  const application = world.addApplication({
    id: bot.id,
    name: BOT_NAME,
    description: 'Never-ending music, steered together',
    botUserId: bot.id,
    ownerId: ada.id,
    token: botToken(bot.id),
    verifyKey: createHash('sha256').update(bot.id).digest('hex'),
    privilegedIntents: 0,
  });

  const guilds = Array.from({ length: guildCount }, (_, index) =>
    createDefaultGuild(world, {
      name: index === 0 ? GUILD_NAME : `${GUILD_NAME} ${index + 1}`,
      owner: ada,
      moderator: ben,
      bot,
      others,
      nextId,
      nextTimeEpochMs,
    }),
  );
  const [first] = guilds;
  if (first === undefined) throw new Error('The default world has no guild');
  const userIds = Object.fromEntries(
    [...people, bot].map((user) => [user.globalName ?? user.username, user.id]),
  );
  const { id: guildId, channelIds } = first;
  return { world, application, guildId, channelIds, guilds, userIds };
}

/** A human account; the user name is the display name in small letters. */
export function person(id: string, displayName: string): User {
  const username = displayName.toLowerCase().replaceAll(/[^a-z0-9_.]+/g, '_');
  return { id, username, globalName: displayName, bot: false };
}

/**
 * Looks like a real token (the id in base64, then two more parts), yet is worth nothing: it opens
 * only this sandbox, which listens on this machine alone.
 */
function botToken(botId: string): string {
  const part = (purpose: string, length: number): string =>
    createHash('sha256').update(`${purpose} of ${botId}`).digest('base64url').slice(0, length);
  return [Buffer.from(botId).toString('base64url'), part('time', 6), part('proof', 38)].join('.');
}
