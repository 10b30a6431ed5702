import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import type { Command, TalkPort, TalkRequest } from './Command.ts';
import { named } from './named.ts';
import { stationOf } from './station.ts';

/** Opens the ear of the DJ for one thing the caller says. */
export const talk: Command = {
  data: { type: ApplicationCommandOptionType.Subcommand, ...named('command.talk') },

  async execute(context) {
    const station = await stationOf(context);
    if (station !== undefined) await pressToTalk(context.talk, { ...context, station });
  },
};

/** The same by the panel's button. */
export async function pressToTalk(port: TalkPort, request: TalkRequest): Promise<void> {
  const { station, caller, answer, texts } = request;
  const why = whyNot('talk', caller, station.state);
  if (why === undefined) await port.press(request);
  else await answer.whisper(reasonText(texts, why, station.state.kept.record.channelId));
}
