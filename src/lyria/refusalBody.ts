import type { IncomingMessage } from 'node:http';

/** Google's error bodies are a few hundred bytes of JSON. */
const MAX_BODY_BYTES = 4_096;

/**
 * The beginning of the body with which a server explains why it opens no WebSocket. Ends when the
 * body does, when enough is there, or when the connection is destroyed; never rejects.
 */
export function refusalBody(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const finish = (): void => {
      resolve(Buffer.concat(pieces).subarray(0, MAX_BODY_BYTES).toString('utf8'));
    };
    response.on('data', (piece: Buffer) => {
      if (bytes >= MAX_BODY_BYTES) return;
      pieces.push(piece);
      bytes += piece.length;
      if (bytes >= MAX_BODY_BYTES) finish();
    });
    response.once('end', finish);
    // What was read until an error is told all the same; the status is what counts.
    response.once('error', finish);
    response.once('close', finish);
  });
}
