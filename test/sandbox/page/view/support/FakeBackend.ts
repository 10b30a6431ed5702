/** Runs in the browser: types only may be imported from elsewhere. */
import type {
  Choice,
  Outcome,
  PageEvent,
  ShownModal,
  Welcome,
} from '#src/sandbox/page/client/wire.ts';

/** What the contract's `BackendEvent` and `SoundState` are, without types of the browser's. */
type SoundState = 'off' | 'needsClick' | 'buffering' | 'playing' | 'quiet';
type BackendEvent =
  | PageEvent
  | { readonly type: 'connection'; readonly state: 'connecting' | 'open' | 'lost' }
  | { readonly type: 'sound'; readonly sound: SoundState }
  | { readonly type: 'microphone'; readonly isOn: boolean };

export interface Call {
  readonly name: string;
  readonly given: readonly unknown[];
}

/** A backend that does what the test says, and keeps what the view asked for. */
export class FakeBackend {
  readonly calls: Call[] = [];
  readonly newTabUrl = '/?person=new';
  /** What the next answer opens. */
  modal: ShownModal | null = null;
  /** What the bot suggests, whatever is typed. */
  choices: readonly Choice[] = [];
  /** What the next request is refused with. */
  refusal: string | null = null;
  outcome: Outcome['state'] = 'acknowledged';
  readonly #listeners = new Set<(event: BackendEvent) => void>();
  readonly #welcome: Welcome;
  soundState: SoundState = 'off';

  constructor(welcome: Welcome) {
    this.#welcome = welcome;
  }

  readonly sound = fakeSound(() => this.soundState);

  subscribe(listener: (event: BackendEvent) => void): () => void {
    this.#listeners.add(listener);
    listener({ type: 'connection', state: 'open' });
    listener({ type: 'welcome', welcome: this.#welcome });
    return () => this.#listeners.delete(listener);
  }

  emit(event: BackendEvent): void {
    if (event.type === 'sound') this.soundState = event.sound;
    for (const listener of this.#listeners) listener(event);
  }

  async #record(name: string, ...given: unknown[]): Promise<void> {
    this.calls.push({ name, given });
    const { refusal } = this;
    this.refusal = null;
    if (refusal !== null) throw new Error(refusal);
  }

  async #outcome(name: string, ...given: unknown[]): Promise<Outcome> {
    await this.#record(name, ...given);
    const { modal } = this;
    this.modal = null;
    return { interactionId: String(this.calls.length), state: this.outcome, modal };
  }

  join(channelId: string) {
    return this.#record('join', channelId);
  }
  leave() {
    return this.#record('leave');
  }
  setVoice(change: { readonly deafened?: boolean; readonly muted?: boolean }) {
    return this.#record('setVoice', change);
  }
  say(channelId: string, content: string) {
    return this.#record('say', channelId, content);
  }
  speak(text: string) {
    return this.#record('speak', text);
  }
  async setMicrophone(isOn: boolean) {
    await this.#record('setMicrophone', isOn);
    this.emit({ type: 'microphone', isOn });
  }
  runCommand(channelId: string, name: string, options: unknown) {
    return this.#outcome('runCommand', channelId, name, options);
  }
  async autocomplete(channelId: string, name: string, focused: string, options: unknown) {
    await this.#record('autocomplete', channelId, name, focused, options);
    return this.choices;
  }
  press(messageId: string, customId: string) {
    return this.#outcome('press', messageId, customId);
  }
  select(messageId: string, customId: string, values: readonly string[]) {
    return this.#outcome('select', messageId, customId, values);
  }
  submitModal(interactionId: string, fields: unknown) {
    return this.#outcome('submitModal', interactionId, fields);
  }
  become(personId: string | null): void {
    this.calls.push({ name: 'become', given: [personId] });
  }
  addListeners(count: number) {
    return this.#record('addListeners', count);
  }
  removeListeners() {
    return this.#record('removeListeners');
  }
  openWorkings(open: boolean) {
    return this.#record('openWorkings', open);
  }
  setFault(id: string, value: boolean | number) {
    return this.#record('setFault', id, value);
  }
}

function fakeSound(state: () => SoundState) {
  return {
    get state() {
      return state();
    },
    figures: { levelDbfs: -18.4, latencyMs: 142, bufferedMs: 80, dropouts: 0, playedS: 61 },
    volume: 1,
    async start() {},
    draw: () => () => {},
  };
}
