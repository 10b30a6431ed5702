import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { componentId, customId } from './buttons.ts';
import { textDisplay } from './components.ts';
import { complaint, list, text } from './fields.ts';
import { selects } from './selects.ts';

/** Documented limits of modals. */
const MAX_COMPONENTS = 5;
const MAX_TITLE = 45;
const MAX_LABEL = 45;
const MAX_DESCRIPTION = 100;
const MAX_PLACEHOLDER = 100;
const MAX_VALUE = 4_000;
const MAX_UPLOADS = 10;
const MAX_GROUP_OPTIONS = 10;
const MAX_OPTION_TEXT = 100;

const textInput = z
  .object({
    type: z.literal(ComponentType.TextInput),
    id: componentId,
    custom_id: customId,
    style: z.literal([TextInputStyle.Short, TextInputStyle.Paragraph]),
    /** Deprecated: stands above the field where no Label does. */
    label: text(1, MAX_LABEL).nullish(),
    min_length: z.int().min(0).max(MAX_VALUE).nullish(),
    max_length: z.int().min(1).max(MAX_VALUE).nullish(),
    required: z.boolean().nullish(),
    value: text(0, MAX_VALUE).nullish(),
    placeholder: text(0, MAX_PLACEHOLDER).nullish(),
  })
  .superRefine((input, ctx) => {
    if ((input.min_length ?? 0) > (input.max_length ?? MAX_VALUE)) {
      ctx.addIssue(
        complaint(
          'TEXT_INPUT_COMPONENT_MIN_LENGTH_GREATER_THAN_MAX_LENGTH',
          'The min length must be less than or equal to the max length',
          ['min_length'],
        ),
      );
    }
  });

const fileUpload = z.object({
  type: z.literal(ComponentType.FileUpload),
  id: componentId,
  custom_id: customId,
  min_values: z.int().min(0).max(MAX_UPLOADS).nullish(),
  max_values: z.int().min(1).max(MAX_UPLOADS).nullish(),
  required: z.boolean().nullish(),
});

const groupOption = z.object({
  value: text(1, MAX_OPTION_TEXT),
  label: text(1, MAX_OPTION_TEXT),
  description: text(0, MAX_OPTION_TEXT).nullish(),
  default: z.boolean().nullish(),
});

const radioGroup = z.object({
  type: z.literal(ComponentType.RadioGroup),
  id: componentId,
  custom_id: customId,
  options: list(groupOption, 2, MAX_GROUP_OPTIONS),
  required: z.boolean().nullish(),
});

const checkboxGroup = z.object({
  type: z.literal(ComponentType.CheckboxGroup),
  id: componentId,
  custom_id: customId,
  options: list(groupOption, 1, MAX_GROUP_OPTIONS),
  min_values: z.int().min(0).max(MAX_GROUP_OPTIONS).nullish(),
  max_values: z.int().min(1).max(MAX_GROUP_OPTIONS).nullish(),
  required: z.boolean().nullish(),
});

const checkbox = z.object({
  type: z.literal(ComponentType.Checkbox),
  id: componentId,
  custom_id: customId,
  default: z.boolean().nullish(),
});

const label = z.object({
  type: z.literal(ComponentType.Label),
  id: componentId,
  label: text(1, MAX_LABEL),
  description: text(0, MAX_DESCRIPTION).nullish(),
  component: z.discriminatedUnion('type', [
    textInput,
    ...selects,
    fileUpload,
    radioGroup,
    checkboxGroup,
    checkbox,
  ]),
});

const actionRow = z.object({
  type: z.literal(ComponentType.ActionRow),
  id: componentId,
  components: list(
    z.discriminatedUnion('type', [
      textInput.refine((input) => Boolean(input.label), {
        error: 'This field is required',
        path: ['label'],
        params: { code: 'BASE_TYPE_REQUIRED' },
      }),
    ]),
    1,
    1,
  ),
});

export const modal = z.object({
  custom_id: customId,
  title: text(1, MAX_TITLE),
  components: list(
    z.discriminatedUnion('type', [actionRow, label, textDisplay]),
    1,
    MAX_COMPONENTS,
  ),
});

export type Modal = z.output<typeof modal>;
export type ModalField = z.output<typeof textInput> | z.output<typeof label>['component'];
