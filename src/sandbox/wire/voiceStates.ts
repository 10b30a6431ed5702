import type { APIVoiceState } from 'discord-api-types/v10';
import type { Member, User, VoiceState } from '../world/model.ts';
import { timestamp } from '../world/WorldTime.ts';
import { presentMember, type WireMember } from './users.ts';

export type WireVoiceState = Omit<APIVoiceState, 'member'> & {
  readonly guild_id: string;
  readonly member: WireMember;
};

export function presentVoiceState(state: VoiceState, member: Member, user: User): WireVoiceState {
  return {
    ...presentVoiceStateInGuild(state, member),
    guild_id: state.guildId,
    member: presentMember(member, user),
  };
}

/** As in GUILD_CREATE, which names guild and member elsewhere. */
export function presentVoiceStateInGuild(state: VoiceState, member: Member) {
  return {
    channel_id: state.channelId,
    user_id: state.userId,
    session_id: state.sessionId,
    deaf: member.deaf,
    mute: member.mute,
    self_deaf: state.selfDeaf,
    self_mute: state.selfMute,
    self_video: false,
    suppress: state.suppress,
    request_to_speak_timestamp:
      state.requestToSpeakEpochMs === null ? null : timestamp(state.requestToSpeakEpochMs),
  };
}

/** What is told of somebody who has left. */
export function presentVoiceLeave(last: VoiceState, member: Member, user: User): WireVoiceState {
  return {
    ...presentVoiceState(last, member, user),
    channel_id: null,
    suppress: false,
    request_to_speak_timestamp: null,
  };
}
