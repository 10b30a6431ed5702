import type { ChannelType, Locale, OverwriteType } from 'discord-api-types/v10';

/**
 * What the sandbox's Discord consists of. Entities are immutable: the world replaces them, so an
 * event can carry what was before. How they look on the wire is told in `../wire`.
 */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly bot: boolean;
}

export interface Application {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly botUserId: string;
  readonly ownerId: string;
  readonly token: string;
  readonly verifyKey: string;
  /** Privileged gateway intents that its developer switched on, as intent bits. */
  readonly privilegedIntents: number;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly position: number;
  readonly color: number;
  readonly hoist: boolean;
  readonly mentionable: boolean;
  /** The bot whose own role this is. */
  readonly botId: string | null;
}

export interface Overwrite {
  /** A role's or a member's id. */
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: bigint;
  readonly deny: bigint;
}

export type SandboxChannelType =
  | ChannelType.GuildText
  | ChannelType.GuildVoice
  | ChannelType.GuildCategory
  | ChannelType.GuildStageVoice;

export interface Channel {
  readonly id: string;
  readonly guildId: string;
  readonly type: SandboxChannelType;
  readonly name: string;
  readonly position: number;
  readonly parentId: string | null;
  readonly topic: string | null;
  readonly nsfw: boolean;
  readonly slowmodeS: number;
  readonly overwrites: readonly Overwrite[];
  /** Bits per second; only voice and stage channels have one. */
  readonly bitrate: number;
  /** 0 means no limit. */
  readonly userLimit: number;
  readonly rtcRegion: string | null;
  /** The voice channel status, at most 500 characters. */
  readonly status: string | null;
  readonly lastPinEpochMs: number | null;
}

export interface Member {
  readonly userId: string;
  readonly nick: string | null;
  readonly roleIds: readonly string[];
  readonly joinedEpochMs: number;
  /** Muted and deafened by a moderator. */
  readonly mute: boolean;
  readonly deaf: boolean;
  readonly timedOutUntilEpochMs: number | null;
}

export interface VoiceState {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly selfMute: boolean;
  readonly selfDeaf: boolean;
  readonly suppress: boolean;
  readonly requestToSpeakEpochMs: number | null;
}

/** A guild's own settings; what it contains is in `Guild`. */
export interface GuildSettings {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: `${Locale}`;
  readonly premiumTier: 0 | 1 | 2 | 3;
}
