import { once } from 'node:events';
import { WebSocket } from 'ws';
import type {
  PageEvent,
  RequestName,
  Requests,
  ServerFrame,
  Welcome,
} from '#src/sandbox/page/client/wire.ts';

const PATIENCE_MS = 5_000;

type Seat = Extract<ServerFrame, { type: 'seat' }>;

/** A page without a browser: the other end of the live socket. */
export class RawTab {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  readonly #watchers = new Set<() => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const frame: ServerFrame = JSON.parse(String(data));
      this.frames.push(frame);
      for (const look of this.#watchers) look();
    });
  }

  /** Resolves when the welcome is here. */
  static async open(pageUrl: string, wish: Readonly<Record<string, string>> = {}): Promise<RawTab> {
    const url = new URL(`/live?${new URLSearchParams(wish)}`, pageUrl.replace('http', 'ws'));
    const tab = new RawTab(new WebSocket(url));
    await tab.event('welcome');
    return tab;
  }

  get seat(): Seat {
    const seat = this.frames.find((frame) => frame.type === 'seat');
    if (seat?.type !== 'seat') throw new Error('There is no seat');
    return seat;
  }

  get welcome(): Welcome {
    const welcome = this.frames.find((frame) => frame.type === 'welcome');
    if (welcome?.type !== 'welcome') throw new Error('There is no welcome');
    return welcome.welcome;
  }

  /** The first event of a type, from frame `from` on, that `accepts` takes. */
  async event<Type extends PageEvent['type']>(
    type: Type,
    accepts: (event: Extract<PageEvent, { type: Type }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<PageEvent, { type: Type }>> {
    const isWanted = (frame: ServerFrame): frame is Extract<PageEvent, { type: Type }> =>
      frame.type === type;
    return this.#find((frame) => (isWanted(frame) && accepts(frame) ? frame : undefined), from);
  }

  /** Rejects with the refusal's code. */
  async ask<Name extends RequestName>(name: Name, ask: Requests[Name]['ask']): Promise<unknown> {
    const id = ++this.#lastId;
    this.socket.send(JSON.stringify({ id, name, ask }));
    const frame = await this.#find((each) =>
      (each.type === 'answer' || each.type === 'refusal') && each.id === id ? each : undefined,
    );
    if (frame.type === 'refusal') throw new Error(frame.code);
    return frame.answer;
  }

  async close(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  async #find<Found>(pick: (frame: ServerFrame) => Found | undefined, from = 0): Promise<Found> {
    const { promise, resolve, reject } = Promise.withResolvers<Found>();
    const giveUp = setTimeout(() => reject(new Error('It never came')), PATIENCE_MS);
    const look = (): void => {
      for (const frame of this.frames.slice(from)) {
        const found = pick(frame);
        if (found !== undefined) resolve(found);
      }
    };
    this.#watchers.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(giveUp);
      this.#watchers.delete(look);
    });
  }
}
