import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { RAMP_DURATION_MS } from '#src/crowd/mix/ramp.ts';
import { MOST_BLOCKED, wordOf } from '#src/crowd/typed/plainWords.ts';
import { HALF_LIFE_RANGE_MS } from '#src/crowd/votes/ballots.ts';
import { LANGUAGES, type Language, TEXTS } from '#src/texts/texts.ts';
import type { Command, Options } from './Command.ts';
import { choice, named } from './named.ts';
import { LOUDEST_PERCENT } from './playback.ts';
import { describeSettings } from './settings/describeSettings.ts';
import { completeHomeMix, HOME_OPTIONS, readHome } from './settings/home.ts';

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
const PERCENT = 100;
const SEPARATOR = /[,，、;\n]/u;
/** Chosen instead of a language. */
const SERVERS_OWN = 'server';
/** A hundred words of usual length. */
const MOST_TYPED = 1_000;
/** Below, nothing could be heard any more. */
const QUIETEST_LIMIT_PERCENT = 10;

/** Shows and changes what holds for the whole server. */
export const settings: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    ...named('command.settings'),
    options: [
      {
        type: ApplicationCommandOptionType.Role,
        ...named('option.settings.dj_role'),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.settings.who_may_vote'),
        choices: [
          choice((texts) => texts.say('choice.settings.who_may_vote.listeners'), 'listeners'),
          choice((texts) => texts.say('choice.settings.who_may_vote.djs'), 'djs'),
        ],
      },
      {
        type: ApplicationCommandOptionType.Integer,
        ...named('option.settings.vote_half_life'),
        min_value: 0,
        max_value: HALF_LIFE_RANGE_MS.max / MS_PER_MIN,
      },
      {
        type: ApplicationCommandOptionType.Number,
        ...named('option.settings.ramp'),
        min_value: RAMP_DURATION_MS.min / MS_PER_S,
        max_value: RAMP_DURATION_MS.max / MS_PER_S,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...named('option.settings.always_on'),
      },
      ...HOME_OPTIONS,
      {
        type: ApplicationCommandOptionType.Channel,
        ...named('option.settings.channel'),
        channel_types: [ChannelType.GuildText, ChannelType.GuildVoice],
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...named('option.settings.channel_status'),
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.settings.talk'),
        choices: [
          choice((texts) => texts.say('choice.settings.talk.off'), 'off'),
          choice((texts) => texts.say('choice.settings.talk.spoken'), 'spoken'),
          choice((texts) => texts.say('choice.settings.talk.text'), 'text'),
        ],
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...named('option.settings.duck'),
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        ...named('option.settings.hands_free'),
      },
      {
        type: ApplicationCommandOptionType.Integer,
        ...named('option.settings.volume_limit'),
        min_value: QUIETEST_LIMIT_PERCENT,
        max_value: LOUDEST_PERCENT,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.settings.language'),
        choices: [
          choice((texts) => texts.say('choice.settings.language.server'), SERVERS_OWN),
          // Each by its own name, whoever looks.
          ...TEXTS.map((texts) => ({ name: texts.say('language'), value: texts.language })),
        ],
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.settings.block'),
        max_length: MOST_TYPED,
      },
      {
        type: ApplicationCommandOptionType.String,
        ...named('option.settings.unblock'),
        max_length: MOST_TYPED,
      },
    ],
  },

  async execute(context) {
    const { guildId, caller, stations, texts, answer } = context;
    const before = stations.settings(guildId);
    const read = await readHome(context, before);
    const home = 'home' in read && read.home !== undefined ? { home: read.home } : {};
    const changes = { ...wanted(context.options, guildId, before), ...home };
    if (Object.keys(changes).length === 0 && !('wrong' in read)) {
      await answer.whisper(describeSettings(texts, before, caller));
      return;
    }
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) {
      await answer.whisper(reasonText(texts, why, ''));
      return;
    }
    const { whyOff } = context.talk;
    if (changes.talk !== undefined && changes.talk !== 'off' && whyOff !== undefined) {
      await answer.whisper(texts.put(whyOff));
      return;
    }
    if (changes.blockedWords !== undefined && changes.blockedWords.length > MOST_BLOCKED) {
      await answer.whisper(texts.say('settings.too-many-blocked', { most: MOST_BLOCKED }));
      return;
    }
    const { panelChannelId = null } = changes;
    const place =
      panelChannelId === null ? undefined : stations.check(guildId, panelChannelId, 'panel');
    if (place?.ok === false) {
      await answer.whisper(texts.put(place.text));
      return;
    }
    if ('wrong' in read) {
      await answer.whisper(texts.put(read.wrong));
      return;
    }
    const after = stations.changeSettings(guildId, changes);
    context.talk.settingsChanged(guildId);
    await answer.whisper(describeSettings(texts, after, caller));
  },

  complete: (typed, _option, _station, saved, texts) => completeHomeMix(texts, typed, saved),
};

function wanted(options: Options, guildId: string, before: GuildSettings): Partial<GuildSettings> {
  const role = options.role('dj_role');
  const who = options.string('who_may_vote');
  const halfLife = options.number('vote_half_life');
  const ramp = options.number('ramp');
  const alwaysOn = options.boolean('always_on');
  const channelStatus = options.boolean('channel_status');
  const limit = options.number('volume_limit');
  const channel = options.channel('channel');
  const duck = options.boolean('duck');
  const language = options.string('language');
  const talk = options.string('talk');
  const handsFree = options.boolean('hands_free');
  return {
    // The role @everyone has the guild's own id.
    ...(role === undefined ? {} : { djRoleId: role === guildId ? null : role }),
    ...(who === 'listeners' || who === 'djs' ? { whoMayVote: who } : {}),
    ...(halfLife === undefined
      ? {}
      : { voteHalfLifeMs: halfLife === 0 ? null : halfLife * MS_PER_MIN }),
    ...(ramp === undefined ? {} : { rampMs: ramp * MS_PER_S }),
    ...(alwaysOn === undefined ? {} : { alwaysOn }),
    ...(channelStatus === undefined ? {} : { channelStatus }),
    ...(channel === undefined
      ? {}
      : { panelChannelId: channel === before.panelChannelId ? null : channel }),
    ...(duck === undefined ? {} : { duck }),
    ...(language === undefined ? {} : { language: languageOf(language) }),
    ...(talk === 'off' || talk === 'spoken' || talk === 'text' ? { talk } : {}),
    ...(handsFree === undefined ? {} : { handsFree }),
    ...(limit === undefined ? {} : limited(limit / PERCENT, before)),
    ...blocked(options, before),
  };
}

/** Null: the server's own. */
function languageOf(chosen: string): Language | null {
  return LANGUAGES.find((language) => language === chosen) ?? null;
}

/** What is louder already is turned down. */
function limited(volumeLimit: number, { volume }: GuildSettings): Partial<GuildSettings> {
  return { volumeLimit, volume: Math.min(volume, volumeLimit) };
}

/** The list with the words that were typed, and without those; nothing where none were. */
function blocked(options: Options, { blockedWords }: GuildSettings): Partial<GuildSettings> {
  const [more, fewer] = ['block', 'unblock'].map((name) =>
    (options.string(name) ?? '')
      .split(SEPARATOR)
      .map(wordOf)
      .filter((word) => word !== ''),
  );
  if (!more?.length && !fewer?.length) return {};
  const words = new Set([...blockedWords, ...(more ?? [])]);
  return { blockedWords: [...words].filter((word) => fewer?.includes(word) !== true) };
}
