import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  ContainerBuilder,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { logIn, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;
let bot: Client<true>;
/** What the bot does with the next interactions. */
let behave: (interaction: Interaction) => Promise<unknown> = async () => {};
const failures: unknown[] = [];

const lyria = new SlashCommandBuilder()
  .setName('lyria')
  .setDescription('Music')
  .addSubcommand((play) =>
    play
      .setName('play')
      .setDescription('Plays')
      .addStringOption((option) =>
        option
          .setName('prompt')
          .setDescription('What')
          .setRequired(true)
          .setMaxLength(20)
          .setAutocomplete(true),
      )
      .addIntegerOption((option) =>
        option.setName('volume').setDescription('How loud').setMinValue(0).setMaxValue(100),
      )
      .addUserOption((option) => option.setName('for').setDescription('Whom'))
      .addStringOption((option) =>
        option
          .setName('mode')
          .setDescription('How')
          .addChoices({ name: 'Soft', value: 's' }, { name: 'Hard', value: 'h' }),
      ),
  );

beforeAll(async () => {
  sandbox = await startQuietSandbox();
  bot = await logIn(sandbox);
  bot.on(Events.InteractionCreate, (interaction) => {
    behave(interaction).catch((error: unknown) => failures.push(error));
  });
  await bot.application.commands.set([
    new SlashCommandBuilder().setName('ping').setDescription('Pong').toJSON(),
    lyria.toJSON(),
  ]);
});
afterEach(() => {
  const failed = failures.splice(0);
  expect(failed).toEqual([]);
});
afterAll(async () => {
  await bot.destroy();
  await sandbox.close();
});

const ada = () => sandbox.people.get('Ada');
const ben = () => sandbox.people.get('Ben');

function onCommand(act: (interaction: ChatInputCommandInteraction<'cached'>) => Promise<unknown>) {
  behave = async (interaction) => {
    if (interaction.isChatInputCommand() && interaction.inCachedGuild()) await act(interaction);
  };
}

test('a member runs a command and reads the reply', async () => {
  onCommand((interaction) => interaction.reply(`pong, ${interaction.member.displayName}`));
  const interaction = ada().run('music', 'ping');
  await interaction.settled;
  expect(interaction.state).toBe('acknowledged');
  expect(interaction.acknowledgement?.afterMs).toBeGreaterThan(0);
  expect(interaction.acknowledgement?.afterMs).toBeLessThan(3_000);
  expect(ben().messages('music').at(-1)).toMatchObject({
    content: 'pong, Ada',
    authorId: sandbox.announcement.userIds['Lyrebird'],
    interaction: { commandName: 'ping', userId: ada().userId },
  });
});

test('options arrive as typed, resolved, with the member and their permissions', async () => {
  const seen: unknown[] = [];
  onCommand(async (interaction) => {
    const { options } = interaction;
    seen.push(
      options.getSubcommand(),
      options.getString('prompt'),
      options.getInteger('volume'),
      options.getUser('for')?.displayName,
      options.getString('mode'),
      interaction.memberPermissions.has('ManageGuild'),
      interaction.appPermissions.has('SendMessages'),
      interaction.channel?.name,
    );
    await interaction.reply('ok');
  });
  await ada().type('music', '/lyria play techno:2, pads volume:40 for:@cleo mode:Hard').settled;
  expect(seen).toEqual(['play', 'techno:2, pads', 40, 'Cleo', 'h', true, true, 'music']);
});

test.each([
  ['/lyria stop', 'command.unknown'],
  ['/lyria play', 'option.missing'],
  [`/lyria play ${'x'.repeat(21)}`, 'option.invalid'],
  ['/lyria play techno volume:101', 'option.invalid'],
  ['/lyria play techno volume:loud', 'option.invalid'],
  ['/lyria play techno mode:other', 'option.invalid'],
  ['/lyria play techno for:nobody', 'option.invalid'],
])('the client of a member does not send "%s"', (line, code) => {
  expect(() => ada().type('music', line)).toThrow(expect.objectContaining({ code }));
});

test('a deferred reply thinks, then says what it thought; a follow-up refers to it', async () => {
  const thinking: number[] = [];
  onCommand(async (interaction) => {
    await interaction.deferReply();
    thinking.push(ada().messages('music').at(-1)?.flags ?? 0);
    await interaction.editReply('thought');
    await interaction.followUp('and more');
  });
  const followedUp = sandbox.events.last;
  const interaction = ada().run('music', 'ping');
  await interaction.settled;
  await sandbox.events.waitAfter(
    followedUp + 1,
    new Set(['messageUpdated']),
    5_000,
    AbortSignal.timeout(5_000),
  );
  while (interaction.followUpIds.length === 0) {
    await sandbox.events.waitAfter(
      sandbox.events.last,
      new Set(),
      5_000,
      AbortSignal.timeout(5_000),
    );
  }
  expect(thinking).toEqual([MessageFlags.Loading]);
  const [reply, more] = ada().messages('music').slice(-2);
  expect(reply).toMatchObject({ content: 'thought', flags: 0, editedEpochMs: null });
  expect(more).toMatchObject({ content: 'and more', replyTo: { messageId: reply?.id } });
});

test('an ephemeral reply is seen by its member only', async () => {
  onCommand((interaction) => interaction.reply({ content: 'psst', flags: MessageFlags.Ephemeral }));
  await ada().run('music', 'ping').settled;
  expect(ada().messages('music').at(-1)?.content).toBe('psst');
  expect(ben().messages('music').at(-1)?.content).not.toBe('psst');
  const channel = await bot.channels.fetch(sandbox.announcement.channelIds['music'] ?? '');
  const latest = channel?.isTextBased() ? await channel.messages.fetch({ limit: 1 }) : undefined;
  expect(latest?.first()?.content).not.toBe('psst');
});

test('autocomplete asks with what is typed and shows the choices', async () => {
  behave = async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const { name, value } = interaction.options.getFocused(true);
    await interaction.respond([{ name: `${name} ${value}no`, value: 'techno' }]);
  };
  const interaction = ada().autocomplete('music', 'lyria play', 'prompt', { prompt: 'tech' });
  await interaction.settled;
  expect(interaction.choices).toEqual([{ name: 'prompt techno', value: 'techno' }]);
});

