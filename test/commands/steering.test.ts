import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import type { Command } from '#commands/Command.ts';
import { commands, lyriaCommand } from '#commands/index.ts';
import { now } from '#commands/look.ts';
import { pause, resume, stop } from '#commands/playback.ts';
import type { Caller } from '#src/control/actions.ts';
import { runCommand } from '../support/bot/runCommand.ts';
import { StationOnPaper } from '../support/bot/StationOnPaper.ts';

/** Runs a command against a station in the lounge, or none, and gives what happened. */
async function run(
  command: Command,
  options: {
    readonly caller?: Partial<Caller>;
    readonly paused?: boolean;
    readonly isPlaying?: boolean;
    readonly prompts?: readonly string[];
    readonly listeners?: readonly string[];
  } = {},
) {
  const { prompts = ['techno'], listeners = ['ada'], caller = {} } = options;
  const record = { paused: options.paused ?? false };
  const paper = await StationOnPaper.playing(listeners, { prompts, record });
  const before = paper.media.commands.length;
  const station = options.isPlaying === false ? undefined : paper.actor;
  const answering = runCommand(command, station, { caller });
  await paper.clock.advance(1_000);
  const { whispered } = await answering;
  const asked = paper.shownPolls.map(({ poll }) => `ask ${poll.question.kind}`);
  const sent = paper.media.commands.slice(before).map(({ type }) => type);
  return { done: [...sent, ...asked], whispered };
}

describe.each([
  ['pause', pause, false],
  ['resume', resume, true],
  ['stop', stop, false],
] as const)('/lyria %s', (deed, command, paused) => {
  test('does it from the channel, and says so to everybody', async () => {
    const { done, whispered } = await run(command, { paused });
    expect(done).toEqual([deed]);
    expect(whispered).toHaveLength(1);
  });

  test.each([undefined, 'studio'])('is refused in private from %s', async (voiceChannelId) => {
    const { done, whispered } = await run(command, { paused, caller: { voiceChannelId } });
    expect(done).toEqual([]);
    expect(whispered[0]).toContain('<#lounge>');
  });

  test('is for those with Manage Server from anywhere', async () => {
    const caller = { voiceChannelId: undefined, canManageGuild: true };
    expect((await run(command, { paused, caller })).done).toEqual([deed]);
  });

  test('says kindly when nothing plays', async () => {
    const { whispered } = await run(command, { isPlaying: false });
    expect(whispered[0]).toContain('/lyria play');
  });
});

test('pausing twice and resuming what plays is answered, and does nothing', async () => {
  const again = await run(pause, { paused: true });
  expect([again.done, again.whispered.length]).toEqual([[], 1]);
  const playing = await run(resume, { paused: false });
  expect([playing.done, playing.whispered.length]).toEqual([[], 1]);
});

test('stopping asks the others who listen', async () => {
  expect((await run(stop, { listeners: ['ada', 'ben'] })).done).toEqual(['ask stop']);
});

test('now pings nobody, keeps to one line a mix, and fits into a message', async () => {
  const nasty = `@everyone **x** \u202e\n# ${'w'.repeat(200)}`;
  const prompts = Array.from({ length: 8 }, (_, index) => `${index}${nasty}`.slice(0, 200));
  const { whispered } = await run(now, { prompts });
  const [text = ''] = whispered;
  expect(text.length).toBeLessThanOrEqual(2_000);
  expect(text).not.toMatch(/(?<!\\)@everyone/);
  expect(text).not.toContain('\u202e');
  expect(text.split('\n')).toHaveLength(2);
});

test('the command is for servers only, and each subcommand can be found', () => {
  expect(lyriaCommand.contexts).toEqual([0]);
  expect(lyriaCommand.integration_types).toEqual([0]);
  const offered = (lyriaCommand.options ?? []).flatMap((option) =>
    option.type === ApplicationCommandOptionType.SubcommandGroup
      ? (option.options ?? []).map(({ name }) => `${option.name} ${name}`)
      : [option.name],
  );
  expect(offered).toEqual([...commands.keys()]);
});
