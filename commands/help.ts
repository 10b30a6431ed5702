import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Caller } from '#src/control/actions.ts';
import { electorateOf } from '#src/control/reading.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { StationState } from '#src/control/StationState.ts';
import { type Deed, hasToAsk, whyNot } from '#src/control/whoMay.ts';
import type { Command, Example } from './Command.ts';

/** What there is, in the order in which one needs it; each for those who may. */
const LINES: readonly { readonly deed: Deed; readonly text: string }[] = [
  {
    deed: 'vote',
    text: '**Vote** with the buttons of the panel: the shares are the mix. `/lyria vote` shows it to you alone, `/lyria panel` brings it down here.',
  },
  { deed: 'propose', text: '`/lyria propose` puts one more sound up for the vote.' },
  {
    deed: 'play',
    text: '`/lyria play` changes what plays, in your own words: `a bit faster`, `less drums`, or something else.',
  },
  { deed: 'tune', text: '`/lyria tune` sets tempo, scale and every other control.' },
  { deed: 'undo', text: '`/lyria undo` goes back to the mix before the last new one.' },
  { deed: 'reset', text: '`/lyria reset` starts a new piece with the same mix.' },
  { deed: 'drop', text: '`/lyria drop` takes a prompt of yours off the list again.' },
  { deed: 'pause', text: '`/lyria pause` and `/lyria resume` hold the music and let it go on.' },
  { deed: 'volume', text: '`/lyria volume` makes it louder or softer for everybody.' },
  { deed: 'stop', text: '`/lyria stop` ends it, at once or, with `in:`, after a while.' },
  { deed: 'look', text: '`/lyria now` and `/lyria mix show` tell exactly what plays.' },
  { deed: 'clip', text: '`/lyria clip` posts the last seconds as a file.' },
  {
    deed: 'save-mix',
    text: '`/lyria mix save` keeps it, `/lyria mix load` brings it back, `/lyria mix share` hands it on as a code; `/lyria mix list` has what is saved, `/lyria mix delete` takes off what you saved.',
  },
];
const MANAGING =
  'You manage this server: `/lyria settings` has the DJ role, 24/7, blocked words and more, `/lyria timeout` stops a member’s proposals, `/lyria mix export` and `/lyria mix import` take its mixes elsewhere, and `/lyria doctor` looks for what is wrong.';
const ASKED = ' (The others are asked first.)';

const STARTS: readonly Example[] = [
  { command: 'play', prompt: 'rainy lo-fi with soft piano' },
  { command: 'play', prompt: 'deep house at 122 bpm in D minor' },
  { command: 'play', prompt: 'techno:2, dreamy pads' },
];
const CHANGES: readonly Example[] = [
  { command: 'vote' },
  { command: 'play', prompt: 'a bit faster' },
  { command: 'play', prompt: 'less drums' },
  { command: 'now' },
];
const LOOKS: readonly Example[] = [{ command: 'now' }, { command: 'mix show' }];

/** What there is for whoever asks, seen by them alone. */
export const help: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'help',
    description: 'What you can do here, with examples to press',
  },
  async execute({ guildId, caller, stations, answer }) {
    const state = stations.get(guildId)?.state;
    const settings = stations.settings(guildId);
    const lines = state === undefined ? beforeStart(caller, settings) : whilePlaying(caller, state);
    if (caller.canManageGuild) lines.push(MANAGING);
    await answer.offer(lines.join('\n'), examplesFor(caller, state, settings));
  },
};

function beforeStart(caller: Caller, settings: GuildSettings): string[] {
  const line =
    'I play music that never ends, made up live, and whoever listens steers it by voting. Nothing plays here yet.';
  switch (whyNot('start', caller, undefined, settings)) {
    case undefined:
      return [line, '`/lyria play` starts it in your voice channel, in your own words. Try one:'];
    case 'djs-only':
      return [line, 'On this server DJs start and steer it. Ask one of them.'];
    default:
      return [line, 'Join a voice channel; then `/lyria play` starts it there.'];
  }
}

function whilePlaying(caller: Caller, state: StationState): string[] {
  const lines = LINES.filter(({ deed }) => whyNot(deed, caller, state) === undefined).map(
    ({ deed, text }) => (hasToAsk(deed, caller, electorateOf(state)) ? text + ASKED : text),
  );
  const { channelId } = state.kept.record;
  const why = whyNot('vote', caller, state);
  if (why === undefined) return lines;
  if (why === 'djs-only') return ['On this server DJs steer what plays.', ...lines];
  return [`The music plays in <#${channelId}>. Join it, and undeafen, to take part.`, ...lines];
}

function examplesFor(
  caller: Caller,
  state: StationState | undefined,
  settings: GuildSettings,
): readonly Example[] {
  if (state !== undefined) return whyNot('vote', caller, state) === undefined ? CHANGES : LOOKS;
  return whyNot('start', caller, undefined, settings) === undefined ? STARTS : [];
}
