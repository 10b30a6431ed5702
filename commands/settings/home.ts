import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ChannelType,
} from 'discord-api-types/v10';
import type { GuildSettings, Home } from '#src/control/StationRecord.ts';
import { MAX_NAME_LENGTH } from '#src/crowd/mix/savedMix.ts';
import { showText } from '#src/crowd/typed/memberText.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import type { CommandContext, Completion, SavedMixes } from '../Command.ts';
import { completeNamed, findNamed, MOST_CHOICES } from '../mix/named.ts';
import { named } from '../named.ts';

const NO_HOME = 'off';
const OFF = /^(?:off|none|no)$/i;

export const HOME_OPTIONS: readonly APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Channel,
    ...named('option.settings.home'),
    channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
  },
  {
    type: ApplicationCommandOptionType.String,
    ...named('option.settings.home_mix'),
    max_length: MAX_NAME_LENGTH,
    autocomplete: true,
  },
];

export function completeHomeMix(
  texts: Texts,
  typed: string,
  { server }: SavedMixes,
): readonly Completion[] {
  const mixes = completeNamed(texts, typed, { own: [], server });
  return [...mixes.slice(0, MOST_CHOICES - 1), NO_HOME];
}

/** Where music is to come by itself from now on; undefined: nothing was said of it. */
export async function readHome(
  { options, stations, guildId, textChannelId, mixes }: CommandContext,
  { home: before }: GuildSettings,
): Promise<
  | { readonly home: Home | null | undefined }
  /** In words for whoever wants it there. */
  | { readonly wrong: Told }
> {
  const channel = options.channel('home');
  const name = options.string('home_mix');
  if (channel === undefined && name === undefined) return { home: undefined };
  if (name !== undefined && OFF.test(name)) return { home: null };
  const channelId = channel ?? before?.channelId;
  if (channelId === undefined) return { wrong: tell('settings.home.where') };
  const possible = stations.check(guildId, channelId);
  if (!possible.ok) return { wrong: possible.text };
  const server = await mixes.list(`guild ${guildId}`);
  if (name !== undefined && findNamed(name, { own: [], server }) === undefined) {
    return { wrong: tell('mix.unknown') };
  }
  return { home: { channelId, textChannelId, mix: name ?? before?.mix ?? null } };
}

export function homeText(texts: Texts, { home, alwaysOn }: GuildSettings): string {
  if (home === null) return texts.say('no');
  const id = alwaysOn ? 'settings.home.always' : 'settings.home.when-joined';
  const when = texts.say(id, { channelId: home.channelId });
  if (home.mix === null) return when;
  return texts.say('settings.home.with', { when, mix: showText(home.mix, MAX_NAME_LENGTH) });
}
