import { GatewayOpcodes } from 'discord-api-types/v10';
import { z } from 'zod';

/** What clients send, as documented; unknown fields are ignored. */
const activity = z.looseObject({ name: z.string(), type: z.int() });

export const presence = z.object({
  since: z.number().nullish(),
  activities: z
    .array(activity)
    .nullish()
    .transform((given) => given ?? []),
  status: z
    .enum(['online', 'dnd', 'idle', 'invisible', 'offline'])
    .nullish()
    .transform((given) => given ?? 'online'),
  afk: z.boolean().nullish(),
});

export type Presence = z.output<typeof presence>;

const id = z.union([z.string().regex(/^\d{1,20}$/), z.int().min(0).transform(String)]);

const heartbeat = z.object({ op: z.literal(GatewayOpcodes.Heartbeat), d: z.int().nullish() });

const identify = z.object({
  op: z.literal(GatewayOpcodes.Identify),
  d: z.object({
    token: z.string(),
    intents: z.int().min(0),
    properties: z.looseObject({}),
    /** Some clients repeat the name of their stream here, which asks for nothing. */
    compress: z.unknown().optional(),
    large_threshold: z.int().min(50).max(250).nullish(),
    shard: z.tuple([z.int().min(0), z.int().min(1)]).nullish(),
    presence: presence.nullish(),
  }),
});

const presenceUpdate = z.object({ op: z.literal(GatewayOpcodes.PresenceUpdate), d: presence });

const voiceStateUpdate = z.object({
  op: z.literal(GatewayOpcodes.VoiceStateUpdate),
  d: z.object({
    /** Null leaves a call of direct messages. */
    guild_id: id.nullable(),
    channel_id: id.nullish(),
    self_mute: z.boolean().nullish(),
    self_deaf: z.boolean().nullish(),
  }),
});

const resume = z.object({
  op: z.literal(GatewayOpcodes.Resume),
  d: z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) }),
});

const requestGuildMembers = z.object({
  op: z.literal(GatewayOpcodes.RequestGuildMembers),
  d: z.object({
    guild_id: id,
    query: z.string().nullish(),
    limit: z
      .int()
      .min(0)
      .nullish()
      .transform((given) => given ?? 0),
    presences: z.boolean().nullish(),
    user_ids: z.union([id.transform((one) => [one]), z.array(id).max(100)]).nullish(),
    nonce: z.string().max(32).nullish(),
  }),
});

const requestSoundboard = z.object({
  op: z.literal(GatewayOpcodes.RequestSoundboardSounds),
  d: z.object({ guild_ids: z.array(id) }),
});

const requestChannelInfo = z.object({
  op: z.literal(GatewayOpcodes.RequestChannelInfo),
  d: z.object({ guild_id: id, fields: z.array(z.string()) }),
});

export const clientFrame = z.discriminatedUnion('op', [
  heartbeat,
  identify,
  presenceUpdate,
  voiceStateUpdate,
  resume,
  requestGuildMembers,
  requestSoundboard,
  requestChannelInfo,
]);

export type ClientFrame = z.output<typeof clientFrame>;
export type IdentifyData = z.output<typeof identify>['d'];
export type ResumeData = z.output<typeof resume>['d'];
export type VoiceStateData = z.output<typeof voiceStateUpdate>['d'];
export type MembersRequest = z.output<typeof requestGuildMembers>['d'];

export const anyFrame = z.looseObject({ op: z.int() });

export const KNOWN_OPCODES: ReadonlySet<number> = new Set([
  GatewayOpcodes.Heartbeat,
  GatewayOpcodes.Identify,
  GatewayOpcodes.PresenceUpdate,
  GatewayOpcodes.VoiceStateUpdate,
  GatewayOpcodes.Resume,
  GatewayOpcodes.RequestGuildMembers,
  GatewayOpcodes.RequestSoundboardSounds,
  GatewayOpcodes.RequestChannelInfo,
]);
