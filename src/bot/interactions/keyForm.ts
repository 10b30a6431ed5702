import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import type { Answer, KeysPort } from '#commands/Command.ts';
import type { Caller } from '#src/control/actions.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { type Texts, textsFor } from '#src/texts/texts.ts';

export const KEY_FORM = 'key';
const FIELD = 'key';
/** Google's have 39 or some 50 characters. */
const LENGTH = { least: 20, most: 200 } as const;

/** It never holds the key that the server has. */
export function keyModal(texts: Texts): APIModalInteractionResponseCallbackData {
  return {
    custom_id: KEY_FORM,
    title: texts.say('key.title'),
    components: [
      {
        type: ComponentType.Label,
        label: texts.say('key.label'),
        description: texts.say('key.hint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: FIELD,
          style: TextInputStyle.Short,
          min_length: LENGTH.least,
          max_length: LENGTH.most,
          placeholder: 'AIza…',
          required: true,
        },
      },
    ],
  };
}

/** Whoever sends it must be allowed to, then, too. */
export async function takeKey(
  sent: ModalSubmitInteraction<'cached'>,
  { answer, caller, keys }: { answer: Answer; caller: Caller; keys: KeysPort },
): Promise<void> {
  const texts = textsFor(sent.locale);
  const why = whyNot('key', caller, undefined);
  if (why !== undefined) {
    await answer.whisper(reasonText(texts, why, ''));
    return;
  }
  await answer.defer('caller');
  const outcome = await keys.set(sent.guildId, sent.fields.getTextInputValue(FIELD));
  await answer.whisper(outcome.ok ? texts.say('key.set') : texts.put(outcome.why));
}
