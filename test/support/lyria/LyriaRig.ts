import { systemClock } from '#src/clock.ts';
import { FailureError } from '#src/failure.ts';
import { type LyriaConnectorOptions, lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaEvent, LyriaSession } from '#src/lyria/session.ts';
import { capturedLog } from './capturedLog.ts';
import { Inbox } from './Inbox.ts';
import { ScriptedServer } from './ScriptedServer.ts';

/** Shaped like a real one. Nothing that is ever told may hold it, nor its beginning. */
export const KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
export const KEY_BEGINS = KEY.slice(0, 8);

type Closed = Extract<LyriaEvent, { type: 'closed' }>;
export const isClosed = (event: LyriaEvent): event is Closed => event.type === 'closed';

/** The client with a key, a log that is kept, and a scripted server to talk to. */
export class LyriaRig {
  readonly #told = capturedLog();
  #server: ScriptedServer | undefined;

  get log() {
    return this.#told.log;
  }

  /** All that was logged so far. */
  get logged(): string {
    return this.#told.lines.join('\n');
  }

  get server(): ScriptedServer {
    if (this.#server === undefined) throw new Error('Nothing is served');
    return this.#server;
  }

  async serve(script: Parameters<typeof ScriptedServer.start>[0]): Promise<ScriptedServer> {
    await this.#server?.close();
    this.#server = await ScriptedServer.start(script);
    return this.#server;
  }

  connector(url: string, options: Partial<LyriaConnectorOptions> = {}) {
    return lyriaConnector({ url, apiKey: KEY, clock: systemClock, log: this.log, ...options });
  }

  async open(
    url: string,
    options: Partial<LyriaConnectorOptions> = {},
  ): Promise<{ readonly session: LyriaSession; readonly events: Inbox<LyriaEvent> }> {
    const events = new Inbox<LyriaEvent>();
    const { signal } = new AbortController();
    const session = await this.connector(url, options)({ onEvent: events.push, signal });
    return { session, events };
  }

  async close(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }
}

/** The failure with which opening ends, after a look for the key in every part that is printed. */
export async function failureOf(opening: Promise<unknown>) {
  const error = await opening.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FailureError)) throw new Error('It did not fail');
  const printed = [error.stack, error.message, JSON.stringify(error), String(error.cause)];
  if (printed.join().includes(KEY_BEGINS)) throw new Error('The failure tells the key');
  return error.failure;
}
