import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { complaint, linkUrl, snowflake, text } from './fields.ts';

const MAX_LABEL = 80;
const MAX_CUSTOM_ID = 100;
const MAX_LINK = 512;

export const componentId = z.int().min(0).max(2_147_483_647).optional();
export const customId = text(1, MAX_CUSTOM_ID);

export const emoji = z
  .object({
    id: snowflake.nullish(),
    name: text(1, 64).nullish(),
    animated: z.boolean().optional(),
  })
  .superRefine((value, ctx) => {
    if (value.id || value.name) return;
    ctx.addIssue(complaint('COMPONENT_INVALID_EMOJI', 'Invalid emoji', ['name']));
  });

const styles = z.literal([
  ButtonStyle.Primary,
  ButtonStyle.Secondary,
  ButtonStyle.Success,
  ButtonStyle.Danger,
  ButtonStyle.Link,
  ButtonStyle.Premium,
]);

export const button = z
  .object({
    type: z.literal(ComponentType.Button),
    id: componentId,
    style: styles,
    label: text(0, MAX_LABEL).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: linkUrl(MAX_LINK).nullish(),
    sku_id: snowflake.nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((value, ctx) => {
    if (value.custom_id && value.url) {
      ctx.addIssue(
        complaint(
          'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
          'A custom id and url cannot both be specified',
        ),
      );
      return;
    }
    const need = (field: 'custom_id' | 'url' | 'sku_id', code: string, message: string): void => {
      if (!value[field]) ctx.addIssue(complaint(code, message, [field]));
    };
    if (value.style === ButtonStyle.Premium) {
      need('sku_id', 'BUTTON_COMPONENT_SKU_ID_REQUIRED', 'A sku id is required');
      return;
    }
    if (value.style === ButtonStyle.Link) {
      need('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required');
    } else {
      need('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
    }
    if (!value.label && !value.emoji) {
      ctx.addIssue(
        complaint('BUTTON_COMPONENT_INVALID_LABEL', 'A label or an emoji is required', ['label']),
      );
    }
  });
