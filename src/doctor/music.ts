import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { FailureError } from '../failure.ts';
import { silentLog } from '../log.ts';
import { tryLyria } from '../lyria/trial.ts';
import { type Finding, fine, look, skipped, warning, wrong } from './Finding.ts';

const UDP_TIMEOUT_MS = 2_000;
const UDP_ATTEMPTS = 3;

/** Opens a session and waits for two seconds of music, with each key. */
export async function lyriaFindings(
  music: Config['music'],
  timeoutMs?: number,
): Promise<readonly Finding[]> {
  if (music.kind === 'generator') return [skipped('Music', 'comes from the built-in generator')];
  const { apiKeys, kind: _kind, ...service } = music;
  const options = { ...service, clock: systemClock, log: silentLog };
  const tried = async (about: string, apiKey?: string): Promise<readonly Finding[]> => {
    const tookMs = await tryLyria(
      { ...options, ...(apiKey !== undefined && { apiKey }) },
      timeoutMs,
    );
    return [fine(about, `Lyria sent two seconds of it within ${(tookMs / 1_000).toFixed(1)} s`)];
  };
  const [first, ...others] = apiKeys;
  if (others.length === 0) return tried('Music', first);
  const all = apiKeys.map((apiKey, index) => {
    const about = `Music, key ${index + 1} of ${apiKeys.length}`;
    return look(about, () => tried(about, apiKey));
  });
  return (await Promise.all(all)).flat();
}

/** Has Gemini read one request. */
export async function geminiFindings(words: Config['words']): Promise<readonly Finding[]> {
  const about = 'Words';
  if (words.kind === 'local') return [skipped(about, 'are read by the built-in list')];
  const { GeminiInterpreter } = await import('../words/GeminiInterpreter.ts');
  const gemini = new GeminiInterpreter({ ...words, clock: systemClock });
  try {
    await gemini.interpret({ text: 'calm piano' });
    return [fine(about, 'Gemini reads them')];
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    return [warning(about, `${error.message} The built-in list reads meanwhile.`)];
  } finally {
    gemini.close();
  }
}

/** A server that answers over UDP, as voice servers do (STUN, RFC 8489). */
export interface UdpTarget {
  readonly host: string;
  readonly port: number;
}

/** Whether UDP goes out and answers come in; to whom else cannot be told without a voice session. */
export async function udpFindings(
  target: UdpTarget,
  timeoutMs = UDP_TIMEOUT_MS,
): Promise<readonly Finding[]> {
  const about = 'UDP';
  const { host, port } = target;
  const id = randomBytes(12);
  const request = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), id]);
  const socket = createSocket('udp4');
  const answered = Promise.withResolvers<void>();
  socket.on('message', (message) => {
    if (message.subarray(8, 20).equals(id)) answered.resolve();
  });
  try {
    for (let attempt = 0; attempt < UDP_ATTEMPTS; attempt += 1) {
      socket.send(request, port, host, (error) => {
        if (error !== null) answered.reject(error);
      });
      const patience = AbortSignal.timeout(timeoutMs);
      const isThere = await Promise.race([
        answered.promise.then(() => true),
        once(patience, 'abort').then(() => false),
      ]);
      if (isThere) return [fine(about, 'goes out and comes back')];
    }
  } catch {
    // Said below: no way out is told in the same words as no answer.
  } finally {
    socket.close();
  }
  return [
    wrong(
      about,
      `${host}:${port} does not answer: let UDP out to any port, and its answers in, or music will not be heard`,
    ),
  ];
}
