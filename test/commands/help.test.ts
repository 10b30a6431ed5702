import { expect, test } from 'vitest';
import { help } from '#commands/help.ts';
import { commands } from '#commands/index.ts';
import type { Caller } from '#src/control/actions.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { interpretLocally } from '#src/words/localInterpreter.ts';
import { startBot } from '../support/bot/botInSandbox.ts';
import { runCommand, unused } from '../support/bot/runCommand.ts';
import { SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const DJS: Partial<GuildSettings> = { whoMayVote: 'djs' };

/** What somebody reads, and what there is to press. */
async function helpFor(
  caller: Partial<Caller>,
  paper: StationOnPaper | undefined,
  settings: Partial<GuildSettings> = {},
) {
  const station = paper?.actor;
  const { whispered, offered } = await runCommand(help, station, {
    caller,
    context: {
      stations: {
        get: () => station,
        check: unused,
        start: unused,
        settings: () => ({ ...SETTINGS, ...settings }),
        changeSettings: unused,
      },
    },
  });
  const pressed = (offered[0] ?? []).map(({ command, option }) =>
    [command, ...(option?.slice(1) ?? [])].join(' '),
  );
  return { text: whispered.join('\n'), pressed };
}

test('where nothing plays it begins at the beginning, as far as one may', async () => {
  const there = await helpFor({}, undefined);
  expect(there.text).toMatch(/never ends.*\n.*`\/lyria play` starts it/);
  expect(there.pressed).toHaveLength(3);
  expect(there.text).not.toContain('/lyria settings');
  const nowhere = await helpFor({ voiceChannelId: undefined }, undefined);
  expect([nowhere.text, nowhere.pressed]).toEqual([
    expect.stringContaining('Join a voice channel; then'),
    [],
  ]);
  const noDj = await helpFor({}, undefined, DJS);
  expect([noDj.text, noDj.pressed]).toEqual([expect.stringContaining('DJs start and steer'), []]);
});

test('while it plays it tells what one may, and who is asked', async () => {
  const paper = await StationOnPaper.playing(['ada', 'ben']);
  const member = await helpFor({}, paper);
  expect(member.text).toContain('after a while. (The others are asked first.)');
  expect(member.text).toContain('**Vote** with the buttons');
  expect(member.pressed).toEqual(['vote', 'play a bit faster', 'play less drums', 'now']);
  const dj = await helpFor({ isDj: true }, paper);
  expect(dj.text).not.toContain('asked first');
  const manager = await helpFor({ isDj: true, canManageGuild: true }, paper);
  expect(manager.text).toContain('`/lyria settings`');
  const elsewhere = await helpFor({ userId: 'cleo', voiceChannelId: 'studio' }, paper);
  expect(elsewhere.text).toMatch(/^The music plays in <#lounge>/);
  expect(elsewhere.text).not.toContain('/lyria stop');
  expect(elsewhere.pressed).toEqual(['now', 'mix show']);
  await paper.ends();
  const djsOnly = await StationOnPaper.playing(['ada', 'ben'], { settings: DJS, voting: ['ben'] });
  const barred = await helpFor({}, djsOnly, DJS);
  expect(barred.text).toMatch(/^On this server DJs steer/);
  expect(barred.text).not.toContain('/lyria propose');
  expect(barred.text).toContain('`/lyria stop`');
  await djsOnly.ends();
});

test('every command has its line or its example, and every example is understood', async () => {
  const paper = await StationOnPaper.playing(['ada'], { settings: { talk: 'spoken' } });
  const { text } = await helpFor({ isDj: true, canManageGuild: true }, paper);
  for (const name of commands.keys()) {
    if (name !== 'help') expect(text).toContain(`\`/lyria ${name}\``);
  }
  for (const line of [
    ...(await helpFor({}, paper)).pressed,
    ...(await helpFor({}, undefined)).pressed,
  ]) {
    const [name = '', ...prompt] = line.split(' ');
    expect(commands.has(name)).toBe(true);
    const playing = { prompts: [{ text: 'techno', weight: 1 }], config: { bpm: 120 } };
    if (prompt.length === 0) continue;
    expect(interpretLocally({ text: prompt.join(' '), playing })).toMatchObject({ kind: 'music' });
  }
  expect(text.length).toBeLessThan(2_000);
  await paper.ends();
});

test('an example that is pressed does what it says', async () => {
  const { sandbox, media, type, until, answerTo } = await startBot();
  const ada = sandbox.people.get('Ada');
  ada.join('Lounge');
  const asked = await type('Ada', '/lyria help');
  expect(answerTo('Ada', asked)).toContain('Try one');
  const pressed = ada.press(
    asked.responseMessageId ?? '',
    'do:play:prompt:rainy lo-fi with soft piano',
  );
  const start = await media.next('start');
  expect(start.prompts.map(({ text }) => text).join()).toMatch(/lo-fi/i);
  media.plays();
  await until('the panel', () => /Lo.{1,2}Fi/i.test(answerTo('Ada', pressed)) || undefined);
});
