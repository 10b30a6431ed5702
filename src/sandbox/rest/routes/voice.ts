import { ChannelType } from 'discord-api-types/v10';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusals } from '#src/sandbox/DiscordError.ts';
import { isoTime, snowflake } from '#src/sandbox/validation/fields.ts';
import { parseForm } from '#src/sandbox/validation/parseForm.ts';
import { presentVoiceState } from '#src/sandbox/wire/voiceStates.ts';
import type { Guild } from '#src/sandbox/world/Guild.ts';
import type { VoiceState } from '#src/sandbox/world/model.ts';
import { applicationOf, demand, guildFor, param, type RestContext } from '../context.ts';
import { bodyOf } from '../RequestBody.ts';

/** What was now when it was sent is "present" still. */
const LATE_MS = 60_000;

const form = z.object({
  channel_id: snowflake.nullish(),
  suppress: z.boolean().nullish(),
  request_to_speak_timestamp: isoTime
    .refine((time) => Date.parse(time) >= Date.now() - LATE_MS, { error: 'Must be now or later.' })
    .nullish(),
});

/** Voice states, above all speaking on a stage. */
export function voiceRoutes(api: FastifyInstance, context: RestContext): void {
  const { world } = context;

  const stateOf = (guild: Guild, userId: string): VoiceState => {
    const state = guild.voiceStates.get(userId);
    if (state === undefined) throw refusals.unknownVoiceState();
    return state;
  };
  const userIdOf = (request: FastifyRequest): string => {
    const asked = param(request, 'userId');
    return asked === '@me' ? applicationOf(context, request).botUserId : asked;
  };

  api.get('/guilds/:guildId/voice-states/:userId', async (request) => {
    const guild = guildFor(context, request);
    const state = stateOf(guild, userIdOf(request));
    const member = guild.members.get(state.userId);
    const user = world.users.get(state.userId);
    if (member === undefined || user === undefined) throw refusals.unknownMember();
    return presentVoiceState(state, member, user);
  });

  api.patch('/guilds/:guildId/voice-states/:userId', async (request, reply) => {
    const guild = guildFor(context, request);
    const application = applicationOf(context, request);
    const state = stateOf(guild, userIdOf(request));
    const wanted = parseForm(form, bodyOf(request).json);
    const channel = guild.channels.get(wanted.channel_id ?? state.channelId);
    if (channel === undefined) throw refusals.unknownChannel();
    if (channel.type !== ChannelType.GuildStageVoice) throw refusals.wrongChannelType();
    // Only where the member is now can it speak.
    if (channel.id !== state.channelId) throw refusals.unknownVoiceState();
    const own = state.userId === application.botUserId;
    const speaks = wanted.suppress === false;
    if (speaks || !own) demand(context, application, channel, 'MuteMembers');
    const hand = wanted.request_to_speak_timestamp;
    if (own && hand) demand(context, application, channel, 'RequestToSpeak');
    const raised =
      hand === undefined ? state.requestToSpeakEpochMs : hand === null ? null : Date.parse(hand);
    if (wanted.suppress != null) context.voiceStates.letSpeak(state, speaks, own);
    else if (own) context.voiceStates.change(state, { requestToSpeakEpochMs: raised });
    return reply.code(204).send();
  });
}
