import { GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import type { Log } from '#src/log.ts';
import type { VoiceStates } from '../voiceStates/VoiceStates.ts';
import type { World } from '../world/World.ts';
import type { ClientFrame, VoiceStateData } from './frames.ts';
import type { GatewaySession } from './GatewaySession.ts';
import { memberChunks } from './members.ts';

interface Surroundings {
  readonly world: World;
  readonly voiceStates: VoiceStates;
  readonly log: Log;
}

/** Does what a client that has identified asks for. */
export function answerFrame(
  frame: ClientFrame,
  session: GatewaySession,
  surroundings: Surroundings,
): void {
  switch (frame.op) {
    case GatewayOpcodes.PresenceUpdate:
      session.presence = frame.d;
      return;
    case GatewayOpcodes.VoiceStateUpdate:
      setVoiceState(frame.d, session, surroundings);
      return;
    case GatewayOpcodes.RequestGuildMembers:
      for (const chunk of memberChunks(surroundings.world, frame.d, session)) {
        session.dispatch(chunk);
      }
      return;
    case GatewayOpcodes.RequestSoundboardSounds:
      for (const guildId of frame.d.guild_ids) {
        const data = { guild_id: guildId, soundboard_sounds: [] };
        session.dispatch({ event: GatewayDispatchEvents.SoundboardSounds, data });
      }
      return;
    case GatewayOpcodes.RequestChannelInfo: {
      const { guild_id: guildId, fields } = frame.d;
      const guild = surroundings.world.guilds.get(guildId);
      if (guild === undefined || !fields.includes('status')) return;
      const channels = [...guild.channels.values()].flatMap(({ id, status }) =>
        status === null ? [] : [{ id, status }],
      );
      const data = { guild_id: guildId, channels };
      session.dispatch({ event: GatewayDispatchEvents.ChannelInfo, data });
      return;
    }
    default:
  }
}

/** A join that is not allowed is not answered: Discord says nothing then. */
function setVoiceState(
  data: VoiceStateData,
  { id: sessionId, botUserId }: GatewaySession,
  { voiceStates, log }: Surroundings,
): void {
  const { guild_id: guildId, channel_id: channelId } = data;
  if (guildId === null) return;
  if (channelId == null) {
    voiceStates.leave(guildId, botUserId);
    return;
  }
  const refusal = voiceStates.join(guildId, channelId, botUserId, {
    selfMute: data.self_mute ?? false,
    selfDeaf: data.self_deaf ?? false,
    sessionId,
  });
  if (refusal !== null) log.debug({ refusal, channelId }, 'A bot may not join voice');
}
