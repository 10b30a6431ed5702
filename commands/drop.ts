import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { promptKey } from '#src/crowd/typed/memberText.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';
import { act, stationOf } from './station.ts';

/** Of a choice, in UTF-16 units: of which a character has two at most. */
const MOST_CHOICE_CHARACTERS = 100;

/** Takes one's own candidate off the list; DJs any. */
export const drop: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.drop'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.drop.prompt'),
        required: true,
        max_length: 200,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const wanted = promptKey(context.options.string('prompt') ?? '');
    const { candidates } = station.state.kept.vote;
    const near = candidates.filter(({ text }) => promptKey(text).startsWith(wanted));
    const exact = near.find(({ text }) => promptKey(text) === wanted);
    if (exact === undefined && near.length > 1) {
      await context.answer.whisper(context.texts.say('drop.several'));
      return;
    }
    const candidateId = (exact ?? near[0])?.id ?? Number.NaN;
    await act(context, { kind: 'drop', candidateId }, undefined);
  },

  complete: (typed, _option, station) => {
    const wanted = promptKey(typed);
    const texts = station?.state.kept.vote.candidates.map(({ text }) => text) ?? [];
    return texts
      .filter((text) => promptKey(text).includes(wanted))
      .map((text) => [...text].slice(0, MOST_CHOICE_CHARACTERS / 2).join(''));
  },
};
