import { type ControlRequests, path } from './ControlRequests.ts';

/** Changes the guild of a running sandbox, as a moderator would; all by id or name. */
export class GuildClient {
  readonly #requests: ControlRequests;

  constructor(requests: ControlRequests) {
    this.#requests = requests;
  }

  disconnectMember(member: string): Promise<void> {
    return this.#requests.do('POST', path`/members/${member}/disconnect`);
  }

  moveMember(member: string, channel: string): Promise<void> {
    return this.#requests.do('POST', path`/members/${member}/move`, { channel });
  }

  removeMember(member: string): Promise<void> {
    return this.#requests.do('DELETE', path`/members/${member}`);
  }

  changeMember(
    member: string,
    change: {
      readonly mute?: boolean;
      readonly speaker?: boolean;
      readonly deaf?: boolean;
      readonly roles?: readonly string[];
    },
  ): Promise<void> {
    return this.#requests.do('PATCH', path`/members/${member}`, change);
  }

  changeGuild(change: { readonly name?: string; readonly premiumTier?: number }): Promise<void> {
    return this.#requests.do('PATCH', '/guild', change);
  }

  changeChannel(
    channel: string,
    change: { readonly name?: string; readonly bitrate?: number; readonly userLimit?: number },
  ): Promise<void> {
    return this.#requests.do('PATCH', path`/channels/${channel}`, change);
  }

  deleteChannel(channel: string): Promise<void> {
    return this.#requests.do('DELETE', path`/channels/${channel}`);
  }

  /** Sets what a role or member may and may not in a channel; both left out removes it. */
  setOverwrite(
    channel: string,
    target: string,
    overwrite: { readonly allow?: readonly string[]; readonly deny?: readonly string[] } = {},
  ): Promise<void> {
    return this.#requests.do('PUT', path`/channels/${channel}/overwrites/${target}`, overwrite);
  }

  changeRole(
    role: string,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<void> {
    return this.#requests.do('PATCH', path`/roles/${role}`, change);
  }

  /** Invites every bot that is not on the server. */
  inviteBots(): Promise<void> {
    return this.#requests.do('POST', '/bots');
  }
}
