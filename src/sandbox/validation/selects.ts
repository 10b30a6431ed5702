import { ComponentType, SelectMenuDefaultValueType } from 'discord-api-types/v10';
import { z } from 'zod';
import { componentId, customId, emoji } from './buttons.ts';
import { complaint, list, snowflake, text } from './fields.ts';

const MAX_OPTIONS = 25;
const MAX_PLACEHOLDER = 150;
const MAX_OPTION_TEXT = 100;

const option = z.object({
  label: text(1, MAX_OPTION_TEXT),
  value: text(1, MAX_OPTION_TEXT),
  description: text(0, MAX_OPTION_TEXT).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const common = {
  id: componentId,
  custom_id: customId,
  placeholder: text(0, MAX_PLACEHOLDER).nullish(),
  min_values: z.int().min(0).max(MAX_OPTIONS).nullish(),
  max_values: z.int().min(1).max(MAX_OPTIONS).nullish(),
  disabled: z.boolean().nullish(),
  /** Only modals heed it; messages ignore it. */
  required: z.boolean().nullish(),
};

type Refinement = Parameters<z.ZodType['superRefine']>[0] extends (
  value: infer _Value,
  ctx: infer Context,
) => unknown
  ? Context
  : never;

function checkRange(
  select: { min_values?: number | null | undefined; max_values?: number | null | undefined },
  ctx: Refinement,
): void {
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  if (min <= max) return;
  ctx.addIssue(
    complaint(
      'SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX_VALUES',
      'The min values must be less than or equal to the max values',
      ['min_values'],
    ),
  );
}

export const stringSelect = z
  .object({
    type: z.literal(ComponentType.StringSelect),
    ...common,
    options: list(option, 1, MAX_OPTIONS),
  })
  .superRefine((select, ctx) => {
    checkRange(select, ctx);
    const seen = new Set<string>();
    for (const [index, { value }] of select.options.entries()) {
      if (seen.has(value)) {
        ctx.addIssue(
          complaint(
            'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
            'The specified option value is already used',
            ['options', index],
          ),
        );
      }
      seen.add(value);
    }
    const defaults = select.options.filter((each) => each.default === true).length;
    if (defaults > (select.max_values ?? 1)) {
      ctx.addIssue(
        complaint('SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values', [
          'options',
        ]),
      );
    }
    if ((select.max_values ?? 1) > select.options.length) {
      ctx.addIssue(
        complaint(
          'SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS',
          'The max values must be less than or equal to the number of options',
          ['max_values'],
        ),
      );
    }
  });

function autoPopulated<
  Type extends
    | ComponentType.UserSelect
    | ComponentType.RoleSelect
    | ComponentType.MentionableSelect
    | ComponentType.ChannelSelect,
>(type: Type, kinds: SelectMenuDefaultValueType[]) {
  return z
    .object({
      type: z.literal(type),
      ...common,
      default_values: list(
        z.object({ id: snowflake, type: z.literal(kinds) }),
        0,
        MAX_OPTIONS,
      ).nullish(),
      channel_types: z.array(z.int()).nullish(),
    })
    .superRefine((select, ctx) => {
      checkRange(select, ctx);
      if ((select.default_values?.length ?? 0) > (select.max_values ?? 1)) {
        ctx.addIssue(
          complaint('SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', 'Too many default values', [
            'default_values',
          ]),
        );
      }
    });
}

const { User, Role, Channel } = SelectMenuDefaultValueType;

export const selects = [
  stringSelect,
  autoPopulated(ComponentType.UserSelect, [User]),
  autoPopulated(ComponentType.RoleSelect, [Role]),
  autoPopulated(ComponentType.MentionableSelect, [User, Role]),
  autoPopulated(ComponentType.ChannelSelect, [Channel]),
] as const;
