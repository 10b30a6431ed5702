import type { FastifyRequest } from 'fastify';
import type { CommandRegistry } from '../commands/CommandRegistry.ts';
import { refusals } from '../DiscordError.ts';
import type { IdentifyLimits } from '../gateway/IdentifyLimits.ts';
import type { Interactions } from '../interactions/Interactions.ts';
import type { Responder } from '../interactions/Responder.ts';
import type { MessageComposer } from '../messages/MessageComposer.ts';
import type { VoiceStates } from '../voiceStates/VoiceStates.ts';
import type { Guild } from '../world/Guild.ts';
import type { Application, Channel } from '../world/model.ts';
import { has, type PermissionName } from '../world/permissions.ts';
import type { World } from '../world/World.ts';
import type { RateLimiter } from './RateLimiter.ts';

/** What the routes work on. */
export interface RestContext {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly responder: Responder;
  readonly composer: MessageComposer;
  readonly voiceStates: VoiceStates;
  readonly limiter: RateLimiter;
  readonly identifies: IdentifyLimits;
  /** How many connections to the gateway a bot is told to use. */
  readonly shards: () => number;
  /** Where the gateway is, such as `ws://127.0.0.1:PORT`. */
  readonly gatewayUrl: () => string;
}

/** Routes that carry their own proof, such as an interaction's token. */
export const PUBLIC = { config: { public: true } } as const;

/** A part of a route's path. */
export function param(request: FastifyRequest, name: string): string {
  const { params } = request;
  if (typeof params !== 'object' || params === null) return '';
  return String(Object.getOwnPropertyDescriptor(params, name)?.value ?? '');
}

/** The bot that asks. @throws DiscordError 401 */
export function applicationOf(context: RestContext, request: FastifyRequest): Application {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  const application =
    scheme === 'Bot' && token !== undefined ? context.world.applicationByToken(token) : undefined;
  if (application === undefined) throw refusals.unauthorized();
  return application;
}

/** A channel that the bot may see. @throws DiscordError 10003, 50001 */
export function channelFor(context: RestContext, request: FastifyRequest): Channel {
  const channel = context.world.channel(param(request, 'channelId'));
  const { botUserId } = applicationOf(context, request);
  if (channel === undefined) throw refusals.unknownChannel();
  if (!has(context.world.permissionsIn(channel, botUserId), 'ViewChannel')) {
    throw refusals.missingAccess();
  }
  return channel;
}

/** A guild that the bot is in. @throws DiscordError 10004 */
export function guildFor(context: RestContext, request: FastifyRequest): Guild {
  const guild = context.world.guilds.get(param(request, 'guildId'));
  const { botUserId } = applicationOf(context, request);
  if (guild?.members.has(botUserId) !== true) throw refusals.unknownGuild();
  return guild;
}

/** @throws DiscordError 50013 when the bot lacks one of the permissions in the channel. */
export function demand(
  context: RestContext,
  application: Application,
  channel: Channel,
  ...names: readonly PermissionName[]
): void {
  const permissions = context.world.permissionsIn(channel, application.botUserId);
  if (!has(permissions, ...names)) throw refusals.missingPermissions();
}
