import type { Backend, FaultValue, Outcome } from '../../contract.ts';
import type { Named } from '../composer/readOptionValues.ts';
import { firstFieldValues } from '../modal/fieldValues.ts';
import { componentKey, type Notice, type PageState, type Theme } from '../state/PageState.ts';
import type { Store } from '../state/Store.ts';
import { problemText } from './problemText.ts';

/** Long enough to be read twice. */
const NOTICE_MS = 9_000;

/** What a person can do besides typing: each asks the backend and shows what came of it. */
export class Actions {
  readonly backend: Backend;
  readonly #store: Store;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #lastNotice = 0;

  constructor(backend: Backend, store: Store) {
    this.backend = backend;
    this.#store = store;
  }

  get state(): PageState {
    return this.#store.state;
  }

  set(change: Partial<PageState>): void {
    this.#store.set(change);
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Says something for a while. */
  notify(kind: Notice['kind'], text: string): void {
    this.#lastNotice += 1;
    const notice = { id: this.#lastNotice, kind, text };
    this.set({ notices: [...this.state.notices.filter((each) => each.text !== text), notice] });
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.dismissNotice(notice.id);
    }, NOTICE_MS);
    this.#timers.add(timer);
  }

  dismissNotice(id: number): void {
    this.set({ notices: this.state.notices.filter((each) => each.id !== id) });
  }

  /**
   * Runs a request under a name, at most once at a time; what goes wrong becomes a notice.
   *
   * @returns whether it succeeded
   */
  async attempt(name: string, request: () => Promise<unknown>): Promise<boolean> {
    if (this.state.busy.has(name)) return false;
    this.set({ busy: new Set([...this.state.busy, name]) });
    try {
      await request();
      return true;
    } catch (error) {
      this.notify('problem', problemText(error));
      return false;
    } finally {
      this.set({ busy: without(this.state.busy, name) });
    }
  }

  join(channelId: string): Promise<boolean> {
    return this.attempt('voice', () => this.backend.join(channelId));
  }

  leave(): Promise<boolean> {
    return this.attempt('voice', () => this.backend.leave());
  }

  setVoice(change: { readonly deafened?: boolean; readonly muted?: boolean }): Promise<boolean> {
    return this.attempt('voice', () => this.backend.setVoice(change));
  }

  /** Says it aloud; what was typed goes once it has been taken. */
  async speak(text: string): Promise<void> {
    if (text.trim() === '') return;
    const isSaid = await this.attempt('speak', () => this.backend.speak(text));
    if (isSaid && this.state.saying === text) this.set({ saying: '' });
  }

  setMicrophone(on: boolean): Promise<boolean> {
    return this.attempt('microphone', () => this.backend.setMicrophone(on));
  }

  addListeners(count: number): Promise<boolean> {
    return this.attempt('listeners', () => this.backend.addListeners(count));
  }

  removeListeners(): Promise<boolean> {
    return this.attempt('listeners', () => this.backend.removeListeners());
  }

  startSound(): Promise<boolean> {
    return this.attempt('sound', () => this.backend.sound.start());
  }

  setFault(id: string, value: FaultValue): Promise<boolean> {
    return this.attempt(`fault ${id}`, () => this.backend.setFault(id, value));
  }

  async openWorkings(open: boolean): Promise<void> {
    this.set({ panels: { ...this.state.panels, workings: open } });
    await this.attempt('workings', () => this.backend.openWorkings(open));
  }

  setTheme(theme: Theme): void {
    this.set({ theme });
  }

  press(messageId: string, customId: string): Promise<void> {
    return this.#interact(messageId, customId, () => this.backend.press(messageId, customId));
  }

  select(messageId: string, customId: string, values: readonly string[]): Promise<void> {
    return this.#interact(messageId, customId, () =>
      this.backend.select(messageId, customId, values),
    );
  }

  async #interact(
    messageId: string,
    customId: string,
    request: () => Promise<Outcome>,
  ): Promise<void> {
    const key = componentKey(messageId, customId);
    if (this.state.pending.has(key)) return;
    const failures = new Map(this.state.failures);
    failures.delete(messageId);
    this.set({ pending: new Set([...this.state.pending, key]), failures });
    try {
      const outcome = await request();
      if (outcome.state === 'failed') this.#fail(messageId, 'This interaction failed.');
      this.follow(outcome);
    } catch (error) {
      this.#fail(messageId, problemText(error));
    } finally {
      this.set({ pending: without(this.state.pending, key) });
    }
  }

  /** Opens the modal that the bot answered with, if it did. */
  follow({ modal }: Outcome): void {
    if (modal === null) return;
    this.set({
      openSelect: undefined,
      modal: {
        modal,
        values: firstFieldValues(modal.components),
        problems: {},
        problem: undefined,
        submitting: false,
      },
    });
  }

  #fail(messageId: string, text: string): void {
    this.set({ failures: new Map([...this.state.failures, [messageId, text]]) });
  }

  dismissMessage(messageId: string): void {
    this.set({ dismissed: new Set([...this.state.dismissed, messageId]) });
  }

  /** The voice channel that this person is in. */
  get voiceChannel(): Named | undefined {
    const { known } = this.state;
    const own = known?.voiceStates.find(({ userId }) => userId === known.me.id);
    return known?.channels.find(({ id }) => id === own?.channelId);
  }
}

function without(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...set].filter((each) => each !== name));
}
