import {
  ChatInputCommandInteraction,
  Client,
  Guild,
  PermissionFlagsBits,
  type PublicThreadChannel,
  ThreadChannel,
} from 'discord.js';
import { ApplicationCommandType, ChannelType, InteractionType } from 'discord-api-types/v10';
import { expect, test, vi } from 'vitest';
import { InteractionAnswer } from '#src/bot/interactions/InteractionAnswer.ts';
import { ENGLISH, tell } from '#src/texts/texts.ts';
import { NAME_SETS, samplePanel } from '#test/support/bot/panelViews.ts';

const [GUILD, THREAD] = ['1345000000000000001', '1345000000000000002'];
const MESSAGE = '1345000000000000003';

/** A command typed in a thread, as discord.js reads it; what is sent comes back as a message. */
function typedIn(thread: { readonly archived: boolean }, permissions: bigint): InteractionAnswer {
  const client = new Client({ intents: [] });
  const guild: Guild = Reflect.construct(Guild, [client, { id: GUILD, name: 'Aviary' }]);
  client.guilds.cache.set(guild.id, guild);
  const channel: PublicThreadChannel = Reflect.construct(ThreadChannel, [
    guild,
    {
      id: THREAD,
      type: ChannelType.PublicThread,
      name: 'music',
      thread_metadata: {
        archived: thread.archived,
        auto_archive_duration: 60,
        archive_timestamp: new Date(0).toISOString(),
        locked: false,
      },
    },
    client,
  ]);
  client.channels.cache.set(channel.id, channel);
  const user = { id: '1345000000000000004', username: 'ada', discriminator: '0', avatar: null };
  const interaction: ChatInputCommandInteraction = Reflect.construct(ChatInputCommandInteraction, [
    client,
    {
      id: '1345000000000000005',
      application_id: '1345000000000000006',
      type: InteractionType.ApplicationCommand,
      token: 'token',
      guild_id: GUILD,
      channel_id: THREAD,
      channel: { id: THREAD, type: ChannelType.PublicThread },
      member: { user, roles: [], permissions: '0', joined_at: new Date(0).toISOString() },
      app_permissions: String(permissions),
      locale: 'en-US',
      entitlements: [],
      authorizing_integration_owners: {},
      attachment_size_limit: 1,
      data: { id: '1345000000000000007', name: 'lyria', type: ApplicationCommandType.ChatInput },
    },
  ]);
  vi.spyOn(client.rest, 'post').mockResolvedValue({
    interaction: { id: interaction.id, type: InteractionType.ApplicationCommand },
    resource: { type: 4, message: { id: MESSAGE, channel_id: THREAD, author: user, type: 20 } },
  });
  return new InteractionAnswer(interaction, ENGLISH, ENGLISH);
}

test.each([
  ['a thread', false, PermissionFlagsBits.ViewChannel, undefined],
  ['an archived thread', true, PermissionFlagsBits.ViewChannel, tell('note.panel.archived')],
  ['a thread that the bot cannot see', false, 0n, tell('note.panel.unseen')],
] as const)('the panel stands in %s, and it is told where nobody keeps it up', async (...row) => {
  const [, archived, permissions, problem] = row;
  const answer = typedIn({ archived }, permissions);
  const shown = await answer.show(samplePanel(NAME_SETS.plain, 4));
  expect(shown).toEqual({
    channelId: THREAD,
    messageId: MESSAGE,
    ...(problem !== undefined && { problem }),
  });
});
