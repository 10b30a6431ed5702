import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** How the next requests are answered. */
export type GeminiManner =
  /** A model's answer: this text as the only part, or this value as JSON. */
  | { readonly kind: 'answer'; readonly value: unknown }
  /** That, but not before it may. */
  | { readonly kind: 'held'; readonly until: Promise<void>; readonly value: unknown }
  /** An HTTP body as it is. */
  | { readonly kind: 'body'; readonly body: string }
  /** An error as Google words it, the key quoted. */
  | { readonly kind: 'status'; readonly status: number }
  /** The filter stops the request. */
  | { readonly kind: 'blocked' }
  /** The filter stops the answer. */
  | { readonly kind: 'unfinished' }
  /** Nothing, ever. */
  | { readonly kind: 'silent' }
  /** A byte now and then, never an end. */
  | { readonly kind: 'dribble' }
  /** Endless bytes, as fast as they are taken. */
  | { readonly kind: 'flood' }
  /** The connection breaks. */
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'redirect'; readonly to: string };

export interface GeminiRequest {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: string;
  /** What the model would read as the request, parsed. */
  readonly question: unknown;
}

const requestSchema = z.object({
  contents: z.array(z.object({ parts: z.array(z.object({ text: z.string() })) })),
});

const DRIBBLE_MS = 20;

/** Stands in for the Gemini API: a real HTTP server for the real SDK. */
export class GeminiServer {
  readonly requests: GeminiRequest[] = [];
  manner: GeminiManner = { kind: 'silent' };
  /** Requests whose client went away before the answer was complete. */
  abandoned = 0;
  readonly #server = createServer((request, response) => void this.#take(request, response));
  #url = '';
  readonly #waiting = new Set<() => void>();

  /** Listens on loopback until the test has finished. */
  static async start(): Promise<GeminiServer> {
    const server = new GeminiServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    const address = server.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('has no port');
    server.#url = `http://127.0.0.1:${address.port}`;
    onTestFinished(() => server.close());
    return server;
  }

  /** Where it listens, or did. */
  get url(): string {
    return this.#url;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  answers(value: unknown): void {
    this.manner = { kind: 'answer', value };
  }

  /** Resolves with the request of that number (1 is the first), now or when it comes. */
  async request(number: number): Promise<GeminiRequest> {
    for (;;) {
      const found = this.requests[number - 1];
      if (found !== undefined) return found;
      await this.#change();
    }
  }

  /** Resolves when that many requests have been given up by their client. */
  async givenUp(count: number): Promise<void> {
    while (this.abandoned < count) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #changed(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { manner } = this;
    response.on('close', () => {
      if (response.writableFinished) return;
      this.abandoned += 1;
      this.#changed();
    });
    const body = await text(request);
    const parsed = requestSchema.safeParse(parseJson(body));
    const key = request.headers['x-goog-api-key'];
    this.requests.push({
      path: request.url ?? '',
      key: typeof key === 'string' ? key : undefined,
      body,
      question: parseJson(parsed.data?.contents[0]?.parts[0]?.text ?? 'null'),
    });
    this.#changed();
    this.#answer(manner, response, typeof key === 'string' ? key : '');
  }

  #answer(manner: GeminiManner, response: ServerResponse, key: string): void {
    const json = { 'content-type': 'application/json; charset=UTF-8' };
    switch (manner.kind) {
      case 'answer': {
        const { value } = manner;
        const part = { text: typeof value === 'string' ? value : JSON.stringify(value) };
        const candidate = { content: { role: 'model', parts: [part] }, finishReason: 'STOP' };
        response.writeHead(200, json).end(JSON.stringify({ candidates: [candidate] }));
        break;
      }
      case 'held': {
        const { until, value } = manner;
        void until.then(() => this.#answer({ kind: 'answer', value }, response, key));
        break;
      }
      case 'body':
        response.writeHead(200, json).end(manner.body);
        break;
      case 'status': {
        const { status } = manner;
        const error = { code: status, message: `Something about the key ${key}`, status: 'X' };
        response.writeHead(status, json).end(JSON.stringify({ error }));
        break;
      }
      case 'blocked':
        response
          .writeHead(200, json)
          .end(JSON.stringify({ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }));
        break;
      case 'unfinished':
        response
          .writeHead(200, json)
          .end(JSON.stringify({ candidates: [{ finishReason: 'SAFETY' }] }));
        break;
      case 'silent':
        break;
      case 'dribble': {
        response.writeHead(200, json);
        const timer = setInterval(() => response.write(' '), DRIBBLE_MS);
        response.on('close', () => clearInterval(timer));
        break;
      }
      case 'flood': {
        response.writeHead(200, json);
        const some = Buffer.alloc(16_384, ' ');
        const pour = (): void => {
          while (!response.destroyed && response.write(some));
        };
        response.on('drain', pour);
        pour();
        break;
      }
      case 'hang-up':
        response.destroy();
        break;
      case 'redirect':
        response.writeHead(307, { location: manner.to }).end();
        break;
    }
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
