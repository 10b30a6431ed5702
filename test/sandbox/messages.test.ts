import { AttachmentBuilder, type Client, MessageFlags, type TextChannel } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callApi, errorsByPath } from './support/api.ts';
import { logIn, type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let sandbox: QuietSandbox;
let bot: Client<true>;
let channel: TextChannel;

beforeAll(async () => {
  sandbox = await startQuietSandbox();
  bot = await logIn(sandbox, { intents: ['Guilds', 'GuildMessages'] });
  const found = await bot.channels.fetch(sandbox.announcement.channelIds['music'] ?? '');
  if (found === null || !found.isSendable()) throw new Error('No text channel');
  channel = found as TextChannel;
});
afterAll(async () => {
  await bot.destroy();
  await sandbox.close();
});

test('a message is sent, edited, listed and deleted', async () => {
  const sent = await channel.send({ content: 'one', embeds: [{ title: 'e' }] });
  const edited = await sent.edit('two');
  expect(edited).toMatchObject({ content: 'two', embeds: [{ data: { title: 'e' } }] });
  expect(edited.editedTimestamp).toBeGreaterThanOrEqual(sent.createdTimestamp);
  const reply = await sent.reply('three');
  expect(reply.reference?.messageId).toBe(sent.id);
  const listed = await channel.messages.fetch({ limit: 2, cache: false });
  expect(listed.map(({ content }) => content)).toEqual(['three', 'two']);
  const older = await channel.messages.fetch({ before: reply.id, limit: 1, cache: false });
  expect(older.first()?.content).toBe('two');
  await sent.delete();
  await expect(channel.messages.fetch({ message: sent.id, force: true })).rejects.toThrow(
    'Unknown Message',
  );
});

test("without the message content intent others' words are not told", async () => {
  const heard = new Promise<string>((resolve) =>
    bot.once('messageCreate', (message) => resolve(message.content)),
  );
  sandbox.people.get('Ada').say('music', 'a secret');
  expect(await heard).toBe('');
});

test('files are stored, served and kept over edits', async () => {
  const file = new AttachmentBuilder(Buffer.from('la la la'), {
    name: 'my song.txt',
    description: 'Words',
  });
  const sent = await channel.send({ content: 'sing', files: [file] });
  const attachment = sent.attachments.first();
  expect(attachment).toMatchObject({ name: 'my_song.txt', size: 8, description: 'Words' });
  const fetched = await fetch(attachment?.url ?? '');
  expect(await fetched.text()).toBe('la la la');
  const edited = await sent.edit('sing!');
  expect(edited.attachments.size).toBe(1);
  const bare = await sent.edit({ attachments: [] });
  expect(bare.attachments.size).toBe(0);
});

test('components refer to uploaded files', async () => {
  const sent = await channel.send({
    flags: MessageFlags.IsComponentsV2,
    files: [new AttachmentBuilder(Buffer.from('png'), { name: 'cover.png' })],
    components: [{ type: 12, items: [{ media: { url: 'attachment://cover.png' } }] }],
  });
  expect(sent.components[0]?.toJSON()).toMatchObject({
    type: 12,
    id: 1,
    items: [{ media: { url: sent.attachments.first()?.url, content_type: 'image/png' } }],
  });
});

test('a message becomes Components V2 once its content is cleared, and stays so', async () => {
  const sent = await channel.send('plain');
  const path = `/channels/${channel.id}/messages/${sent.id}`;
  const v2 = { flags: MessageFlags.IsComponentsV2, components: [{ type: 10, content: 'rich' }] };
  const left = await callApi(sandbox, 'PATCH', path, v2);
  expect(errorsByPath(left.body)).toEqual({
    content: ['MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2'],
  });
  const cleared = await callApi(sandbox, 'PATCH', path, { ...v2, content: null });
  expect(cleared.body).toMatchObject({ content: '', flags: MessageFlags.IsComponentsV2 });
  const back = await callApi(sandbox, 'PATCH', path, { flags: 0, content: 'plain again' });
  expect(back.status).toBe(400);
});

test('pins are kept in order', async () => {
  const ben = sandbox.people.get('Ben');
  const moderators = [...(bot.guilds.cache.first()?.roles.cache.values() ?? [])].find(
    ({ name }) => name === 'Moderator',
  );
  await fetch(`${sandbox.announcement.controlUrl}/members/Lyrebird`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ roles: [moderators?.id, 'Lyrebird'] }),
  });
  const { id } = ben.say('music', 'keep');
  const message = await channel.messages.fetch(id);
  await message.pin();
  const { items } = await channel.messages.fetchPins();
  expect(items.map((pin) => pin.message.id)).toEqual([id]);
  await message.unpin();
  expect((await channel.messages.fetchPins()).items).toEqual([]);
});

test('guild, members, roles and the own application can be fetched', async () => {
  const guild = await bot.guilds.fetch({ guild: sandbox.announcement.guildId, force: true });
  expect((await guild.roles.fetch()).size).toBe(3);
  expect((await guild.members.search({ query: 'cl' })).first()?.displayName).toBe('Cleo');
  expect(
    (await guild.members.fetch(sandbox.announcement.userIds['Ben'] ?? '')).roles.cache.size,
  ).toBe(2);
  expect((await guild.members.fetch({ query: 'da', limit: 5 })).first()?.displayName).toBe('Dan');
  expect((await bot.application.fetch()).owner?.id).toBe(sandbox.announcement.userIds['Ada']);
  expect((await guild.channels.fetch()).size).toBe(4);
});
