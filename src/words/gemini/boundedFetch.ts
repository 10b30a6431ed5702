import { FailureError } from '#src/failure.ts';
import { geminiFailure } from './failure.ts';

/** An answer has about 1 KB; more than this is not one, and is not read. */
export const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Fetches with a bound on what is read, and follows no redirect: the key is in a header, which
 * would go along to wherever it leads.
 *
 * @throws FailureError `words.gemini-unreachable`, or `words.gemini-wrong-answer` for too much
 */
export async function boundedFetch(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  try {
    const response = await fetch(input, { ...init, redirect: 'error' });
    const { status, statusText, headers } = response;
    const body = await readBounded(response);
    return new Response(body, { status, statusText, headers: plainHeaders(headers) });
  } catch (error) {
    throw error instanceof FailureError ? error : geminiFailure('words.gemini-unreachable');
  }
}

async function readBounded({ body }: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (body === null) return null;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop cancels the rest.
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      throw geminiFailure('words.gemini-wrong-answer', `more than ${MAX_ANSWER_BYTES} bytes`);
    }
    parts.push(part);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** The body is unpacked already. */
function plainHeaders(headers: Headers): Headers {
  const plain = new Headers(headers);
  plain.delete('content-encoding');
  plain.delete('content-length');
  return plain;
}
