import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import type { Command, TalkPort, TalkRequest } from './Command.ts';
import { named } from './named.ts';
import { stationOf } from './station.ts';

/** Opens the ear of the DJ for one thing the caller says. */
export const talk: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.talk'),
    options: [{ type: ApplicationCommandOptionType.Boolean, ...named('option.talk.hands_free') }],
  },

  async execute(context) {
    const station = await stationOf(context);
    if (station === undefined) return;
    const request = { ...context, station };
    const isHandsFree = context.options.boolean('hands_free');
    if (isHandsFree === undefined) await pressToTalk(context.talk, request);
    else if (!isHandsFree) await context.talk.endHandsFree(request);
    else if (await mayTalk(request)) await context.talk.askHandsFree(request);
  },
};

/** The same by the panel's button. */
export async function pressToTalk(port: TalkPort, request: TalkRequest): Promise<void> {
  if (await mayTalk(request)) await port.press(request);
}

/** Agreed to be heard without a press. */
export async function talkHandsFree(port: TalkPort, request: TalkRequest): Promise<void> {
  if (await mayTalk(request)) await port.beginHandsFree(request);
}

/** Tells them why not. */
async function mayTalk({ station, caller, answer, texts }: TalkRequest): Promise<boolean> {
  const why = whyNot('talk', caller, station.state);
  if (why === undefined) return true;
  await answer.whisper(reasonText(texts, why, station.state.kept.record.channelId));
  return false;
}
