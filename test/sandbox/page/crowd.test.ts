import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  Events,
  MessageFlags,
} from 'discord.js';
import { expect, test } from 'vitest';
import { silentLog } from '#src/log.ts';
import { SimulatedListener } from '#src/sandbox/page/crowd/SimulatedListener.ts';
import { startSandbox } from '#src/sandbox/Sandbox.ts';
import { until } from '#test/support/events.ts';
import { logIn } from '../support/sandbox.ts';

const button = (id: string): ActionRowBuilder<ButtonBuilder> =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(id).setLabel('Press').setStyle(ButtonStyle.Primary),
  );

test('a talkative listener presses, agrees once, and asks for what they like', async () => {
  await using stack = new AsyncDisposableStack();
  const sandbox = await startSandbox({
    log: silentLog,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  stack.defer(() => sandbox.close());
  const bot = await logIn(sandbox);
  stack.defer(() => bot.destroy());
  const channel = bot.channels.cache.find(({ type }) => type === ChannelType.GuildText);
  if (channel === undefined || !channel.isSendable()) throw new Error('No text channel');
  const pressed: string[] = [];
  bot.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isButton()) return;
    pressed.push(interaction.customId);
    const asks = pressed.length === 1;
    await interaction.reply({
      content: asks ? 'May I listen?' : 'I am listening.',
      components: asks ? [button('talk:agree')] : [],
      flags: MessageFlags.Ephemeral,
    });
  });
  await channel.send({ content: 'Music', components: [button('panel:abc:talk')] });

  const said: string[] = [];
  const listener = new SimulatedListener({
    person: sandbox.people.get('Ada'),
    taste: { name: 'slow', likes: {}, favourites: [], sayings: ['make it slower'] },
    world: sandbox.discord.world,
    textChannelId: channel.id,
    // Acts as soon and as often as anybody does.
    random: () => 0,
    log: silentLog,
    speak: async (text) => {
      said.push(`${pressed.length} ${text}`);
    },
  });
  stack.defer(async () => listener.stop());
  listener.start();
  await until(
    'two wishes',
    () => (said.length === 2 ? true : undefined),
    () => new Promise((resolve) => setTimeout(resolve, 50)),
  );
  expect(pressed).toEqual(['panel:abc:talk', 'talk:agree', 'panel:abc:talk']);
  expect(said).toEqual(['2 make it slower', '3 make it slower']);
}, 30_000);
