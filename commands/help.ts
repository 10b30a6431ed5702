import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Caller } from '#src/control/actions.ts';
import { electorateOf } from '#src/control/reading.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { StationState } from '#src/control/StationState.ts';
import { type Deed, hasToAsk, whyNot } from '#src/control/whoMay.ts';
import type { TextId, Texts } from '#src/texts/texts.ts';
import type { Command, Example } from './Command.ts';
import { named, nameIn } from './named.ts';

/** What there is, in the order in which one needs it; each for those who may. */
const LINES = [
  'vote',
  'propose',
  'play',
  'tune',
  'undo',
  'reset',
  'drop',
  'pause',
  'volume',
  'stop',
  'look',
  'talk',
  'clip',
  'save-mix',
] as const satisfies readonly Deed[];

/** A command to press, and what is typed with it. */
type Pressable = readonly [
  command: CommandName,
  prompt?: Extract<TextId, `help.example.${string}`>,
];
type CommandName = 'play' | 'vote' | 'now' | 'mix.show';

const STARTS: readonly Pressable[] = [
  ['play', 'help.example.rainy'],
  ['play', 'help.example.house'],
  ['play', 'help.example.tags'],
];
const CHANGES: readonly Pressable[] = [
  ['vote'],
  ['play', 'help.example.faster'],
  ['play', 'help.example.drums'],
  ['now'],
];
const LOOKS: readonly Pressable[] = [['now'], ['mix.show']];

/** What there is for whoever asks, seen by them alone. */
export const help: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.help'),
  },
  async execute({ guildId, caller, stations, texts, answer }) {
    const state = stations.get(guildId)?.state;
    const settings = stations.settings(guildId);
    const lines =
      state === undefined
        ? beforeStart(texts, caller, settings)
        : whilePlaying(texts, caller, state);
    if (caller.canManageGuild) lines.push(texts.say('help.managing'));
    const pressable = examplesFor(caller, state, settings).map((one) => exampleOf(texts, one));
    await answer.offer(lines.join('\n'), pressable);
  },
};

function beforeStart(texts: Texts, caller: Caller, settings: GuildSettings): string[] {
  const what = texts.say('help.what');
  switch (whyNot('start', caller, undefined, settings)) {
    case undefined:
      return [what, texts.say('help.start')];
    case 'djs-only':
      return [what, texts.say('help.ask-djs')];
    default:
      return [what, texts.say('help.join')];
  }
}

function whilePlaying(texts: Texts, caller: Caller, state: StationState): string[] {
  const may = (deed: (typeof LINES)[number]): boolean =>
    whyNot(deed, caller, state) === undefined && (deed !== 'talk' || state.settings.talk !== 'off');
  const lines = LINES.filter(may).map((deed) => {
    const line = texts.say(`help.${deed}`);
    return hasToAsk(deed, caller, electorateOf(state)) ? texts.say('help.asked', { line }) : line;
  });
  const { channelId } = state.kept.record;
  const why = whyNot('vote', caller, state);
  if (why === undefined) return lines;
  if (why === 'djs-only') return [texts.say('help.djs'), ...lines];
  return [texts.say('help.elsewhere', { channelId }), ...lines];
}

function examplesFor(
  caller: Caller,
  state: StationState | undefined,
  settings: GuildSettings,
): readonly Pressable[] {
  if (state !== undefined) return whyNot('vote', caller, state) === undefined ? CHANGES : LOOKS;
  return whyNot('start', caller, undefined, settings) === undefined ? STARTS : [];
}

/** With the label that its button bears: what one would type. */
function exampleOf(texts: Texts, [command, promptId]: Pressable): Example {
  const called = command === 'mix.show' ? (['mix', command] as const) : ([command] as const);
  const prompt = promptId === undefined ? [] : [texts.say(promptId)];
  const label = ['/lyria', ...called.map((one) => nameIn(texts, one)), ...prompt].join(' ');
  const option = prompt[0] === undefined ? {} : { option: ['prompt', prompt[0]] as const };
  return { command: command.replace('.', ' '), ...option, label };
}
