import type { Channel, GuildSettings, Member, Role, VoiceState } from './model.ts';

/** A guild and all that is in it. Only `World` changes it, so that every change is an event. */
export class Guild {
  settings: GuildSettings;
  readonly roles = new Map<string, Role>();
  readonly channels = new Map<string, Channel>();
  readonly members = new Map<string, Member>();
  /** By user id. */
  readonly voiceStates = new Map<string, VoiceState>();

  constructor(settings: GuildSettings) {
    this.settings = settings;
  }

  get id(): string {
    return this.settings.id;
  }

  /** The role that every member has; its id is the guild's. */
  get everyone(): Role | undefined {
    return this.roles.get(this.id);
  }

  voiceStatesIn(channelId: string): VoiceState[] {
    return [...this.voiceStates.values()].filter((state) => state.channelId === channelId);
  }
}
