import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
} from 'discord-api-types/v10';
import type { GuildSettings, Home } from '#src/control/StationRecord.ts';
import { MAX_NAME_LENGTH } from '#src/crowd/mix/savedMix.ts';
import { showText } from '#src/crowd/typed/memberText.ts';
import type { CommandContext, Completion, SavedMixes } from '../Command.ts';
import { UNKNOWN_MIX } from '../mix/keep.ts';
import { completeNamed, findNamed, MOST_CHOICES } from '../mix/named.ts';

const NO_HOME = 'off';
const OFF = /^(?:off|none|no)$/i;

export const HOME_OPTIONS: readonly APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Channel,
    name: 'home',
    description: 'A voice channel where music comes by itself, with its panel in this channel here',
    channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'home_mix',
    description:
      'What plays there: a mix of this server, or a ready-made one; off: no home any more',
    max_length: MAX_NAME_LENGTH,
    autocomplete: true,
  },
];

export function completeHomeMix(typed: string, { server }: SavedMixes): readonly Completion[] {
  const mixes = completeNamed(typed, { own: [], server });
  return [...mixes.slice(0, MOST_CHOICES - 1), NO_HOME];
}

/** Where music is to come by itself from now on; undefined: nothing was said of it. */
export async function readHome(
  { options, stations, guildId, textChannelId, mixes }: CommandContext,
  { home: before }: GuildSettings,
): Promise<
  | { readonly home: Home | null | undefined }
  /** In words for whoever wants it there. */
  | { readonly wrong: string }
> {
  const channel = options.channel('home');
  const name = options.string('home_mix');
  if (channel === undefined && name === undefined) return { home: undefined };
  if (name !== undefined && OFF.test(name)) return { home: null };
  const channelId = channel ?? before?.channelId;
  if (channelId === undefined) return { wrong: 'Say where, too: `home:` takes a voice channel.' };
  const possible = stations.check(guildId, channelId);
  if (!possible.ok) return { wrong: possible.text };
  const server = await mixes.list(`guild ${guildId}`);
  if (name !== undefined && findNamed(name, { own: [], server }) === undefined) {
    return { wrong: UNKNOWN_MIX };
  }
  return { home: { channelId, textChannelId, mix: name ?? before?.mix ?? null } };
}

export function homeText({ home, alwaysOn }: GuildSettings): string {
  if (home === null) return 'no';
  const when = alwaysOn ? 'when I start and when somebody joins' : 'when somebody joins';
  const mix = home.mix === null ? '' : `, with ${showText(home.mix, MAX_NAME_LENGTH)}`;
  return `to <#${home.channelId}>, ${when}${mix}`;
}
