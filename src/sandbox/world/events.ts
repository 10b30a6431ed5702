import type { Guild } from './Guild.ts';
import type { Message } from './message.ts';
import type { Channel, Member, Role, VoiceState } from './model.ts';

/** Everything that happens in the world. The gateway and the control API translate it. */
export type WorldEvent =
  | { readonly type: 'guildUpdated'; readonly guild: Guild }
  | { readonly type: 'channelCreated'; readonly channel: Channel }
  | { readonly type: 'channelUpdated'; readonly channel: Channel; readonly before: Channel }
  | { readonly type: 'channelDeleted'; readonly channel: Channel }
  | { readonly type: 'voiceStatusChanged'; readonly channel: Channel }
  | { readonly type: 'pinsUpdated'; readonly channel: Channel }
  | { readonly type: 'roleUpdated'; readonly guildId: string; readonly role: Role }
  | { readonly type: 'memberAdded'; readonly guildId: string; readonly member: Member }
  | { readonly type: 'memberUpdated'; readonly guildId: string; readonly member: Member }
  | { readonly type: 'memberRemoved'; readonly guildId: string; readonly member: Member }
  | { readonly type: 'messageCreated'; readonly message: Message }
  | { readonly type: 'messageUpdated'; readonly message: Message }
  | {
      readonly type: 'messageDeleted';
      readonly message: Message;
      /** One of several that went together: a `messagesDeleted` follows. */
      readonly inBulk: boolean;
    }
  | { readonly type: 'messagesDeleted'; readonly channel: Channel; readonly ids: readonly string[] }
  | { readonly type: 'typingStarted'; readonly channel: Channel; readonly userId: string }
  | {
      readonly type: 'voiceStateChanged';
      readonly guildId: string;
      readonly userId: string;
      readonly before: VoiceState | null;
      /** Null when the user left. */
      readonly after: VoiceState | null;
    }
  | {
      readonly type: 'voiceServerAssigned';
      readonly guildId: string;
      readonly userId: string;
      readonly token: string;
      /** Null while the guild's voice server is being replaced. */
      readonly endpoint: string | null;
    };

/** Where an event happened: who is not a member hears nothing of it. */
export function guildIdOf(event: WorldEvent): string {
  switch (event.type) {
    case 'guildUpdated':
      return event.guild.id;
    case 'channelCreated':
    case 'channelUpdated':
    case 'channelDeleted':
    case 'voiceStatusChanged':
    case 'pinsUpdated':
    case 'messagesDeleted':
    case 'typingStarted':
      return event.channel.guildId;
    case 'messageCreated':
    case 'messageUpdated':
    case 'messageDeleted':
      return event.message.guildId;
    default:
      return event.guildId;
  }
}

export type WorldEventListener = (event: WorldEvent) => void;
