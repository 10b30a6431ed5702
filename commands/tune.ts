import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { configWanted } from '#src/control/reading.ts';
import type { Control } from '#src/music/Control.ts';
import { rangeText } from '#src/music/controlSchemas.ts';
import { CONTROL_NAMES, controlOf } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { describeConfig } from '#src/music/describeConfig.ts';
import { completeScale } from '#src/music/readScale.ts';
import type { Command } from './Command.ts';
import { act, stationOf } from './station.ts';
import { RESET_CHOICES, readChanges } from './tune/readChanges.ts';

/** Every control of the music model. */
export const tune: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'tune',
    description: 'Tempo, key, colour and every other control; without options, show them',
    options: [
      ...CONTROL_NAMES.map((name) => optionOf(controlOf(name))),
      {
        type: ApplicationCommandOptionType.String,
        name: 'reset',
        description: 'Let the model decide again',
        choices: [...RESET_CHOICES],
      },
    ],
  },

  async execute(context) {
    const read = readChanges(context.options);
    if (!read.ok) {
      await context.answer.whisper(read.texts.join('\n'));
    } else if (Object.keys(read.changes).length === 0) {
      const station = await stationOf(context);
      if (station !== undefined) {
        const config = configWanted(station.state, station.now);
        await context.answer.whisper(describeConfig(config).join('\n'));
      }
    } else {
      const { changes } = read;
      await act(context, { kind: 'tune', changes, askIn: context.textChannelId }, '');
    }
  },

  complete: (typed, option) => (option === CONTROLS.scale.option ? completeScale(typed) : []),
};

/**
 * Numbers come without limits for Discord to check: it refuses in silence what an answer of ours
 * explains, with what was probably meant.
 */
function optionOf(control: Control): APIApplicationCommandBasicOption {
  const { option: name, help: description } = control;
  switch (control.kind) {
    case 'number':
      return {
        type: ApplicationCommandOptionType.Number,
        name,
        description: `${description}: ${rangeText(control)}`,
      };
    case 'scale':
      return { type: ApplicationCommandOptionType.String, name, description, autocomplete: true };
    case 'choice':
      return {
        type: ApplicationCommandOptionType.String,
        name,
        description,
        choices: Object.entries(control.choices).map(([value, { title }]) => ({
          name: title,
          value,
        })),
      };
    case 'flag':
      return { type: ApplicationCommandOptionType.Boolean, name, description };
  }
}
