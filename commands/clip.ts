import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { mixWanted } from '#src/control/reading.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import type { Command } from './Command.ts';
import { named } from './named.ts';
import { stationOf } from './station.ts';

const USUAL_S = 30;
const SHORTEST_S = 5;
const LONGEST_S = 300;
/** Of a file, so that a phone shows all of it. */
const NAME_LENGTH = 48;

/** Posts what was just heard. */
export const clip: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.clip'),
    options: [
      {
        type: ApplicationCommandOptionType.Integer,
        ...named('option.clip.seconds'),
        min_value: SHORTEST_S,
        max_value: LONGEST_S,
      },
    ],
  },
  async execute(context) {
    const { answer, caller, clips, guildId, options, texts, serverTexts } = context;
    const station = await stationOf(context);
    if (station === undefined) return;
    const why = whyNot('clip', caller, station.state);
    if (why !== undefined) {
      await answer.whisper(reasonText(texts, why, station.state.kept.record.channelId));
      return;
    }
    await answer.defer('everybody');
    const { snapshot } = station.state;
    const prompts = snapshot?.heard?.prompts ?? mixWanted(station.state, station.now);
    const title = prompts
      .filter(({ weight }) => weight > 0)
      .map(({ text }) => text)
      .join(', ');
    const made = await clips.take(guildId, options.number('seconds') ?? USUAL_S, title);
    if (made === undefined) await answer.whisper(texts.say('clip.nothing'));
    else
      await answer.sayFile(serverTexts.say('clip.done', { seconds: made.seconds }), {
        name: nameOf(title),
        bytes: made.bytes,
      });
  },
};

/** `lyrebird techno-rain.ogg`, of letters and digits alone. */
function nameOf(title: string): string {
  const plain = title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, NAME_LENGTH);
  return `lyrebird-${plain.toWellFormed().replace(/^-+|[-\ufffd]+$/gu, '') || 'clip'}.ogg`;
}
