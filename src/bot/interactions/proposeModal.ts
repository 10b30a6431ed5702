import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { MAX_PROMPT_LENGTH } from '../../music/controls.ts';

const PREFIX = 'propose:';
const FIELD = 'prompt';

/** @param station the key of the station to propose to */
export function proposeModal(station: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `${PREFIX}${station}`,
    title: 'Propose a prompt',
    components: [
      {
        type: ComponentType.Label,
        label: 'A genre, an instrument or a mood',
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: MAX_PROMPT_LENGTH,
          placeholder: 'dreamy pads',
          required: true,
        },
      },
    ],
  };
}

/** What was typed into the modal; undefined when it is another one. */
export function readProposeModal(interaction: ModalSubmitInteraction): string | undefined {
  if (!interaction.customId.startsWith(PREFIX)) return undefined;
  return interaction.fields.getTextInputValue(FIELD);
}
