import type { Timer } from '#src/clock.ts';
import type { WorldTime } from '../world/WorldTime.ts';
import type { GatewayConnection } from './GatewayConnection.ts';
import type { GatewaySession } from './GatewaySession.ts';

/** How long a session waits for its bot to come back. */
const RESUME_WINDOW_MS = 60_000;

/** All sessions, connected or waiting for their bot to come back. */
export class SessionRegistry {
  readonly #time: WorldTime;
  readonly #onEnded: (session: GatewaySession) => void;
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #expiries = new Map<GatewaySession, Timer>();
  #isClosed = false;

  /** @param onEnded The session is gone for good, and no longer in the registry. */
  constructor(time: WorldTime, onEnded: (session: GatewaySession) => void) {
    this.#time = time;
    this.#onEnded = onEnded;
  }

  get all(): readonly GatewaySession[] {
    return [...this.#sessions.values()];
  }

  get(id: string): GatewaySession | undefined {
    return this.#sessions.get(id);
  }

  /** Those that are told of a guild. */
  for(guildId: string): GatewaySession[] {
    return this.all.filter((session) => session.handles(guildId));
  }

  /** A session opens, or is taken up again. */
  attach(session: GatewaySession, connection: GatewayConnection): void {
    this.#stopWaiting(session);
    this.#sessions.set(session.id, session);
    session.outlet = connection;
    connection.session = session;
  }

  /** The connection is lost; for a while the bot may come back. */
  detach(session: GatewaySession): void {
    session.outlet = null;
    if (this.#isClosed) return;
    this.#stopWaiting(session);
    this.#expiries.set(
      session,
      this.#time.after(RESUME_WINDOW_MS, () => this.end(session)),
    );
  }

  end(session: GatewaySession): void {
    this.#stopWaiting(session);
    session.outlet = null;
    if (!this.#sessions.delete(session.id) || this.#isClosed) return;
    this.#onEnded(session);
  }

  /** What happens from now on ends nothing and starts no timer. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#expiries.values()) timer.cancel();
    this.#expiries.clear();
  }

  #stopWaiting(session: GatewaySession): void {
    this.#expiries.get(session)?.cancel();
    this.#expiries.delete(session);
  }
}
