import type {
  GatewayVoiceServerUpdateDispatchData,
  GatewayVoiceStateUpdateDispatchData,
} from 'discord-api-types/v10';
import { z } from 'zod';

/** What the voice library reads of VOICE_STATE_UPDATE; the rest passes through as it is. */
const stateFields = z.object({
  user_id: z.string(),
  session_id: z.string(),
  channel_id: z.string().nullable(),
});

const serverFields = z.object({
  token: z.string(),
  guild_id: z.string(),
  endpoint: z.string().nullable(),
});

export const voiceStatePayload = z.custom<GatewayVoiceStateUpdateDispatchData>(
  (payload) => stateFields.safeParse(payload).success,
);
export const voiceServerPayload = z.custom<GatewayVoiceServerUpdateDispatchData>(
  (payload) => serverFields.safeParse(payload).success,
);
