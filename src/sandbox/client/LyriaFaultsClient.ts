import { z } from 'zod';
import type { ControlRequests } from './ControlRequests.ts';

const ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('close'), code: z.number(), reason: z.string() }),
  z.object({ kind: z.literal('reset') }),
]);
const refusal = z.union([
  z.object({
    kind: z.literal('status'),
    status: z.number(),
    text: z.string(),
    retryAfter: z.string().optional(),
  }),
  ending,
]);

const chunks = z.object({
  pieceMs: z.number(),
  together: z.boolean(),
  strayBytes: z.number(),
  foreign: z.boolean(),
  empty: z.boolean(),
  rate: z.number(),
  channels: z.union([z.literal(1), z.literal(2)]),
  mimeType: z.string().nullable(),
  base64: z.enum(['plain', 'lines', 'url']),
});

const conditions = z.object({
  pace: z.number(),
  stalled: z.boolean(),
  sessionLimitSeconds: z.number().nullable(),
  firstAudioSeconds: z.number().nullable(),
  startSpacingSeconds: z.number(),
  filteredWords: z.array(z.string()),
  chunks,
  refusal: refusal.nullable(),
});
export type LyriaConditionsView = z.infer<typeof conditions>;

/** What is left out stays as it is; of `chunks`, what is left out is as usual. */
export type LyriaConditionsChange = Partial<Omit<LyriaConditionsView, 'refusal' | 'chunks'>> & {
  readonly chunks?: Partial<LyriaConditionsView['chunks']>;
};

const attempt = z.object({ atMs: z.number(), refusal: refusal.nullable() });
export type LyriaAttemptView = z.infer<typeof attempt>;

/** A close frame; without a code, a TCP reset. */
export interface LyriaEnding {
  readonly closeCode?: number;
  readonly reason?: string;
}

/** Has Lyria go wrong in a running sandbox; docs/sandbox.md tells what each fault does. */
export class LyriaFaultsClient {
  readonly #requests: ControlRequests;

  constructor(requests: ControlRequests) {
    this.#requests = requests;
  }

  conditions(): Promise<LyriaConditionsView> {
    return this.#requests.read('GET', '/lyria/conditions', conditions);
  }

  set(change: LyriaConditionsChange): Promise<void> {
    return this.#requests.do('PUT', '/lyria/conditions', change);
  }

  /** All is well again: conditions, and refused starts. */
  clear(): Promise<void> {
    return this.#requests.do('DELETE', '/lyria/conditions');
  }

  /** Refuses the next starts: so many, or all until it is lifted. */
  refuseStarts(
    how:
      | {
          readonly status: number;
          readonly text?: string;
          /** Seconds, or the whole header: a date, say. */
          readonly retryAfter?: number | string;
        }
      | LyriaEnding,
    times?: number,
  ): Promise<void> {
    return this.#requests.do('PUT', '/lyria/refusal', { ...how, times });
  }

  admitStarts(): Promise<void> {
    return this.#requests.do('DELETE', '/lyria/refusal');
  }

  /** Ends one session that runs, or all. */
  drop(how: LyriaEnding & { readonly session?: number } = {}): Promise<void> {
    return this.#requests.do('POST', '/lyria/drop', how);
  }

  /** No audio for so long, while connections stay up. */
  stall(seconds: number): Promise<void> {
    return this.#requests.do('POST', '/lyria/stall', { seconds });
  }

  /** Ends every session and refuses all starts for so long. */
  outage(seconds: number): Promise<void> {
    return this.#requests.do('POST', '/lyria/outage', { seconds });
  }

  /** Who asked for a session, oldest first. */
  attempts(): Promise<LyriaAttemptView[]> {
    return this.#requests.read('GET', '/lyria/attempts', z.array(attempt));
  }
}
