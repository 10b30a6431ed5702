/**
 * The container's HEALTHCHECK: exits with 0 when the bot in this container is healthy. A file of
 * its own because the slim image has no curl.
 */
import { healthUrl } from '../healthUrl.ts';

const ANSWER_TIMEOUT_MS = 3_000;

const url = healthUrl(process.env);
const healthy =
  url !== undefined &&
  (await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) }).then(
    (response) => response.ok,
    () => false,
  ));
process.exitCode = healthy ? 0 : 1;
