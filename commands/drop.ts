import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { showText } from '../src/crowd/memberText.ts';
import { promptKey } from '../src/crowd/promptKey.ts';
import { REFUSAL_TEXTS } from '../src/crowd/refusal.ts';
import type { Command } from './Command.ts';
import { stationOf } from './station.ts';

const SHOWN_LENGTH = 100;
/** Of a choice, in UTF-16 units: of which a character has two at most. */
const MOST_CHOICE_CHARACTERS = 100;

/** Takes one's own candidate off the list; DJs any. */
export const drop: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'drop',
    description: 'Take back a prompt you proposed (DJs: any)',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description: 'The prompt as the panel shows it',
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
    const { candidates } = station.vote.standings();
    const { caller, answer } = context;
    const near = candidates.filter(({ candidate }) => promptKey(candidate.text).startsWith(wanted));
    const exact = near.find(({ candidate }) => promptKey(candidate.text) === wanted);
    if (exact === undefined && near.length > 1) {
      await answer.whisper('More than one prompt begins so. Choose one from the list.');
      return;
    }
    const found = exact ?? near[0];
    const id = found?.candidate.id ?? Number.NaN;
    const dropped = station.vote.drop(caller.userId, id, caller.isDj);
    const name = found === undefined ? '' : showText(found.candidate.text, SHOWN_LENGTH);
    await answer.whisper(dropped.ok ? `${name} is off the list.` : REFUSAL_TEXTS[dropped.refusal]);
  },

  complete: (typed, _option, station) => {
    const wanted = promptKey(typed);
    const texts = station?.vote.standings().candidates.map(({ candidate }) => candidate.text) ?? [];
    return texts
      .filter((text) => promptKey(text).includes(wanted))
      .map((text) => [...text].slice(0, MOST_CHOICE_CHARACTERS / 2).join(''));
  },
};
