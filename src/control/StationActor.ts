import type { Clock, Timer } from '../clock.ts';
import type { Action, Caller, Wish } from './actions.ts';
import { type EffectPorts, Effects } from './Effects.ts';
import { type Outcome, refuse } from './outcome.ts';
import { type PanelView, panelView } from './PanelView.ts';
import type { StationStore } from './ports.ts';
import { keptOf } from './reading.ts';
import type { Now, StationState } from './StationState.ts';
import { step, wakeAtMs } from './step.ts';

/** A step that failed, as where it could not be kept, is tried again after this. */
const AGAIN_MS = 1_000;

export interface ActorParts extends EffectPorts {
  readonly store: Pick<StationStore, 'save' | 'remove'>;
  /** What changed last is in memory only, because the store takes nothing. */
  readonly isBehind: () => boolean;
  readonly clock: Clock;
  readonly wallClock: () => number;
}

type MakeAction = (state: StationState) => Action;

interface Letter {
  readonly action: Action | MakeAction;
  readonly failed?: (error: unknown) => void;
}

/** An action that somebody waits for, still without the number its answer goes to. */
type Asking = {
  [Type in Action['type']]: Extract<Action, { type: Type }> extends { readonly ticket: number }
    ? Omit<Extract<Action, { type: Type }>, 'ticket'>
    : never;
}[Action['type']];

/**
 * The impure part around `step`: takes what happens to a station one by one, keeps what each step
 * says in one transaction, and only then does what it says. One mailbox, one timer.
 */
export class StationActor {
  readonly #parts: ActorParts;
  readonly #effects: Effects;
  readonly #mailbox: Letter[] = [];
  readonly #waiting = new Map<number, (outcome: Outcome) => void>();
  #state: StationState;
  /** What the store was last given; undefined before the first time. */
  #kept: ReturnType<typeof keptOf> | undefined;
  #isBusy = false;
  #closed = false;
  #tickets = 0;
  #timer: Timer | undefined;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(state: StationState, parts: ActorParts) {
    this.#state = state;
    this.#parts = parts;
    this.#effects = new Effects(parts, {
      tell: (action) => this.#post(action),
      panel: () => this.panel(),
      answer: (ticket, outcome) => {
        this.#waiting.get(ticket)?.(outcome);
        this.#waiting.delete(ticket);
      },
    });
  }

  /** As of the last step that is kept. */
  get state(): StationState {
    return this.#state;
  }

  get now(): Now {
    return { monoMs: this.#parts.clock.now(), wallMs: this.#parts.wallClock() };
  }

  /**
   * Something has happened.
   *
   * @param action a function makes it of the state when its turn comes
   */
  tell(action: Action | MakeAction): void {
    this.#post(action);
  }

  /** Resolves with what came of it, when that is kept. Rejects where nothing could be. */
  ask(action: Asking): Promise<Outcome> {
    if (this.#closed) return Promise.resolve(refuse('over'));
    this.#tickets += 1;
    const ticket = this.#tickets;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, resolve);
      this.#post({ ...action, ticket }, (error) => {
        this.#waiting.delete(ticket);
        reject(error);
      });
    });
  }

  /** A member wants something. */
  act(caller: Caller, wish: Wish): Promise<Outcome> {
    return this.ask({ type: 'wish', caller, wish });
  }

  /** Has the media side tell how things are now; resolves when the state says so. */
  async refresh(): Promise<void> {
    await this.ask({ type: 'report' });
  }

  /** Whether a press may be answered with the panel itself, which is an edit, too. */
  async takesTurn(): Promise<boolean> {
    return (await this.ask({ type: 'panelTurn' })).kind === 'done';
  }

  /** @param viewer who alone sees it: their votes and wishes are marked */
  panel(viewer?: string): PanelView {
    return panelView(this.#state, this.now, { isUnkept: this.#parts.isBehind(), viewer });
  }

  /** Resolves when all that has happened so far is dealt with. */
  settled(): Promise<void> {
    if (!this.#isBusy) return Promise.resolve();
    this.#idle ??= Promise.withResolvers();
    return this.#idle.promise;
  }

  /** Resolves when the panel shows what has happened so far, or cannot be made to. */
  async drawn(): Promise<void> {
    await this.settled();
    await this.#effects.drawn();
  }

  /** Nothing more comes: everybody who waits is told so. */
  close(outcome: Outcome = refuse('over')): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#mailbox.length = 0;
    for (const answer of this.#waiting.values()) answer(outcome);
    this.#waiting.clear();
  }

  #post(action: Letter['action'], failed?: Letter['failed']): void {
    if (this.#closed) return;
    this.#mailbox.push({ action, ...(failed && { failed }) });
    if (!this.#isBusy) void this.#work();
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let next = this.#mailbox.shift(); next !== undefined; next = this.#mailbox.shift()) {
      try {
        const { action } = next;
        const saving = this.#take(typeof action === 'function' ? action(this.#state) : action);
        // Nothing to keep, nothing to wait for: what is to be done has been done.
        if (saving !== undefined) await saving;
      } catch (error) {
        // What was due is due still.
        const dueMs = wakeAtMs(this.#state, this.now);
        this.#wakeAt(dueMs && Math.max(dueMs, this.now.monoMs + AGAIN_MS));
        if (next.failed !== undefined) next.failed(error);
        else this.#parts.log.error({ error }, 'What happened to a station is lost');
      }
    }
    this.#isBusy = false;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  #take(action: Action): Promise<void> | undefined {
    this.#timer?.cancel();
    const { state, effects, wakeAt } = step(this.#state, action, this.now);
    const carryOn = (): void => {
      this.#state = state;
      for (const effect of effects) this.#effects.run(effect);
      this.#wakeAt(wakeAt);
    };
    const kept = keptOf(state);
    if (kept === this.#kept) {
      carryOn();
      return undefined;
    }
    return this.#keep(kept).then(() => {
      this.#kept = kept;
      carryOn();
    });
  }

  async #keep(kept: ReturnType<typeof keptOf>): Promise<void> {
    const { store } = this.#parts;
    if (kept === null) await store.remove(this.#state.kept.record.guildId);
    else await store.save(kept);
  }

  #wakeAt(atMs: number | null): void {
    this.#timer?.cancel();
    if (atMs === null || this.#closed) return;
    const { clock } = this.#parts;
    this.#timer = clock.after(atMs - clock.now(), () => this.#post({ type: 'woken' }));
  }
}
