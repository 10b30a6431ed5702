import { createHash } from 'node:crypto';
import { createDefaultGuild, type DefaultGuild, inviteBot } from './createDefaultGuild.ts';
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
  /** That one and all others. */
  readonly applications: readonly Application[];
  /** The first guild's. */
  readonly guildId: string;
  /** The first guild's, by name. */
  readonly channelIds: DefaultGuild['channelIds'];
  /** The first one and all others. */
  readonly guilds: readonly DefaultGuild[];
  /** By name, the bot included. */
  readonly userIds: Readonly<Record<string, string>>;
}

/** Entities are given ages, an hour apart, so that ids rise; those of further guilds, which can be thousands, a minute. */
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** The default guild and people have been on Discord since the first of March 2025. */
const BEGINNING_EPOCH_MS = Date.UTC(2025, 2, 1);

/**
 * A guild as small as a first try needs: Ada owns it, Ben moderates, Cleo and Dan are members; a
 * text channel, two voice channels and a stage; one music bot. Further guilds are like it, with
 * the same people and the same bot in them; further bots are in all guilds. Its ids are the same
 * each time, and those of what there is with one bot are the same with more.
 *
 * @param moreGuilds that are in the world alone, where nobody does anything
 */
export function createDefaultWorld(
  time: WorldTime,
  {
    guilds: guildCount = 1,
    moreGuilds = 0,
    bots: botCount = 1,
  }: { guilds?: number; moreGuilds?: number; bots?: number } = {},
): DefaultWorld {
  const world = new World(time);
  let stepMs = HOUR_MS;
  let nowEpochMs = BEGINNING_EPOCH_MS;
  const nextTimeEpochMs = (): number => (nowEpochMs += stepMs);
  const nextId = (): string => snowflakeAt(nextTimeEpochMs());

  const people = PEOPLE.map((name) => world.addUser(person(nextId(), name)));
  const [ada, ben, ...others] = people;
  if (ada === undefined || ben === undefined) throw new Error('The default world has no people');
  const bot = world.addUser({ id: nextId(), username: BOT_NAME, globalName: null, bot: true });
  const addApplication = (user: User, description: string): Application =>
    world.addApplication({
      id: user.id,
      name: user.username,
      description,
      botUserId: user.id,
      ownerId: ada.id,
      token: botToken(user.id),
      verifyKey: createHash('sha256').update(user.id).digest('hex'),
      privilegedIntents: 0,
    });
  const application = addApplication(bot, 'Never-ending music, steered together');

  const all = Array.from({ length: guildCount + moreGuilds }, (_, index) => {
    if (index > 0) stepMs = MINUTE_MS;
    return createDefaultGuild(world, {
      // A shard's guilds have ids of the same remainder: without the index they would all be alike.
      id: snowflakeAt(nextTimeEpochMs() + index),
      name: index === 0 ? GUILD_NAME : `${GUILD_NAME} ${index + 1}`,
      owner: ada,
      moderator: ben,
      bot,
      others,
      moreBots: botCount - 1,
      nextId,
      nextTimeEpochMs,
    });
  });
  const guilds = all.slice(0, guildCount);
  const [first] = guilds;
  if (first === undefined) throw new Error('The default world has no guild');
  const more = Array.from({ length: botCount - 1 }, (_, index) => {
    const name = `Bot ${index + 2}`;
    const user = world.addUser({ id: nextId(), username: name, globalName: null, bot: true });
    for (const guild of world.guilds.values()) {
      const joinedEpochMs = nextTimeEpochMs();
      inviteBot(guild, user, { roleId: nextId(), position: botCount - 1 - index, joinedEpochMs });
    }
    return addApplication(user, 'A bot to try');
  });
  const applications = [application, ...more];
  const bots = applications.flatMap(({ botUserId }) => world.users.get(botUserId) ?? []);
  const userIds = Object.fromEntries(
    [...people, ...bots].map((user) => [user.globalName ?? user.username, user.id]),
  );
  const { id: guildId, channelIds } = first;
  return { world, application, applications, guildId, channelIds, guilds, userIds };
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
