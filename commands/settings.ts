import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Caller } from '#src/control/actions.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { RAMP_DURATION_MS } from '#src/crowd/mix/ramp.ts';
import { MESSAGE_LENGTH } from '#src/crowd/typed/memberText.ts';
import { MOST_BLOCKED, wordOf } from '#src/crowd/typed/plainWords.ts';
import { HALF_LIFE_RANGE_MS } from '#src/crowd/votes/ballots.ts';
import type { Command, Options } from './Command.ts';
import { LOUDEST_PERCENT } from './playback.ts';
import { completeHomeMix, HOME_OPTIONS, homeText, readHome } from './settings/home.ts';

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
const PERCENT = 100;
const SEPARATOR = /[,，、;\n]/u;
/** A hundred words of usual length. */
const MOST_TYPED = 1_000;
/** Below, nothing could be heard any more. */
const QUIETEST_LIMIT_PERCENT = 10;

/** Shows and changes what holds for the whole server. */
export const settings: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'settings',
    description: 'Show the settings, or change them (needs Manage Server)',
    options: [
      {
        type: ApplicationCommandOptionType.Role,
        name: 'dj_role',
        description: 'Members with this role decide alone (@everyone: no DJ role)',
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'who_may_vote',
        description: 'Whose votes count',
        choices: [
          { name: 'Everybody who listens', value: 'listeners' },
          { name: 'DJs only', value: 'djs' },
        ],
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'vote_half_life',
        description: 'Minutes after which a vote counts half; 0: votes do not fade',
        min_value: 0,
        max_value: HALF_LIFE_RANGE_MS.max / MS_PER_MIN,
      },
      {
        type: ApplicationCommandOptionType.Number,
        name: 'ramp',
        description: 'Seconds the music takes to follow a vote',
        min_value: RAMP_DURATION_MS.min / MS_PER_S,
        max_value: RAMP_DURATION_MS.max / MS_PER_S,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'always_on',
        description: 'Stay and keep the place when nobody listens',
      },
      ...HOME_OPTIONS,
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'channel_status',
        description: "Show what plays beneath the voice channel's name",
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'volume_limit',
        description: 'The loudest that /lyria volume takes, in percent',
        min_value: QUIETEST_LIMIT_PERCENT,
        max_value: LOUDEST_PERCENT,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'block',
        description: 'Words that nobody may put up here, with commas between; word* for any ending',
        max_length: MOST_TYPED,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'unblock',
        description: 'Words that are allowed again, with commas between',
        max_length: MOST_TYPED,
      },
    ],
  },

  async execute(context) {
    const { guildId, caller, stations, answer } = context;
    const before = stations.settings(guildId);
    const read = await readHome(context, before);
    const home = 'home' in read && read.home !== undefined ? { home: read.home } : {};
    const changes = { ...wanted(context.options, guildId, before), ...home };
    if (Object.keys(changes).length === 0 && !('wrong' in read)) {
      await answer.whisper(describe(before, caller));
      return;
    }
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) {
      await answer.whisper(reasonText(why, ''));
      return;
    }
    if (changes.blockedWords !== undefined && changes.blockedWords.length > MOST_BLOCKED) {
      await answer.whisper(`A server can block ${MOST_BLOCKED} words. Unblock some first.`);
      return;
    }
    if ('wrong' in read) {
      await answer.whisper(read.wrong);
      return;
    }
    await answer.whisper(describe(stations.changeSettings(guildId, changes), caller));
  },

  complete: (typed, _option, _station, saved) => completeHomeMix(typed, saved),
};

function wanted(options: Options, guildId: string, before: GuildSettings): Partial<GuildSettings> {
  const role = options.role('dj_role');
  const who = options.string('who_may_vote');
  const halfLife = options.number('vote_half_life');
  const ramp = options.number('ramp');
  const alwaysOn = options.boolean('always_on');
  const channelStatus = options.boolean('channel_status');
  const limit = options.number('volume_limit');
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
    ...(limit === undefined ? {} : limited(limit / PERCENT, before)),
    ...blocked(options, before),
  };
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

/** Nobody is shown the words but who can change them. */
function blockedText({ blockedWords }: GuildSettings, { canManageGuild }: Caller): string {
  if (blockedWords.length === 0) return 'none';
  const list = canManageGuild ? `: ||${blockedWords.join(', ')}||` : '';
  return `${blockedWords.length}${list}`;
}

function describe(settings: GuildSettings, caller: Caller): string {
  const { djRoleId, whoMayVote, voteHalfLifeMs, rampMs, alwaysOn, channelStatus } = settings;
  const percent = (part: number): string => `${Math.round(part * PERCENT)}%`;
  return [
    `**DJ role:** ${djRoleId === null ? 'none' : `<@&${djRoleId}>`}`,
    `**Votes of:** ${whoMayVote === 'djs' ? 'DJs only' : 'everybody who listens'}`,
    `**Votes fade:** ${voteHalfLifeMs === null ? 'no' : `half in ${voteHalfLifeMs / MS_PER_MIN} min`}`,
    `**The music follows within:** ${rampMs / MS_PER_S} s`,
    `**Stays when nobody listens:** ${alwaysOn ? 'yes' : 'no'}`,
    `**Comes by itself:** ${homeText(settings)}`,
    `**Shown beneath the voice channel's name:** ${channelStatus ? 'yes, where I have **Set Voice Channel Status**' : 'no'}`,
    `**Volume:** ${percent(settings.volume)}, at most ${percent(settings.volumeLimit)}`,
    `**Blocked words:** ${blockedText(settings, caller)}`,
  ]
    .join('\n')
    .slice(0, MESSAGE_LENGTH);
}

/** Discord's own longest timeout. */
const LONGEST_TIMEOUT_MIN = 28 * 24 * 60;

/** Takes no proposals of one member for a time. */
export const timeout: Command = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: 'timeout',
    description: "Take no proposals of a member's for a time (needs Manage Server)",
    options: [
      {
        type: ApplicationCommandOptionType.User,
        name: 'member',
        description: 'Whose proposals; their votes count as before',
        required: true,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'minutes',
        description: 'For how long; 0 ends it',
        required: true,
        min_value: 0,
        max_value: LONGEST_TIMEOUT_MIN,
      },
    ],
  },

  async execute({ guildId, caller, stations, options, answer, nowMs }) {
    const why = whyNot('settings', caller, undefined);
    const userId = options.user('member');
    if (why !== undefined || userId === undefined) {
      await answer.whisper(reasonText(why ?? 'not-managing', ''));
      return;
    }
    const untilMs = nowMs + (options.number('minutes') ?? 0) * MS_PER_MIN;
    const others = stations
      .settings(guildId)
      .timeouts.filter((one) => one.userId !== userId && one.untilMs > nowMs);
    const isOver = untilMs <= nowMs;
    const timeouts = isOver ? others : [...others, { userId, untilMs }];
    stations.changeSettings(guildId, { timeouts });
    const until = `<t:${Math.ceil(untilMs / MS_PER_S)}:f>`;
    await answer.whisper(
      isOver
        ? `<@${userId}> can propose again.`
        : `No proposals of <@${userId}> until ${until}. Votes count as before; \`/lyria drop\` takes off what is up already.`,
    );
  },
};
