import type { Clock, Timer } from '../clock.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import { createRedact } from '../redact/createRedact.ts';
import { DEFAULT_LYRIA_MODEL, endpoint, GOOGLE_LYRIA_URL } from './endpoint.ts';
import type { LyriaFailure } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';
import { SocketSession } from './SocketSession.ts';
import type { LyriaSession, OpenLyriaSession } from './session.ts';

/** From the DNS query to `setupComplete`: a second or less on a good day. */
const DEFAULT_SETUP_TIMEOUT_MS = 10_000;

export interface LyriaConnectorOptions {
  /** The endpoint without a key; Google's unless given. */
  readonly url?: string;
  /** Where sessions go that have a key of their own; there as well unless given. */
  readonly urlWithKey?: string;
  /** Goes into the query string and nowhere else. The built-in generator needs none. */
  readonly apiKey?: string;
  /** With or without `models/` before it. */
  readonly model?: string;
  /** For the whole way from the first packet to the end of the set-up. */
  readonly setupTimeoutMs?: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes the function that opens sessions at one endpoint, with one key or with each its own. */
export function lyriaConnector(options: LyriaConnectorOptions): OpenLyriaSession {
  const { url = GOOGLE_LYRIA_URL, urlWithKey = url, clock, log } = options;
  const { model = DEFAULT_LYRIA_MODEL, setupTimeoutMs = DEFAULT_SETUP_TIMEOUT_MS } = options;
  let sessions = 0;

  return async ({ onEvent, signal, apiKey }) => {
    const target =
      apiKey === undefined ? endpoint(url, options.apiKey) : endpoint(urlWithKey, apiKey);
    if (!target.ok) throw new FailureError(target.failure);
    const { address, host } = target;
    const aborted = lyriaFailure('lyria.aborted', 'the caller changed its mind.');
    if (signal.aborted) throw new FailureError(aborted);

    const { promise, resolve, reject } = Promise.withResolvers<LyriaSession>();
    sessions += 1;
    const id = sessions;
    const startedAtMs = clock.now();
    const session = new SocketSession({
      id,
      address,
      model: model.includes('/') ? model : `models/${model}`,
      clock,
      log,
      redact: createRedact(target.secrets),
      onEvent,
      onReady: () => resolve(session),
      onFailed: (failure) => reject(new FailureError<LyriaFailure>(failure)),
    });
    const abort = (): void => session.fail(aborted);
    signal.addEventListener('abort', abort, { once: true });
    const deadline: Timer = clock.after(setupTimeoutMs, () => {
      const detail = `no set-up from ${host} within ${setupTimeoutMs / 1000} s.`;
      session.fail(lyriaFailure('lyria.setup-timeout', detail));
    });
    try {
      await promise;
      log.debug({ session: id, host, tookMs: clock.now() - startedAtMs }, 'Lyria session open');
      return session;
    } finally {
      deadline.cancel();
      signal.removeEventListener('abort', abort);
    }
  };
}
