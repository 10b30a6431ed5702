import { type Client, Events } from 'discord.js';
import type { Log } from '#src/log.ts';
import type { StationDesk } from './desk/StationDesk.ts';
import { ownVoiceChanged } from './ownVoiceChanged.ts';

/** Tells of all that the gateway says of voice channels and of who is in them. */
export function followVoice(
  client: Client,
  parts: {
    readonly desk: StationDesk;
    readonly log: Log;
    /** A member has left a voice channel, or gone over to another. */
    readonly onVisitEnded: (guildId: string, userId: string) => void;
  },
): void {
  const { desk, log, onVisitEnded } = parts;
  client.on(Events.VoiceStateUpdate, (before, after) => {
    if (after.id === client.user?.id) {
      ownVoiceChanged(desk, before, after, log);
      return;
    }
    desk.listenersChanged(after.guild.id);
    if (before.channelId !== after.channelId) onVisitEnded(after.guild.id, after.id);
  });
  client.on(Events.ChannelUpdate, (_before, after) => {
    if (!after.isDMBased()) desk.voice.channelEdited(after.guildId, after.id);
  });
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) desk.voice.channelDeleted(channel.guildId, channel.id);
  });
}
