import { VoiceCloseCodes } from 'discord-api-types/voice/v8';
import { ProtocolError } from './closing.ts';
import type { ExpectedSession } from './contract.ts';
import type { Identify } from './messages.ts';

/** Who may identify, as the gateway has announced it: one stay a member and guild. */
export class Admissions {
  readonly #byGuild = new Map<string, Map<string, ExpectedSession>>();

  /** Makes the guild one that this server carries. */
  carry(guildId: string): void {
    if (!this.#byGuild.has(guildId)) this.#byGuild.set(guildId, new Map());
  }

  admit(session: ExpectedSession): void {
    this.carry(session.guildId);
    this.#byGuild.get(session.guildId)?.set(session.userId, session);
  }

  revoke(guildId: string, userId: string): void {
    this.#byGuild.get(guildId)?.delete(userId);
  }

  /** The stay that this IDENTIFY names. Throws a ProtocolError when there is none. */
  check(request: Identify): ExpectedSession {
    const guild = this.#byGuild.get(request.server_id);
    if (guild === undefined) throw new ProtocolError(VoiceCloseCodes.ServerNotFound);
    const expected = guild.get(request.user_id);
    if (expected !== undefined && expected.token !== request.token) {
      throw new ProtocolError(VoiceCloseCodes.AuthenticationFailed);
    }
    const elsewhere = request.channel_id != null && request.channel_id !== expected?.channelId;
    if (expected?.sessionId !== request.session_id || elsewhere) {
      throw new ProtocolError(VoiceCloseCodes.SessionNoLongerValid);
    }
    return expected;
  }
}
