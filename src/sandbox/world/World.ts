import type { WorldEvent, WorldEventListener } from './events.ts';
import { Guild } from './Guild.ts';
import { MessageStore } from './MessageStore.ts';
import type {
  Application,
  Channel,
  GuildSettings,
  Member,
  Role,
  User,
  VoiceState,
} from './model.ts';
import { channelPermissions } from './permissions.ts';
import { SnowflakeFactory } from './snowflake.ts';
import type { WorldTime } from './WorldTime.ts';

/**
 * The sandbox's Discord as data: who and what exists. Changes go through its methods, and each is
 * told to every listener at once. It knows no transport and checks no permission by itself.
 */
export class World {
  readonly time: WorldTime;
  readonly ids: SnowflakeFactory;
  readonly messages: MessageStore;
  readonly #users = new Map<string, User>();
  readonly #applications = new Map<string, Application>();
  readonly #guilds = new Map<string, Guild>();
  readonly #listeners = new Set<WorldEventListener>();

  constructor(time: WorldTime) {
    this.time = time;
    this.ids = new SnowflakeFactory(() => time.epochMs());
    this.messages = new MessageStore((event) => this.tell(event));
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: WorldEventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners, in the order they came. */
  tell(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  get users(): ReadonlyMap<string, User> {
    return this.#users;
  }

  get applications(): ReadonlyMap<string, Application> {
    return this.#applications;
  }

  get guilds(): ReadonlyMap<string, Guild> {
    return this.#guilds;
  }

  addUser(user: User): User {
    this.#users.set(user.id, user);
    return user;
  }

  addApplication(application: Application): Application {
    this.#applications.set(application.id, application);
    return application;
  }

  applicationByToken(token: string): Application | undefined {
    return [...this.#applications.values()].find((application) => application.token === token);
  }

  applicationOfBot(userId: string): Application | undefined {
    return [...this.#applications.values()].find(({ botUserId }) => botUserId === userId);
  }

  addGuild(settings: GuildSettings): Guild {
    const guild = new Guild(settings);
    this.#guilds.set(guild.id, guild);
    return guild;
  }

  updateGuild(guild: Guild, change: Partial<Omit<GuildSettings, 'id'>>): void {
    guild.settings = { ...guild.settings, ...change };
    this.tell({ type: 'guildUpdated', guild });
  }

  channel(channelId: string): Channel | undefined {
    return this.guildOfChannel(channelId)?.channels.get(channelId);
  }

  guildOfChannel(channelId: string): Guild | undefined {
    return [...this.#guilds.values()].find((guild) => guild.channels.has(channelId));
  }

  addChannel(channel: Channel): void {
    this.#guilds.get(channel.guildId)?.channels.set(channel.id, channel);
    this.tell({ type: 'channelCreated', channel });
  }

  updateChannel(before: Channel, change: Partial<Channel>): Channel {
    const channel = { ...before, ...change };
    this.#guilds.get(channel.guildId)?.channels.set(channel.id, channel);
    this.tell({ type: 'channelUpdated', channel, before });
    return channel;
  }

  /** The status has an event of its own: Discord sends no CHANNEL_UPDATE for it. */
  setVoiceStatus(before: Channel, status: string | null): void {
    const channel = { ...before, status };
    this.#guilds.get(channel.guildId)?.channels.set(channel.id, channel);
    this.tell({ type: 'voiceStatusChanged', channel });
  }

  setLastPin(before: Channel, lastPinEpochMs: number | null): void {
    const channel = { ...before, lastPinEpochMs };
    this.#guilds.get(channel.guildId)?.channels.set(channel.id, channel);
    this.tell({ type: 'pinsUpdated', channel });
  }

  deleteChannel(channel: Channel): void {
    this.#guilds.get(channel.guildId)?.channels.delete(channel.id);
    this.messages.forget(channel.id);
    this.tell({ type: 'channelDeleted', channel });
  }

  setRole(guildId: string, role: Role): void {
    this.#guilds.get(guildId)?.roles.set(role.id, role);
    this.tell({ type: 'roleUpdated', guildId, role });
  }

  addMember(guildId: string, member: Member): void {
    this.#guilds.get(guildId)?.members.set(member.userId, member);
    this.tell({ type: 'memberAdded', guildId, member });
  }

  updateMember(guildId: string, before: Member, change: Partial<Member>): Member {
    const member = { ...before, ...change };
    this.#guilds.get(guildId)?.members.set(member.userId, member);
    this.tell({ type: 'memberUpdated', guildId, member });
    return member;
  }

  /** Kicked from the guild; whoever is in voice has to leave first. */
  removeMember(guildId: string, member: Member): void {
    this.#guilds.get(guildId)?.members.delete(member.userId);
    this.tell({ type: 'memberRemoved', guildId, member });
  }

  /** Sets or, with null, ends a member's stay in voice. */
  setVoiceState(guildId: string, userId: string, after: VoiceState | null): void {
    const states = this.#guilds.get(guildId)?.voiceStates;
    const before = states?.get(userId) ?? null;
    if (after === null) states?.delete(userId);
    else states?.set(userId, after);
    this.tell({ type: 'voiceStateChanged', guildId, userId, before, after });
  }

  /** What a user may do in a channel; nothing when they are not a member of its guild. */
  permissionsIn(channel: Channel, userId: string): bigint {
    const guild = this.#guilds.get(channel.guildId);
    const member = guild?.members.get(userId);
    if (guild === undefined || member === undefined) return 0n;
    return channelPermissions(guild, member, channel, this.time.epochMs());
  }
}
