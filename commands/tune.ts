import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
} from 'discord-api-types/v10';
import { CONTROL_LABELS, rangeText } from '../src/music/controlChanges.ts';
import type { NumericControl } from '../src/music/controls.ts';
import { describeConfig } from '../src/music/describeConfig.ts';
import { completeScale } from '../src/music/readScale.ts';
import type { Command } from './Command.ts';
import { stationOf, steerableStation } from './station.ts';
import { changeControls } from './tune/changeControls.ts';
import { MODE_CHOICES, RESET_CHOICES } from './tune/choices.ts';
import { readChanges } from './tune/readChanges.ts';

/** Every control of the music model. */
export const tune: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'tune',
    description: 'Tempo, key, colour and every other control; without options, show them',
    options: [
      number('bpm', 'Tempo in beats a minute'),
      {
        type: ApplicationCommandOptionType.String,
        name: CONTROL_LABELS.scale,
        description: 'Key, such as D major / B minor',
        autocomplete: true,
      },
      number('density', 'From few notes to many'),
      number('brightness', 'From dark to bright'),
      number('guidance', 'How closely to follow the prompts'),
      number('temperature', 'How adventurous'),
      number('topK', 'Among how many notes to choose'),
      number('seed', 'Where chance begins'),
      {
        type: ApplicationCommandOptionType.String,
        name: CONTROL_LABELS.musicGenerationMode,
        description: 'What the model aims for',
        choices: [...MODE_CHOICES],
      },
      flag('muteBass', 'Play without bass'),
      flag('muteDrums', 'Play without drums'),
      flag('onlyBassAndDrums', 'Play nothing but bass and drums'),
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
        await context.answer.whisper(describeConfig(station.config).join('\n'));
      }
    } else {
      const station = await steerableStation(context);
      if (station !== undefined) await changeControls(context, station, read.changes);
    }
  },

  complete: (typed, option) => (option === CONTROL_LABELS.scale ? completeScale(typed) : []),
};

/**
 * Without limits for Discord to check: it refuses in silence what an answer of ours explains, with
 * what was probably meant.
 */
function number(name: NumericControl, description: string): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.Number,
    name: CONTROL_LABELS[name],
    description: `${description}: ${rangeText(name)}`,
  };
}

function flag(
  name: 'muteBass' | 'muteDrums' | 'onlyBassAndDrums',
  description: string,
): APIApplicationCommandBasicOption {
  return {
    type: ApplicationCommandOptionType.Boolean,
    name: CONTROL_LABELS[name],
    description,
  };
}
