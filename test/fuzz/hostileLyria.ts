import { systemClock } from '#src/clock.ts';
import { silentLog } from '#src/log.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import { completeSetup, ScriptedServer } from '../support/lyria/ScriptedServer.ts';
import { mutate } from './mutate.ts';
import type { Random } from './Random.ts';

const CHUNK = {
  serverContent: {
    audioChunks: [
      {
        data: Buffer.alloc(1_920).toString('base64'),
        mimeType: 'audio/l16;rate=48000;channels=2',
        sourceMetadata: {
          clientContent: { weightedPrompts: [{ text: 'techno', weight: 1 }] },
          musicGenerationConfig: { bpm: 120 },
        },
      },
    ],
  },
};
const MESSAGES: readonly unknown[] = [
  CHUNK,
  { setupComplete: {} },
  { filteredPrompt: { text: 'x', filteredReason: 'y' } },
  { warning: 'slow down' },
  { goAway: { timeLeft: '5s' } },
];
/** A session that still stands after so many gets a new one all the same. */
const MESSAGES_A_SESSION = 200;

/**
 * Sends so many messages of a hostile service to sessions of the client. Whatever they are, the
 * client tells of chunks and of an end, and throws nothing.
 *
 * @returns how many sessions that took
 */
export async function sendHostileLyria(count: number, random: Random): Promise<number> {
  let left = count;
  let sessions = 0;
  const server = await ScriptedServer.start({
    onConnection: (socket) => {
      completeSetup(socket);
      setImmediate(() => {
        for (let sent = 0; sent < MESSAGES_A_SESSION && left > 0; sent += 1) {
          if (socket.readyState !== socket.OPEN) break;
          socket.send(frame(random));
          left -= 1;
        }
        socket.close();
      });
    },
  });
  try {
    while (left > 0) {
      const closed = Promise.withResolvers<void>();
      const open = lyriaConnector({ url: server.url, clock: systemClock, log: silentLog });
      sessions += 1;
      await open({
        signal: AbortSignal.timeout(30_000),
        onEvent: (event) => {
          if (event.type === 'closed') closed.resolve();
        },
      });
      await closed.promise;
    }
  } finally {
    await server.close();
  }
  return sessions;
}

function frame(random: Random): string | Buffer {
  switch (random.below(6)) {
    case 0:
      return random.bytes(random.below(400));
    case 1:
      return JSON.stringify(random.of(MESSAGES)).slice(0, random.below(200));
    case 2:
      return Buffer.from(JSON.stringify(random.of(MESSAGES)));
    default:
      return JSON.stringify(mutate(random.of(MESSAGES), random)) ?? 'undefined';
  }
}
