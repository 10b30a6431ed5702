import { GatewayCloseCodes } from 'discord-api-types/v10';
import type { Application } from '../world/model.ts';
import type { World } from '../world/World.ts';
import type { IdentifyData } from './frames.ts';
import { GatewaySession } from './GatewaySession.ts';
import { areKnownIntents, PRIVILEGED_INTENTS } from './intents.ts';

/** Some libraries put the scheme of the REST API in front. */
export function applicationByToken(world: World, token: string): Application | undefined {
  return world.applicationByToken(token.replace(/^Bot /, ''));
}

/** A session for a bot that identifies, or the code to close its connection with. */
export function admit(world: World, data: IdentifyData): GatewaySession | GatewayCloseCodes {
  const application = applicationByToken(world, data.token);
  if (application === undefined) return GatewayCloseCodes.AuthenticationFailed;
  const shard = data.shard ?? [0, 1];
  if (shard[0] >= shard[1]) return GatewayCloseCodes.InvalidShard;
  if (!areKnownIntents(data.intents)) return GatewayCloseCodes.InvalidIntents;
  const privileged = data.intents & PRIVILEGED_INTENTS;
  if ((privileged & ~application.privilegedIntents) !== 0) {
    return GatewayCloseCodes.DisallowedIntents;
  }
  const presence = data.presence ?? { status: 'online', activities: [] };
  return new GatewaySession({ application, intents: data.intents, shard, presence });
}
