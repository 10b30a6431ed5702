import { Client, Guild } from 'discord.js';
import { expect, test } from 'vitest';
import { checkVoiceChannel } from '#src/bot/voiceChecks.ts';

test('nobody can be heard in the AFK channel, and that is told before anything starts', () => {
  const data = { id: '1', name: 'Aviary', afk_channel_id: '2' };
  const guild: Guild = Reflect.construct(Guild, [new Client({ intents: [] }), data]);
  expect(checkVoiceChannel(guild, '2')).toMatchObject({
    ok: false,
    text: { id: 'place.afk' },
  });
});