test('a button updates its message in place; a select tells what was chosen', async () => {
  const button = new ButtonBuilder().setCustomId('up').setLabel('Up').setStyle(ButtonStyle.Primary);
  const select = new StringSelectMenuBuilder()
    .setCustomId('pick')
    .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
  behave = async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.reply({
        flags: MessageFlags.IsComponentsV2,
        components: [
          new ContainerBuilder()
            .addTextDisplayComponents(new TextDisplayBuilder().setContent('0 votes'))
            .addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(button))
            .addActionRowComponents(
              new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select),
            ),
        ],
      });
    } else if (interaction.isButton()) {
      await interaction.update({
        components: [
          new TextDisplayBuilder().setContent(`1 vote by ${interaction.user.displayName}`),
        ],
      });
    } else if (interaction.isStringSelectMenu()) {
      await interaction.deferUpdate();
      await interaction.followUp({
        content: `chose ${interaction.values.join()}`,
        flags: MessageFlags.Ephemeral,
      });
    }
  };
  const command = ada().run('music', 'ping');
  await command.settled;
  const messageId = command.responseMessageId ?? '';
  const choice = ben().select(messageId, 'pick', ['Two']);
  await choice.settled;
  while (choice.followUpIds.length === 0) {
    await sandbox.events.waitAfter(
      sandbox.events.last,
      new Set(),
      5_000,
      AbortSignal.timeout(5_000),
    );
  }
  expect(ben().message(choice.followUpIds[0] ?? '').content).toBe('chose 2');
  expect(() => ben().press(messageId, 'down')).toThrow('no component "down"');

  await ben().press(messageId, 'up').settled;
  expect(ada().message(messageId).components).toMatchObject([
    { type: 10, content: '1 vote by Ben' },
  ]);
  expect(ada().message(messageId).flags).toBe(MessageFlags.IsComponentsV2);
});

test('a modal opens, is filled in and submitted', async () => {
  const texts: unknown[] = [];
  behave = async (interaction) => {
    if (interaction.isChatInputCommand()) {
      await interaction.showModal(
        new ModalBuilder()
          .setCustomId('propose')
          .setTitle('Propose')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('What?')
              .setTextInputComponent(
                new TextInputBuilder()
                  .setCustomId('prompt')
                  .setStyle(TextInputStyle.Short)
                  .setMaxLength(10),
              ),
            new LabelBuilder()
              .setLabel('Which?')
              .setStringSelectMenuComponent(
                new StringSelectMenuBuilder()
                  .setCustomId('which')
                  .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' }),
              ),
          ),
      );
    } else if (interaction.isModalSubmit()) {
      texts.push(
        interaction.fields.getTextInputValue('prompt'),
        interaction.fields.getStringSelectValues('which'),
      );
      await interaction.reply({ content: 'thanks', flags: MessageFlags.Ephemeral });
    }
  };
  const command = ada().run('music', 'ping');
  await command.settled;
  expect(command.modal?.title).toBe('Propose');
  expect(() => ada().submit(command.id, { prompt: 'x'.repeat(11) })).toThrow('at most 10');
  expect(() => ada().submit(command.id, { which: ['1'] })).toThrow('"prompt" is required');
  expect(() => ben().submit(command.id, { prompt: 'x' })).toThrow('no modal');
  const submission = ada().submit(command.id, { prompt: 'jazz', which: ['Two'] });
  await submission.settled;
  expect(texts).toEqual(['jazz', ['2']]);
  expect(submission.acknowledgement?.type).toBe(4);
});

test('answering twice is refused, and the callback can answer with the message', async () => {
  const errors: unknown[] = [];
  onCommand(async (interaction) => {
    const response = await interaction.reply({ content: 'once', withResponse: true });
    expect(response.resource?.message?.content).toBe('once');
    const { id, token, client } = interaction;
    await client.rest
      .post(`/interactions/${id}/${token}/callback`, { auth: false, body: { type: 5 } })
      .catch((error: unknown) => errors.push(error));
  });
  const from = sandbox.events.last;
  await ada().run('music', 'ping').settled;
  while (errors.length === 0) {
    await sandbox.events.waitAfter(
      from,
      new Set(['restRequest']),
      5_000,
      AbortSignal.timeout(5_000),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(errors[0]).toMatchObject({ code: 40060, status: 400 });
});

test('a user with the wrong permissions is not offered a command', async () => {
  const admin = new SlashCommandBuilder()
    .setName('admin')
    .setDescription('For some')
    .setDefaultMemberPermissions(1n << 5n);
  const created = await bot.application.commands.create(
    admin.toJSON(),
    sandbox.announcement.guildId,
  );
  const names = (person: string) =>
    sandbox.people
      .get(person)
      .commands('music')
      .map(({ name }) => name);
  expect(names('ada')).toContain('admin');
  expect(names('cleo')).not.toContain('admin');
  await created.delete();
  expect(names('ada')).not.toContain('admin');
});
