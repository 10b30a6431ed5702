import { ChannelType, type VoiceState } from 'discord.js';
import type { Log } from '../log.ts';
import type { StationDesk } from './desk/StationDesk.ts';

/** The bot itself was moved, disconnected, silenced, or put on a stage. */
export function ownVoiceChanged(
  desk: StationDesk,
  before: VoiceState,
  after: VoiceState,
  log: Log,
): void {
  desk.voice.ownChannelIs(after.guild.id, after.channelId);
  if (after.serverMute === true && before.serverMute !== true) {
    desk.voice.silenced(after.guild.id, 'muted');
  }
  if (after.suppress !== true) return;
  const onStage = after.channel?.type === ChannelType.GuildStageVoice;
  if (onStage && after.channelId !== before.channelId) {
    after.setSuppressed(false).catch((error: unknown) => {
      log.warn({ error }, 'the bot cannot make itself a speaker');
      desk.voice.silenced(after.guild.id, 'inAudience');
    });
  } else if (before.suppress !== true || after.channelId !== before.channelId) {
    desk.voice.silenced(after.guild.id, onStage ? 'inAudience' : 'mayNotSpeak');
  }
}
