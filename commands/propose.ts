import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { completePrompts } from '#src/crowd/typed/completePlay.ts';
import { parsePrompts } from '#src/crowd/typed/parsePrompts.ts';
import { MAX_PROMPT_LENGTH } from '#src/music/controls.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import { translate } from '#src/words/translate.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';
import { act, stationOf } from './station.ts';

/** Puts a prompt up for the vote. */
export const propose: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.propose'),
    options: [
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.propose.prompt'),
        required: true,
        min_length: 1,
        max_length: MAX_PROMPT_LENGTH,
        autocomplete: true,
      },
    ],
  },

  async execute(context) {
    if ((await stationOf(context)) === undefined) return;
    const read = readProposal(context.options.string('prompt') ?? '');
    if (!read.ok) await context.answer.whisper(context.texts.put(read.text));
    else await act(context, { kind: 'propose', text: read.prompt }, undefined);
  },

  complete: (typed) => completePrompts(typed, translate).filter((choice) => !choice.includes(',')),
};

/** One prompt, as somebody typed it here or in the panel's modal; or what is wrong with it. */
export function readProposal(
  typed: string,
): { readonly ok: true; readonly prompt: string } | { readonly ok: false; readonly text: Told } {
  const parsed = parsePrompts(typed);
  if (!parsed.ok) return { ok: false, text: parsed.problem };
  const [prompt, ...more] = parsed.prompts;
  if (prompt === undefined || more.length > 0) {
    return { ok: false, text: tell('propose.one') };
  }
  if (prompt.weight !== 1) {
    return {
      ok: false,
      text: tell('propose.no-weight'),
    };
  }
  if (isHurtful(prompt.text)) return { ok: false, text: tell('reason.unkind') };
  return { ok: true, prompt: prompt.text };
}
