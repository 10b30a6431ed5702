import type { Timer } from '#src/clock.ts';
import type { Log } from '#src/log.ts';
import type { Person } from '#src/sandbox/people/Person.ts';
import { PersonError } from '#src/sandbox/people/PersonError.ts';
import type { World } from '#src/sandbox/world/World.ts';
import { findBallot, findButton, findPoll } from './readBallot.ts';
import { pleasure, type Taste } from './Taste.ts';

/** Soon enough to be seen, far enough apart that one can follow who did what. */
const FIRST_DEED_MS = { min: 1_500, max: 7_000 } as const;
const NEXT_DEED_MS = { min: 5_000, max: 16_000 } as const;
/** Below this, something neither pleases nor disturbs. */
const INDIFFERENT = 0.12;
/** A crowd that proposes all the time buries the panel. */
const PROPOSAL_CHANCE = 0.08;
const MOST_CANDIDATES = 5;
/** Now and then: the DJ's time is counted, and everybody has to listen. */
const ASK_CHANCE = 0.12;
const TALK = /^panel:.+:talk$/;
const AGREE = /^talk:agree$/;
const YES_CHANCE = 0.65;
const SECOND_PRESS = { times: 1, afterMs: 700 } as const;

/** A member who listens, and who now and then presses what their taste tells them to. */
export class SimulatedListener {
  readonly person: Person;
  readonly taste: Taste;
  readonly #world: World;
  readonly #textChannelId: string;
  readonly #random: () => number;
  readonly #log: Log;
  /** What was pressed last for each candidate. */
  readonly #votes = new Map<string, 'up' | 'down'>();
  readonly #speak: ((text: string) => Promise<unknown>) | undefined;
  #hasAgreed = false;
  #polled = '';
  #proposed = false;
  #timer: Timer | undefined;

  constructor(options: {
    readonly person: Person;
    readonly taste: Taste;
    readonly world: World;
    readonly textChannelId: string;
    /** 0 up to 1. */
    readonly random: () => number;
    readonly log: Log;
    /** Says something in the voice channel; undefined for somebody without a mouth. */
    readonly speak: ((text: string) => Promise<unknown>) | undefined;
  }) {
    this.person = options.person;
    this.taste = options.taste;
    this.#world = options.world;
    this.#textChannelId = options.textChannelId;
    this.#random = options.random;
    this.#log = options.log;
    this.#speak = options.speak;
  }

  start(): void {
    this.#timer ??= this.#after(FIRST_DEED_MS);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #after({ min, max }: { readonly min: number; readonly max: number }): Timer {
    return this.#world.time.after(min + (max - min) * this.#random(), () => {
      this.#timer = this.#after(NEXT_DEED_MS);
      try {
        this.#act();
      } catch (error) {
        this.#failed(error);
      }
    });
  }

  /** The panel has changed under the finger, as happens to people, too. */
  #failed(error: unknown): void {
    if (!(error instanceof PersonError)) throw error;
    this.#log.debug({ code: error.code }, 'A simulated listener could not do what it wanted');
  }

  #act(): void {
    const messages = this.person.messages(this.#textChannelId);
    const talk = findButton(messages, TALK);
    const isTalkative = this.#speak !== undefined && this.#random() < ASK_CHANCE;
    if (talk !== undefined && isTalkative) {
      this.#ask(talk).catch((error: unknown) => this.#failed(error));
      return;
    }
    const poll = findPoll(messages);
    // One message can show one poll after the other.
    if (poll !== undefined && poll.yes !== this.#polled) {
      this.#polled = poll.yes;
      this.#press(poll.messageId, this.#random() < YES_CHANCE ? poll.yes : poll.no);
      return;
    }
    const ballot = findBallot(messages);
    if (ballot === undefined) return;
    const eager = !this.#proposed && ballot.lines.length < MOST_CANDIDATES;
    if (eager && this.#random() < PROPOSAL_CHANCE) {
      this.#propose();
      return;
    }
    const line = ballot.lines[Math.floor(this.#random() * ballot.lines.length)];
    if (line === undefined) return;
    const liking = pleasure(this.taste, line.prompt);
    if (Math.abs(liking) < INDIFFERENT) return;
    const wanted = liking > 0 ? 'up' : 'down';
    // A second press of the same button would take the vote back.
    if (this.#votes.get(line.up) === wanted) return;
    this.#votes.set(line.up, wanted);
    this.#press(ballot.messageId, wanted === 'up' ? line.up : line.down);
  }

  /** Presses, agrees to be heard the first time, and asks for something aloud. */
  async #ask(talk: { readonly messageId: string; readonly customId: string }): Promise<void> {
    await this.person.press(talk.messageId, talk.customId).settled;
    const agree = this.#hasAgreed
      ? undefined
      : findButton(this.person.messages(this.#textChannelId), AGREE);
    if (agree !== undefined) {
      this.#hasAgreed = true;
      await this.person.press(agree.messageId, agree.customId).settled;
    }
    const { sayings } = this.taste;
    const saying = sayings[Math.floor(this.#random() * sayings.length)];
    if (saying !== undefined) await this.#speak?.(saying);
  }

  /** Once more when the client says that it failed. */
  #press(messageId: string, customId: string): void {
    this.person.insist(() => this.person.press(messageId, customId), SECOND_PRESS);
  }

  #propose(): void {
    const { favourites } = this.taste;
    const prompt = favourites[Math.floor(this.#random() * favourites.length)];
    const command = this.person
      .commands(this.#textChannelId)
      .find(({ name }) => name.endsWith(' propose'));
    const option = command?.options[0];
    if (prompt === undefined || command === undefined || option === undefined) return;
    this.#proposed = true;
    this.person.run(this.#textChannelId, command.name, { [option.name]: prompt });
  }
}
