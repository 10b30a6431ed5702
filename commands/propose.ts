import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { completePrompts } from '../src/crowd/completePrompts.ts';
import { showText } from '../src/crowd/memberText.ts';
import { parsePrompts } from '../src/crowd/parsePrompts.ts';
import type { Proposed } from '../src/crowd/proposals.ts';
import { REFUSAL_TEXTS, type Refused } from '../src/crowd/refusal.ts';
import { MAX_PROMPT_LENGTH } from '../src/music/controls.ts';
import type { Command } from './Command.ts';
import type { Caller, StationControl } from './ports.ts';
import { stationOf } from './station.ts';

const SHOWN_LENGTH = 100;

/** Puts a prompt up for the vote. */
export const propose: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'propose',
    description: 'Propose a prompt for everybody to vote on',
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description: 'One genre, instrument or mood, such as dreamy pads',
        required: true,
        min_length: 1,
        max_length: MAX_PROMPT_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const typed = context.options.string('prompt') ?? '';
    const { text, everybody } = proposeTo(station, context.caller, typed);
    await (everybody ? context.answer.say(text) : context.answer.whisper(text));
  },

  complete: (typed) => completePrompts(typed).filter((choice) => !choice.includes(',')),
};

/** Proposes what somebody typed, here or in the panel's modal; the answer in words. */
export function proposeTo(
  station: StationControl,
  caller: Caller,
  typed: string,
): { readonly text: string; readonly everybody: boolean } {
  const parsed = parsePrompts(typed);
  if (!parsed.ok) return { text: parsed.problem, everybody: false };
  const [prompt, ...more] = parsed.prompts;
  if (prompt === undefined || more.length > 0) {
    return { text: 'One prompt at a time, please: each is voted on by itself.', everybody: false };
  }
  if (prompt.weight !== 1) {
    return {
      text: 'A proposal has no weight: the votes decide how much it counts.',
      everybody: false,
    };
  }
  return outcome(station.vote.propose(caller.userId, prompt.text, caller.isDj));
}

function outcome(proposed: Proposed | Refused): { text: string; everybody: boolean } {
  if (!proposed.ok) return { text: REFUSAL_TEXTS[proposed.refusal], everybody: false };
  const name = showText(proposed.candidate.text, SHOWN_LENGTH);
  if (proposed.kind === 'seconded') {
    return {
      text: `${name} is up for the vote already: your proposal counts as a vote for it.`,
      everybody: false,
    };
  }
  const gaveWay =
    proposed.gaveWay === null
      ? ''
      : ` It takes the place of ${showText(proposed.gaveWay.text, SHOWN_LENGTH)}.`;
  return { text: `${name} is up for the vote.${gaveWay}`, everybody: false };
}
