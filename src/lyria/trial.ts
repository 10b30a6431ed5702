import { FailureError } from '../failure.ts';
import { type LyriaConnectorOptions, lyriaConnector } from './connect.ts';
import { lyriaFailure } from './failureTexts.ts';

const SAMPLES_A_SECOND = 48_000 * 2;
/** One chunk. */
const ENOUGH_S = 2;
/** The first chunk takes some 5 s. */
const TIMEOUT_MS = 20_000;

/**
 * Opens a session, waits for two seconds of music, and closes it: whether the service, and the key, are
 * good.
 *
 * @returns how long it took
 * @throws FailureError<LyriaFailure> what the service says, or `lyria.rejected` where it stays mute
 */
export async function tryLyria(
  options: LyriaConnectorOptions,
  timeoutMs = TIMEOUT_MS,
): Promise<number> {
  const { clock } = options;
  const enough = Promise.withResolvers<void>();
  // Whoever waits for it does so further down.
  enough.promise.catch(() => {});
  const ending = new AbortController();
  const timer = clock.after(timeoutMs, () => ending.abort());
  let samples = 0;
  const beganMs = clock.now();
  try {
    const session = await lyriaConnector(options)({
      signal: ending.signal,
      onEvent: (event) => {
        if (event.type === 'audio') samples += event.chunk.pcm.length;
        if (samples >= ENOUGH_S * SAMPLES_A_SECOND) enough.resolve();
        if (event.type === 'closed' && event.cause.kind === 'failed') {
          enough.reject(new FailureError(event.cause.failure));
        }
      },
    });
    const mute = lyriaFailure('lyria.rejected', 'the session opens, but brings no music.');
    const tooLate = (): void => enough.reject(new FailureError(mute));
    ending.signal.addEventListener('abort', tooLate, { once: true });
    try {
      session.setWeightedPrompts([{ text: 'ambient', weight: 1 }]);
      session.setMusicGenerationConfig({});
      session.play();
      await enough.promise;
    } finally {
      ending.signal.removeEventListener('abort', tooLate);
      session.close();
    }
  } finally {
    timer.cancel();
  }
  return clock.now() - beganMs;
}
