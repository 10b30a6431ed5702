import type { ButtonInteraction } from 'discord.js';
import type { TalkRequest } from '#commands/Command.ts';
import { pressToTalk, talkHandsFree } from '#commands/talk.ts';
import { textsFor } from '#src/texts/texts.ts';
import { AGREE_ID, DECLINE_ID, HANDS_FREE_ID, type TalkDesk } from './TalkDesk.ts';

/** Whether a button answers if the DJ may listen to whoever presses it. */
export function isConsent(customId: string): boolean {
  return [DECLINE_ID, AGREE_ID, HANDS_FREE_ID].includes(customId);
}

/**
 * Whoever agrees is listened to at once: that is what they pressed for.
 *
 * @param request as whoever pressed asks now; undefined where no music plays any more
 */
export async function pressConsent(
  talk: TalkDesk,
  pressed: ButtonInteraction<'cached'>,
  request: TalkRequest | undefined,
): Promise<void> {
  const isAgreed = pressed.customId !== DECLINE_ID;
  if (!isAgreed || request === undefined) {
    const texts = textsFor(pressed.locale);
    const content = texts.say(isAgreed ? 'panel.gone' : 'talk.declined');
    await pressed.update({ content, components: [] });
    return;
  }
  if (pressed.customId === HANDS_FREE_ID) {
    await talkHandsFree(talk, request);
    return;
  }
  talk.agree(pressed.user.id);
  await pressToTalk(talk, request);
}
