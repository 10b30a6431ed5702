import type { APIContainerComponent } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import { PanelChannels } from '#src/bot/desk/PanelChannels.ts';
import type { MessagePort } from '#src/bot/messages.ts';
import { silentLog } from '#src/log.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { startBot } from '../support/bot/botInSandbox.ts';
import { SETTINGS } from '../support/bot/StationOnPaper.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const MIN_MS = 60_000;
const CONTAINER: APIContainerComponent = { type: 17, components: [] };

test('the panel stands in its channel, wherever it is asked for', async () => {
  const { sandbox, media, type, answerTo, channelId, until } = await startBot();
  const ada = sandbox.people.get('Ada');
  ada.join('Lounge');
  const studio = channelId('Studio');
  const set = await type('Ada', '/lyria settings channel:Studio');
  expect(answerTo('Ada', set)).toContain(`**Panel:** in <#${studio}>`);
  const panels = (channel: string) =>
    ada.messages(channel).filter(({ components }) => JSON.stringify(components).includes(':stop"'));

  const playing = await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  await until('the panel', () => panels('Studio')[0]);
  await until('a word where it was asked for', () =>
    playing.followUpIds.some((id) => ada.message(id).content === `The panel is in <#${studio}>.`)
      ? true
      : undefined,
  );
  expect(panels('music')).toEqual([]);

  // The same one again: where it is asked for.
  const off = await type('Ada', '/lyria settings channel:Studio');
  expect(answerTo('Ada', off)).toContain('**Panel:** wherever somebody asks for it');
  await type('Ada', '/lyria panel');
  await until('the panel here', () => panels('music')[0]);
  await until('none there', () => (panels('Studio').length === 0 ? true : undefined));

  // Set while music plays, it moves there by itself.
  await type('Ada', '/lyria settings channel:Studio');
  await until('the panel there', () => panels('Studio')[0]);
  await until('none here', () => (panels('music').length === 0 ? true : undefined));
});

test('a channel that the bot may not write in is not taken, and not waited for', async () => {
  const { sandbox, media, type, answerTo, until } = await startBot();
  const deny = (permissions: readonly string[]) =>
    fetch(`${sandbox.announcement.controlUrl}/channels/Studio/overwrites/Lyrebird`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ deny: permissions }),
    });
  const ada = sandbox.people.get('Ada');
  ada.join('Lounge');
  await deny(['SendMessages']);
  const refused = await type('Ada', '/lyria settings channel:Studio');
  expect(answerTo('Ada', refused)).toContain('I need the permission **Send Messages**');
  await deny([]);
  await type('Ada', '/lyria settings channel:Studio');
  await deny(['SendMessages']);
  const playing = await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  await until('the panel', () =>
    JSON.stringify(ada.message(playing.responseMessageId ?? '').components).includes(':stop"')
      ? true
      : undefined,
  );
});

/** A server with two channels, one of them for the panel. */
function channels() {
  const clock = new VirtualClock();
  const removed: string[] = [];
  const messages: MessagePort = {
    edit: async () => {},
    post: async (channelId) => ({ messageId: `in ${channelId}` }),
    remove: async (_channelId, messageId) => void removed.push(messageId),
    countBelow: async () => 0,
  };
  const cache = new Map(['panels', 'other'].map((id) => [id, { id, guildId: 'guild' }] as const));
  const made = new PanelChannels({
    client: { guilds: { cache: new Map() }, channels: { cache } },
    messages,
    settings: () => ({ ...SETTINGS, panelChannelId: 'panels' }),
    texts: () => ENGLISH,
    clock,
    log: silentLog,
  });
  return { made, clock, removed };
}

test('all else vanishes there five minutes after it was said or changed, and nowhere else', async () => {
  const { made, clock, removed } = channels();
  await made.messages.post('panels', CONTAINER);
  await made.messages.post('other', CONTAINER);
  made.answered('panels', 'answer', async () => removed.push('answer'));
  made.answered('other', 'elsewhere', async () => removed.push('elsewhere'));
  await clock.advance(4 * MIN_MS);
  await made.messages.edit('panels', 'in panels', CONTAINER);
  await clock.advance(MIN_MS);
  expect(removed).toEqual(['answer']);
  await clock.advance(4 * MIN_MS);
  expect(removed).toEqual(['answer', 'in panels']);
  await made.messages.post('panels', CONTAINER);
  made.close();
  expect(clock.pending).toBe(0);
});

test('a notice stands until five minutes after it was changed', async () => {
  const { made, clock, removed } = channels();
  await made.notices.post('panels', CONTAINER);
  await clock.advance(60 * MIN_MS);
  expect(removed).toEqual([]);
  await made.notices.edit('panels', 'in panels', CONTAINER);
  await clock.advance(5 * MIN_MS);
  expect(removed).toEqual(['in panels']);
});
