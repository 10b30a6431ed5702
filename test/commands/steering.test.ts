import { describe, expect, test } from 'vitest';
import type { Command, CommandContext } from '../../commands/Command.ts';
import { commands, lyriaCommand } from '../../commands/index.ts';
import { now } from '../../commands/now.ts';
import { pause } from '../../commands/pause.ts';
import type { Caller, StationControl } from '../../commands/ports.ts';
import { resume } from '../../commands/resume.ts';
import { stop } from '../../commands/stop.ts';
import type { WeightedPrompt } from '../../src/music/controls.ts';

const CALLER: Caller = {
  userId: 'ada',
  voiceChannelId: 'lounge',
  isDj: false,
  canManageGuild: false,
};

function unused(): never {
  throw new Error('This command has no business with that');
}

/** Runs a command against a station in the lounge, or none, and gives what happened. */
async function run(
  command: Command,
  options: {
    readonly caller?: Partial<Caller>;
    readonly paused?: boolean;
    readonly isPlaying?: boolean;
    readonly prompts?: readonly WeightedPrompt[];
    readonly listeners?: readonly string[];
  } = {},
) {
  const done: string[] = [];
  const said: string[] = [];
  const whispered: string[] = [];
  const prompts = options.prompts ?? [{ text: 'techno', weight: 1 }];
  const station: StationControl = {
    key: 'key',
    channelId: 'lounge',
    snapshot: undefined,
    refresh: async () => {},
    listeners: options.listeners ?? ['ada'],
    playback: {
      paused: options.paused ?? false,
      volume: 1,
      pause: () => void done.push('pause'),
      resume: () => void done.push('resume'),
      reset: unused,
      setVolume: unused,
    },
    config: {},
    vote: { sentMix: prompts, standings: unused, propose: unused, drop: unused },
    restart: unused,
    stop: () => void done.push('stop'),
    setConfig: unused,
    panel: unused,
    adoptPanel: unused,
    ask: async ({ kind }) => {
      done.push(`ask ${kind}`);
      return { ok: true };
    },
  };
  const context: CommandContext = {
    guildId: 'guild',
    textChannelId: 'text',
    caller: { ...CALLER, ...options.caller },
    options: { string: unused, number: unused, boolean: unused, role: unused },
    stations: {
      get: () => (options.isPlaying === false ? undefined : station),
      check: unused,
      start: unused,
      settings: unused,
      changeSettings: unused,
    },
    words: { read: unused },
    answer: {
      say: async (text) => void said.push(text),
      whisper: async (text) => void whispered.push(text),
      defer: unused,
      show: unused,
      showPrivately: unused,
    },
  };
  await command.execute(context);
  return { done, said, whispered };
}

describe.each([
  ['pause', pause, false],
  ['resume', resume, true],
  ['stop', stop, false],
] as const)('/lyria %s', (deed, command, paused) => {
  test('does it from the channel, and says so to everybody', async () => {
    const { done, said } = await run(command, { paused });
    expect(done).toEqual([deed]);
    expect(said).toHaveLength(1);
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
  const prompts = Array.from({ length: 8 }, (_, index) => ({
    text: `${index}${nasty}`.slice(0, 200),
    weight: 1,
  }));
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
  for (const { name } of lyriaCommand.options ?? []) expect(commands.has(name)).toBe(true);
});
