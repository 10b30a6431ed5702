/**
 * The container's HEALTHCHECK: exits with 0 when the bot in this container is healthy. A file of
 * its own because the slim image has no curl.
 */
const ANSWER_TIMEOUT_MS = 3_000;

const port = process.env['HEALTH_PORT'] || '8080';
const healthy = await fetch(`http://127.0.0.1:${port}/health`, {
  signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
}).then(
  (response) => response.ok,
  () => false,
);
process.exitCode = healthy ? 0 : 1;
