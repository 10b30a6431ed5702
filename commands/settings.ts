import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { RAMP_DURATION_MS } from '#src/crowd/mix/ramp.ts';
import { HALF_LIFE_RANGE_MS } from '#src/crowd/votes/ballots.ts';
import type { Command, Options } from './Command.ts';
import { LOUDEST_PERCENT } from './playback.ts';

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
const PERCENT = 100;
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
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'volume_limit',
        description: 'The loudest that /lyria volume takes, in percent',
        min_value: QUIETEST_LIMIT_PERCENT,
        max_value: LOUDEST_PERCENT,
      },
    ],
  },

  async execute(context) {
    const { guildId, caller, stations, answer } = context;
    const changes = wanted(context.options, guildId, stations.settings(guildId));
    if (Object.keys(changes).length === 0) {
      await answer.whisper(describe(stations.settings(guildId)));
      return;
    }
    const why = whyNot('settings', caller, undefined);
    if (why !== undefined) {
      await answer.whisper(reasonText(why, ''));
      return;
    }
    await answer.whisper(describe(stations.changeSettings(guildId, changes)));
  },
};

function wanted(options: Options, guildId: string, before: GuildSettings): Partial<GuildSettings> {
  const role = options.role('dj_role');
  const who = options.string('who_may_vote');
  const halfLife = options.number('vote_half_life');
  const ramp = options.number('ramp');
  const alwaysOn = options.boolean('always_on');
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
    ...(limit === undefined ? {} : limited(limit / PERCENT, before)),
  };
}

/** What is louder already is turned down. */
function limited(volumeLimit: number, { volume }: GuildSettings): Partial<GuildSettings> {
  return { volumeLimit, volume: Math.min(volume, volumeLimit) };
}

function describe(settings: GuildSettings): string {
  const { djRoleId, whoMayVote, voteHalfLifeMs, rampMs, alwaysOn } = settings;
  const percent = (part: number): string => `${Math.round(part * PERCENT)}%`;
  return [
    `**DJ role:** ${djRoleId === null ? 'none' : `<@&${djRoleId}>`}`,
    `**Votes of:** ${whoMayVote === 'djs' ? 'DJs only' : 'everybody who listens'}`,
    `**Votes fade:** ${voteHalfLifeMs === null ? 'no' : `half in ${voteHalfLifeMs / MS_PER_MIN} min`}`,
    `**The music follows within:** ${rampMs / MS_PER_S} s`,
    `**Stays when nobody listens:** ${alwaysOn ? 'yes' : 'no'}`,
    `**Volume:** ${percent(settings.volume)}, at most ${percent(settings.volumeLimit)}`,
  ].join('\n');
}
