import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { z } from 'zod';
import { list, text } from './fields.ts';
import { parseForm, refuse } from './parseForm.ts';

const MAX_CHOICES = 25;
const MAX_CHOICE_TEXT = 100;

const Response = InteractionResponseType;

const envelope = z.object({
  type: z.literal([
    Response.Pong,
    Response.ChannelMessageWithSource,
    Response.DeferredChannelMessageWithSource,
    Response.DeferredMessageUpdate,
    Response.UpdateMessage,
    Response.ApplicationCommandAutocompleteResult,
    Response.Modal,
  ]),
  data: z.looseObject({}).nullish(),
});

export type CallbackForm = z.output<typeof envelope>;

/** Which answers an interaction takes, besides the type for what it has no word for. */
const ACCEPTED: Record<
  Exclude<InteractionType, InteractionType.Ping>,
  readonly InteractionResponseType[]
> = {
  [InteractionType.ApplicationCommand]: [
    Response.ChannelMessageWithSource,
    Response.DeferredChannelMessageWithSource,
    Response.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Response.ApplicationCommandAutocompleteResult],
  [InteractionType.MessageComponent]: [
    Response.ChannelMessageWithSource,
    Response.DeferredChannelMessageWithSource,
    Response.DeferredMessageUpdate,
    Response.UpdateMessage,
    Response.Modal,
  ],
  [InteractionType.ModalSubmit]: [
    Response.ChannelMessageWithSource,
    Response.DeferredChannelMessageWithSource,
    Response.DeferredMessageUpdate,
    Response.UpdateMessage,
  ],
};

/**
 * Reads the outer part of an interaction's answer.
 *
 * @param hasSource Whether there is a message that an update could mean.
 * @throws InvalidForm
 */
export function parseCallback(
  body: unknown,
  type: Exclude<InteractionType, InteractionType.Ping>,
  hasSource: boolean,
): CallbackForm {
  const form = parseForm(envelope, body);
  const updates =
    form.type === Response.UpdateMessage || form.type === Response.DeferredMessageUpdate;
  if (ACCEPTED[type].includes(form.type) && (hasSource || !updates)) return form;
  const choices = ACCEPTED[type].join(', ');
  return refuse(
    ['type'],
    'INTERACTION_CALLBACK_TYPE_INVALID',
    `This interaction takes only the callback types (${choices}).`,
  );
}

const choice = z.object({
  name: text(1, MAX_CHOICE_TEXT),
  name_localizations: z.record(z.string(), z.string().nullable()).nullish(),
  value: z.union([text(1, MAX_CHOICE_TEXT), z.number()]),
});

export type AutocompleteChoice = z.output<typeof choice>;

/** The data of an autocomplete answer. */
export const autocompleteResult = z.object({ choices: list(choice, 0, MAX_CHOICES) });
