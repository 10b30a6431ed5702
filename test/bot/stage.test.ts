import { expect, test } from 'vitest';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';

async function control(home: BotInSandbox, method: string, path: string, body: unknown) {
  const response = await fetch(`${home.sandbox.announcement.controlUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect([path, response.ok]).toEqual([path, true]);
}

/** Plays on the stage, as far as it is let; `said` is what the channel reads. */
async function onStage(home: BotInSandbox) {
  const { sandbox, media, type, guildId, botId } = home;
  sandbox.people.get('Ada').join('Stage');
  const enter = async () => {
    const played = await type('Ada', '/lyria play techno');
    await media.next('start');
    media.joins(guildId, home.channelId('Stage'));
    return played;
  };
  const own = () => sandbox.discord.world.guilds.get(guildId)?.voiceStates.get(botId);
  const said = (part: RegExp) =>
    sandbox.people
      .get('Ada')
      .messages('music')
      .map((message) => JSON.stringify(message.components))
      .find((text) => part.test(text));
  return { enter, own, said };
}

test('with Mute Members it speaks at once', async () => {
  const home = await startBot();
  const { enter, own, said } = await onStage(home);
  await control(home, 'PATCH', '/roles/Lyrebird', { add: ['MuteMembers'] });
  await enter();
  await home.until('its place', () => (own()?.suppress === false ? true : undefined));
  expect(said(/audience|raised my hand/)).toBeUndefined();
});

test('without, it raises its hand, says who can let it in, and speaks when it is', async () => {
  const home = await startBot();
  const { enter, own, said } = await onStage(home);
  await control(home, 'PATCH', '/roles/Lyrebird', { remove: ['MuteMembers'] });
  await enter();
  await home.until('its hand', () => own()?.requestToSpeakEpochMs ?? undefined);
  expect(own()?.suppress).toBe(true);
  const told = await home.until('the word', () => said(/raised my hand/));
  const moderators = [...told.matchAll(/<@(&?)(\d+)>/g)];
  expect(moderators.length).toBeGreaterThan(0);
  for (const [, role, id] of moderators) expect([role, id]).not.toEqual(['&', home.guildId]);
  await control(home, 'PATCH', '/members/Lyrebird', { speaker: true });
  await home.until('its place', () => (own()?.suppress === false ? true : undefined));
  expect(own()?.requestToSpeakEpochMs).toBeNull();
  // Whoever is sent back to the audience does not ask again by itself.
  await control(home, 'PATCH', '/members/Lyrebird', { speaker: false });
  await home.until('the word', () => said(/I am in the audience/));
  expect(own()?.requestToSpeakEpochMs).toBeNull();
});

test('where it may do neither, it does not come, and names both', async () => {
  const home = await startBot();
  const { sandbox, type, answerTo, until } = home;
  await control(home, 'PATCH', '/roles/Lyrebird', { remove: ['MuteMembers'] });
  await control(home, 'PUT', '/channels/Stage/overwrites/Lyrebird', { deny: ['RequestToSpeak'] });
  sandbox.people.get('Ada').join('Stage');
  const answer = await until('the reason', () => type('Ada', '/lyria play techno'));
  const text = answerTo('Ada', await answer);
  expect(text).toMatch(/\*\*Request to Speak\*\*.*\*\*Mute Members\*\*/);
});
