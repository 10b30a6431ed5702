import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { deserialize, serialize } from 'node:v8';
import {
  AuthorizationError,
  connect,
  errors,
  type NatsConnection,
  type Subscription,
} from '@nats-io/transport-node';
import { tell } from '#src/texts/texts.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';

/** Both ends speak the same: a node of another version says so, and plays nothing. */
export const PROTOCOL = 1;
const ROOT = `lyrebird.${PROTOCOL}`;

/** Where what goes. `npm run cluster:init` lets each role use its own alone. */
export const SUBJECTS = {
  /** Nodes ask to be told how to play. */
  join: `${ROOT}.join`,
  /** Whoever is control answers. */
  control: `${ROOT}.control`,
  toNode: (node: string) => `${ROOT}.to.${node}`,
  fromNode: (node: string) => `${ROOT}.from.${node}`,
  fromAll: `${ROOT}.from.*`,
} as const;

/** A server that stands still is noticed after two of these. */
const PING_MS = 1_000;
const MOST_PINGS_OUT = 2;
const RECONNECT_WAIT_MS = 200;
const CONNECT_TIMEOUT_MS = 5_000;
/** Before the server was ever reached. */
const RETRY_MS = 1_000;

export interface LinkOptions {
  /** `nats://` or `tls://`, with user and password. */
  readonly url: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What both ends need of a connection; it goes over a lossy one of virtual time, too. */
export type Link = Pick<NatsLink, 'send' | 'hear' | 'onBack' | 'upForMs' | 'close'>;

/**
 * A connection to the NATS server that comes back by itself. What is sent while it is away is lost, and
 * never comes late. Values go as structured clones, as over IPC: whoever may connect is trusted.
 */
export class NatsLink {
  readonly #connection: NatsConnection;
  readonly #log: Log;
  #isUp = true;
  #backListener: () => void = () => {};
  #upSinceMs = performance.now();

  private constructor(connection: NatsConnection, log: Log) {
    this.#connection = connection;
    this.#log = log;
    void this.#watch();
  }

  /**
   * Resolves once the server is reached, however long that takes.
   *
   * @throws FailureError `cluster.denied` where the server refuses user or password
   */
  static async open({ url, log, signal }: LinkOptions): Promise<NatsLink> {
    const { username, password, protocol, host, hostname: name } = new URL(url);
    // Of a certificate for an address the library would want a name.
    const identity = {
      handshakeFirst: false,
      checkServerIdentity: (_name: string, certificate: PeerCertificate) =>
        checkServerIdentity(name, certificate),
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const connection = await connect({
          servers: host,
          name: hostname(),
          ...(username !== '' && { user: decodeURIComponent(username) }),
          ...(password !== '' && { pass: decodeURIComponent(password) }),
          ...(protocol === 'tls:' && { tls: identity }),
          timeout: CONNECT_TIMEOUT_MS,
          pingInterval: PING_MS,
          maxPingOut: MOST_PINGS_OUT,
          reconnectTimeWait: RECONNECT_WAIT_MS,
          reconnectJitter: RECONNECT_WAIT_MS,
          reconnectJitterTLS: RECONNECT_WAIT_MS,
          maxReconnectAttempts: -1,
          // Otherwise the second refusal would be the end, of which nobody learns.
          ignoreAuthErrorAbort: true,
        });
        log.info({ host }, 'The cluster is reached');
        return new NatsLink(connection, log);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AuthorizationError) {
          throw new FailureError({
            code: 'cluster.denied',
            memberText: tell('failure.setup'),
            operatorText: `The NATS server at ${host} takes neither user nor password of CLUSTER_URL.`,
          });
        }
        const reason = error instanceof Error ? error.message : String(error);
        if (attempt === 0) log.warn({ host, reason }, 'The NATS server cannot be reached yet');
        await pause(RETRY_MS, undefined, { signal });
      }
    }
  }

  /** For how long the connection has been there without a break; undefined: it is away. */
  get upForMs(): number | undefined {
    return this.#isUp ? performance.now() - this.#upSinceMs : undefined;
  }

  /** What was sent while the connection was away has been lost. */
  onBack(listener: () => void): void {
    this.#backListener = listener;
  }

  send(subject: string, value: unknown): void {
    // The library would keep it and send it late.
    if (!this.#isUp || this.#connection.isClosed()) return;
    const bytes = serialize(value);
    const most = this.#connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (bytes.length > most) {
      this.#log.warn(
        { bytes: bytes.length, most },
        'Too much for the NATS server: see max_payload',
      );
      return;
    }
    this.#connection.publish(subject, bytes);
  }

  /** @returns undefined where nobody answers in time */
  async ask(subject: string, value: unknown, timeoutMs: number): Promise<unknown> {
    try {
      const { data } = await this.#connection.request(subject, serialize(value), {
        timeout: timeoutMs,
      });
      return deserialize(data);
    } catch (error) {
      if (error instanceof errors.RequestError || error instanceof errors.TimeoutError) {
        return undefined;
      }
      if (this.#isUp) throw error;
      return undefined;
    }
  }

  /** @returns what ends it */
  hear(
    subject: string,
    listener: (value: unknown, subject: string, answer: (value: unknown) => void) => void,
  ): () => void {
    const subscription: Subscription = this.#connection.subscribe(subject, {
      callback: (error, message) => {
        if (error !== null) {
          this.#log.error({ error, subject }, 'The NATS server does not let this role listen');
          return;
        }
        let value: unknown;
        try {
          value = deserialize(message.data);
        } catch {
          this.#log.warn({ subject }, 'Something that cannot be read came over the cluster');
          return;
        }
        listener(value, message.subject, (answer) => void message.respond(serialize(answer)));
      },
    });
    return () => subscription.unsubscribe();
  }

  /** What was sent has left by then, if the server is there. */
  async close(): Promise<void> {
    if (this.#isUp) await this.#connection.flush().catch(() => {});
    await this.#connection.close();
  }

  async #watch(): Promise<void> {
    for await (const { type } of this.#connection.status()) {
      if (type === 'disconnect') {
        this.#isUp = false;
        this.#log.warn({}, 'The NATS server is away; what plays goes on');
      } else if (type === 'reconnect') {
        this.#isUp = true;
        this.#upSinceMs = performance.now();
        this.#log.info({}, 'The NATS server is back');
        this.#backListener();
      }
    }
  }
}
