import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import type { ControlContext } from '../control/context.ts';
import type { Person } from '../people/Person.ts';
import { Crowd } from './crowd/Crowd.ts';
import { FaultBoard } from './faults/FaultBoard.ts';
import { LiveEars } from './LiveEars.ts';
import { nextName } from './names.ts';
import { attachSound } from './soundSocket.ts';
import { Tab } from './Tab.ts';
import { Workings } from './workings/Workings.ts';

/** A page that reloads or loses its line keeps its person and place this long. */
const AWAY_MS = 10_000;

/** And so long a page that comes is waited for to have left. */
const RELOAD_MS = 500;

/** One tab's person, over all its connections. */
interface Seat {
  readonly id: string;
  readonly person: Person;
  readonly ears: LiveEars;
  tab: Tab | undefined;
  away: Timer | undefined;
}

/** Everybody who has the page open: which tab is which person, and what they share. */
export class Room {
  readonly #context: ControlContext;
  readonly #log: Log;
  readonly #seats = new Map<string, Seat>();
  readonly #crowd: Crowd;
  readonly #faults: FaultBoard;
  readonly #workings: Workings;

  constructor(context: ControlContext, log: Log) {
    this.#context = context;
    this.#log = log;
    this.#crowd = new Crowd(context, log);
    this.#faults = new FaultBoard(context);
    this.#workings = new Workings(context);
    this.#crowd.onChanged(() => this.#membersChanged());
  }

  /**
   * A page connects. `tab`: the seat it had before. `person`: whom it wants to be, an id, or `new`
   * for somebody who has not been there before.
   */
  async enter(socket: WebSocket, wish: URLSearchParams): Promise<void> {
    await this.#seatFree(wish.get('tab'));
    if (socket.readyState !== socket.OPEN) return;
    const seat = this.#seatFor(wish);
    seat.away?.cancel();
    seat.away = undefined;
    const tab = new Tab({
      socket,
      seatId: seat.id,
      context: this.#context,
      person: seat.person,
      ears: seat.ears,
      crowd: this.#crowd,
      faults: this.#faults,
      workings: this.#workings,
      isOnline: (userId) => this.#isOnline(userId),
      log: this.#log,
    });
    seat.tab = tab;
    socket.once('close', () => this.#left(seat, tab));
    tab.welcome();
    this.#membersChanged();
  }

  /** A page asks for the sound that its person hears. */
  listen(socket: WebSocket, seatId: string): void {
    const seat = this.#seats.get(seatId);
    if (seat === undefined) socket.close();
    else attachSound(socket, seat.ears);
  }

  close(): void {
    this.#crowd.close();
    this.#workings.close();
    for (const seat of this.#seats.values()) {
      seat.away?.cancel();
      seat.ears.close();
      seat.tab?.close();
    }
    this.#seats.clear();
  }

  /** A page that reloads may be here again before its old line has ended. */
  async #seatFree(seatId: string | null): Promise<void> {
    const old = this.#seats.get(seatId ?? '')?.tab;
    if (old === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = this.#context.discord.world.time.after(RELOAD_MS, resolve);
    await Promise.race([old.ended, promise]);
    timer.cancel();
  }

  #seatFor(wish: URLSearchParams): Seat {
    const known = this.#seats.get(wish.get('tab') ?? '');
    // A copied tab knows the seat too; the one who sits there stays.
    if (known !== undefined && known.tab === undefined) return known;
    const person = this.#choosePerson(wish.get('person'));
    const seat: Seat = {
      id: randomUUID(),
      person,
      ears: new LiveEars(this.#context.discord.world, person),
      tab: undefined,
      away: undefined,
    };
    this.#seats.set(seat.id, seat);
    return seat;
  }

  #choosePerson(wanted: string | null): Person {
    const { people } = this.#context;
    const all = people.all().filter(({ userId }) => this.#crowd.tasteOf(userId) === null);
    const taken = new Set([...this.#seats.values()].map(({ person }) => person.userId));
    if (wanted !== 'new') {
      const asked = all.find(({ userId }) => userId === wanted);
      if (asked !== undefined) return asked;
      const free = all.find(({ userId }) => !taken.has(userId));
      if (free !== undefined) return free;
    }
    return people.add(nextName(new Set(people.all().map(({ name }) => name))));
  }

  #left(seat: Seat, tab: Tab): void {
    tab.close();
    if (seat.tab !== tab) return;
    seat.tab = undefined;
    seat.away = this.#context.discord.world.time.after(AWAY_MS, () => this.#gone(seat));
    this.#membersChanged();
  }

  #gone(seat: Seat): void {
    this.#seats.delete(seat.id);
    seat.ears.close();
    const { userId } = seat.person;
    const elsewhere = [...this.#seats.values()].some(({ person }) => person.userId === userId);
    if (!elsewhere) seat.person.leave();
  }

  #isOnline(userId: string): boolean {
    return [...this.#seats.values()].some(
      ({ person, tab }) => person.userId === userId && tab !== undefined,
    );
  }

  #membersChanged(): void {
    for (const { tab } of this.#seats.values()) tab?.sendMembers();
  }
}
