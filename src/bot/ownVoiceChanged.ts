import { ChannelType, PermissionFlagsBits, type StageChannel, type VoiceState } from 'discord.js';
import type { Log } from '#src/log.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import type { StationDesk } from './desk/StationDesk.ts';

/** Discord's stage moderators hold all of these. */
const STAGE_MODERATOR = [
  PermissionFlagsBits.ManageChannels,
  PermissionFlagsBits.MuteMembers,
  PermissionFlagsBits.MoveMembers,
];
/** Enough to find somebody. */
const MOST_NAMED = 4;

/** The bot itself was moved, disconnected, silenced, or put on a stage. */
export function ownVoiceChanged(
  desk: StationDesk,
  before: VoiceState,
  after: VoiceState,
  log: Log,
): void {
  const { guild, channel } = after;
  const silenced = (text: Told): void => desk.voice.silenced(guild.id, text);
  desk.voice.ownChannelIs(guild.id, after.channelId);
  if (after.serverMute === true && before.serverMute !== true) silenced(tell('silence.muted'));
  if (after.suppress !== true) return;
  const hasEntered = after.channelId !== before.channelId;
  if (channel?.type !== ChannelType.GuildStageVoice) {
    if (hasEntered || before.suppress !== true) silenced(tell('silence.may-not-speak'));
  } else if (hasEntered) {
    takeStage(after, channel, log)
      .then((stands) => {
        if (stands === 'speaker') return;
        silenced(tell(`silence.${stands}`, { who: moderatorsOf(channel) }));
      })
      .catch((error: unknown) => log.warn({ error }, 'the bot cannot take the stage'));
  } else if (before.suppress !== true) {
    silenced(tell('silence.audience', { who: moderatorsOf(channel) }));
  }
}

/** Becomes a speaker where it may; asks for that where it may not. */
async function takeStage(
  own: VoiceState,
  channel: StageChannel,
  log: Log,
): Promise<'speaker' | 'hand-raised' | 'audience'> {
  const me = channel.guild.members.me;
  const held = me === null ? undefined : channel.permissionsFor(me);
  try {
    if (held?.has(PermissionFlagsBits.MuteMembers)) {
      await own.setSuppressed(false);
      return 'speaker';
    }
    await own.setRequestToSpeak(true);
    return 'hand-raised';
  } catch (error) {
    log.warn({ error }, 'the bot stays in the audience');
    return 'audience';
  }
}

/** Who can make somebody a speaker there, as mentions: roles, whoever is there, or else the owner. */
function moderatorsOf(channel: StageChannel): string {
  const { guild, members } = channel;
  const roles = [...guild.roles.cache.values()].filter(
    (role) =>
      role.id !== guild.id && !role.managed && channel.permissionsFor(role).has(STAGE_MODERATOR),
  );
  const present = [...members.values()].filter(
    (member) => !member.user.bot && channel.permissionsFor(member).has(STAGE_MODERATOR),
  );
  const named = [...roles.map(({ id }) => `<@&${id}>`), ...present.map(({ id }) => `<@${id}>`)];
  return named.length === 0 ? `<@${guild.ownerId}>` : named.slice(0, MOST_NAMED).join(' / ');
}
