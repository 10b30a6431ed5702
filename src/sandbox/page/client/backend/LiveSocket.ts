import type { PageEvent, RequestName, Requests, ServerFrame } from '../wire.ts';
import { RefusedError } from './RefusedError.ts';

/** First soon, since a reload of the server takes a second; then with patience. */
const RETRY_MS = { first: 250, most: 3_000 } as const;
/** Longer than the three seconds that a bot has for its answer. */
const ANSWER_TIMEOUT_MS = 15_000;

const SEAT_KEY = 'lyrebird.seat';
const PERSON_KEY = 'lyrebird.person';

export type LiveNews =
  | PageEvent
  | { readonly type: 'connection'; readonly state: 'connecting' | 'open' | 'lost' };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: RefusedError) => void;
  readonly timer: number;
}

/** The page's line to its server: comes back by itself, as the same person. */
export class LiveSocket {
  readonly #onNews: (news: LiveNews) => void;
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | undefined;
  #lastId = 0;
  #retryMs: number = RETRY_MS.first;
  #wish: string | undefined;

  constructor(onNews: (news: LiveNews) => void) {
    this.#onNews = onNews;
    // A link may ask for somebody: `/?person=new`. A reload afterwards keeps who came of it.
    this.#wish = new URLSearchParams(location.search).get('person') ?? undefined;
    if (this.#wish !== undefined) {
      sessionStorage.removeItem(SEAT_KEY);
      history.replaceState(null, '', location.pathname);
    }
  }

  /** What the sound is asked for with; undefined before the first welcome. */
  get seatId(): string | undefined {
    return sessionStorage.getItem(SEAT_KEY) ?? undefined;
  }

  open(): void {
    this.#onNews({ type: 'connection', state: 'connecting' });
    const url = new URL('/live', location.href);
    url.protocol = 'ws:';
    const { seatId } = this;
    if (seatId !== undefined) url.searchParams.set('tab', seatId);
    const person = this.#wish ?? sessionStorage.getItem(PERSON_KEY);
    if (person !== null) url.searchParams.set('person', person);
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', () => {
      if (this.#socket === socket) this.#lost();
    });
  }

  /** Comes back as somebody else; null: somebody new. */
  become(personId: string | null): void {
    this.#wish = personId ?? 'new';
    sessionStorage.removeItem(SEAT_KEY);
    const old = this.#socket;
    this.#socket = undefined;
    old?.close();
    this.#refuseAll();
    this.open();
  }

  /** @throws RefusedError */
  ask<Name extends RequestName>(
    name: Name,
    ask: Requests[Name]['ask'],
  ): Promise<Requests[Name]['answer']> {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(connectionLost());
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Requests[Name]['answer']>();
    const timer = setTimeout(() => {
      this.#waiting.delete(id);
      reject(new RefusedError('answer.late', 'The sandbox did not answer.'));
    }, ANSWER_TIMEOUT_MS);
    this.#waiting.set(id, {
      // Page and server are of one making: an answer is what its request's type says.
      resolve: (answer) => resolve(answer as Requests[Name]['answer']),
      reject,
      timer,
    });
    socket.send(JSON.stringify({ id, name, ask }));
    return promise;
  }

  #receive(text: string): void {
    // The server that served this page sends it; there is no other.
    const frame: ServerFrame = JSON.parse(text);
    switch (frame.type) {
      case 'seat':
        sessionStorage.setItem(SEAT_KEY, frame.seatId);
        sessionStorage.setItem(PERSON_KEY, frame.personId);
        this.#wish = undefined;
        this.#retryMs = RETRY_MS.first;
        this.#onNews({ type: 'connection', state: 'open' });
        break;
      case 'answer':
        this.#take(frame.id)?.resolve(frame.answer);
        break;
      case 'refusal':
        this.#take(frame.id)?.reject(new RefusedError(frame.code, frame.message));
        break;
      default:
        this.#onNews(frame);
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    clearTimeout(waiting?.timer);
    return waiting;
  }

  #lost(): void {
    this.#socket = undefined;
    this.#refuseAll();
    this.#onNews({ type: 'connection', state: 'lost' });
    setTimeout(() => this.open(), this.#retryMs);
    this.#retryMs = Math.min(RETRY_MS.most, this.#retryMs * 2);
  }

  #refuseAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(connectionLost());
  }
}

function connectionLost(): RefusedError {
  return new RefusedError('connection.lost', 'The sandbox cannot be reached at the moment.');
}
