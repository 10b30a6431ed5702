import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { configWanted } from '#src/control/reading.ts';
import { rangeOf } from '#src/music/controlSchemas.ts';
import { CONTROL_NAMES, type ControlName, controlOf } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { describeConfig } from '#src/music/describeConfig.ts';
import { completeScale } from '#src/music/readScale.ts';
import type { Texts } from '#src/texts/texts.ts';
import type { Command } from './Command.ts';
import { choice, named, namedAs } from './named.ts';
import { act, stationOf } from './station.ts';
import { RESET_CHOICES, readChanges } from './tune/readChanges.ts';

/** Every control of the music model. */
export const tune: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.tune'),
    options: [
      ...CONTROL_NAMES.map((name) => optionOf(name)),
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.tune.reset'),
        choices: [...RESET_CHOICES],
      },
    ],
  },

  async execute(context) {
    const { texts } = context;
    const read = readChanges(context.options);
    if (!read.ok) {
      await context.answer.whisper(read.texts.map((text) => texts.put(text)).join('\n'));
    } else if (Object.keys(read.changes).length === 0) {
      const station = await stationOf(context);
      if (station !== undefined) {
        const config = configWanted(station.state, station.now);
        await context.answer.whisper(describeConfig(texts, config).join('\n'));
      }
    } else {
      const { changes } = read;
      await act(context, { kind: 'tune', changes, askIn: context.textChannelId }, undefined);
    }
  },

  complete: (typed, option, _station, _saved, texts) =>
    option === CONTROLS.scale.option ? completeScale(texts, typed) : [],
};

/**
 * Numbers come without limits for Discord to check: it refuses in silence what an answer of ours
 * explains, with what was probably meant.
 */
function optionOf(id: ControlName): APIApplicationCommandBasicOption {
  const control = controlOf(id);
  const name = (texts: Texts): string => texts.say(`control.${id}.option`);
  const help = (texts: Texts): string => texts.say(`control.${id}.help`);
  const names = namedAs(name, help);
  switch (control.kind) {
    case 'number':
      return {
        type: ApplicationCommandOptionType.Number,
        ...namedAs(name, (texts) =>
          texts.say('option.tune.number', { help: help(texts), range: rangeOf(control) }),
        ),
      };
    case 'scale':
      return { type: ApplicationCommandOptionType.String, ...names, autocomplete: true };
    case 'choice':
      return {
        type: ApplicationCommandOptionType.String,
        ...names,
        choices: CONTROLS.musicGenerationMode.choices.map((value) =>
          choice((texts) => texts.say(`mode.title.${value}`), value),
        ),
      };
    case 'flag':
      return { type: ApplicationCommandOptionType.Boolean, ...names };
  }
}
