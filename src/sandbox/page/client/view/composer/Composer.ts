import type { OptionValues } from '../../contract.ts';
import type { Actions } from '../actions/Actions.ts';
import { problemText } from '../actions/problemText.ts';
import { namesOf } from '../state/Names.ts';
import { type ComposerState, EMPTY_COMPOSER } from '../state/PageState.ts';
import { parseCommandLine } from './parseCommandLine.ts';
import { readOptionValues } from './readOptionValues.ts';
import { type Suggestion, type Suggestions, suggest, withChoices } from './suggest.ts';

/** As Discord waits before it asks a bot: long enough that fast typing asks once. */
const ASK_AFTER_MS = 180;
/** Lines that the up arrow brings back. */
const MAX_REMEMBERED = 30;

/** The message box: what is typed, what is offered for it, and what becomes of it. */
export class Composer {
  readonly #actions: Actions;
  #askTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #sent: string[] = [];
  /** Counts back from the line that was sent last; -1 while a new one is typed. */
  #recalled = -1;

  constructor(actions: Actions) {
    this.#actions = actions;
  }

  close(): void {
    clearTimeout(this.#askTimer);
  }

  get state(): ComposerState {
    return this.#actions.state.composer;
  }

  #set(change: Partial<ComposerState>): void {
    this.#actions.set({ composer: { ...this.state, ...change } });
  }

  suggestions(): Suggestions {
    const { known, composer } = this.#actions.state;
    const { text, caret, choices } = composer;
    const found = suggest(text, caret, known?.commands ?? [], namesOf(known));
    return choices?.line === text ? withChoices(found, text, choices.items) : found;
  }

  /** The place in the list that Enter takes; -1 for none. */
  activeOf(suggestions: Suggestions): number {
    const { active, closed } = this.state;
    if (closed || suggestions.items.length === 0) return -1;
    if (active >= 0) return Math.min(active, suggestions.items.length - 1);
    return suggestions.eager ? 0 : -1;
  }

  typed(text: string, caret: number): void {
    this.#recalled = -1;
    const same = text === this.state.text;
    this.#set(same ? { caret } : { text, caret, active: -1, closed: false, problem: undefined });
    if (!same) this.#askLater();
  }

  take({ line, caret }: Suggestion): void {
    this.typed(line, caret);
  }

  /** @returns whether the key has been dealt with */
  key(key: string, shift: boolean): boolean {
    const suggestions = this.suggestions();
    const open = suggestions.items.length > 0 && !this.state.closed;
    const active = this.activeOf(suggestions);
    const count = suggestions.items.length;
    switch (key) {
      case 'ArrowDown':
        if (!open) return false;
        this.#set({ active: (active + 1) % count });
        return true;
      case 'ArrowUp':
        if (!open) return this.#recall();
        this.#set({ active: active <= 0 ? count - 1 : active - 1 });
        return true;
      case 'Tab': {
        const item = suggestions.items[Math.max(0, active)];
        if (!open || shift || item === undefined || item.line === this.state.text) return false;
        this.take(item);
        return true;
      }
      case 'Enter': {
        const item = suggestions.items[active];
        if (open && item !== undefined && item.line !== this.state.text) this.take(item);
        else void this.send();
        return true;
      }
      case 'Escape':
        if (!open) return false;
        this.#set({ closed: true, active: -1 });
        return true;
      default:
        return false;
    }
  }

  async send(): Promise<void> {
    const text = this.state.text.trim();
    const { known, textChannelId } = this.#actions.state;
    if (text === '' || known === undefined || textChannelId === undefined) return;
    if (!text.startsWith('/')) {
      await this.#submit(text, () => this.#actions.backend.say(textChannelId, text));
      return;
    }
    const parsed = parseCommandLine(text, known.commands);
    if (parsed === undefined) {
      this.#set({ problem: 'There is no such command. Type / to see what there is.' });
      return;
    }
    const read = readOptionValues(parsed, namesOf(known));
    if (!read.ok) {
      this.#set({ problem: read.problem });
      return;
    }
    await this.#submit(text, () => this.#run(parsed.command.name, read.values));
  }

  /** One click instead of a line: joins a voice channel first when that is what it takes. */
  async quickStart(name: string, values: OptionValues): Promise<void> {
    const { known } = this.#actions.state;
    const voice = known?.channels.find(({ kind }) => kind === 'voice');
    await this.#actions.attempt('quick start', async () => {
      if (this.#actions.voiceChannel === undefined && voice !== undefined) {
        await this.#actions.backend.join(voice.id);
      }
      await this.#run(name, values);
    });
  }

  async #run(name: string, values: OptionValues): Promise<void> {
    const { textChannelId } = this.#actions.state;
    if (textChannelId === undefined) return;
    const outcome = await this.#actions.backend.runCommand(textChannelId, name, values);
    if (outcome.state === 'failed') {
      this.#actions.notify('problem', `/${name}: the application did not respond.`);
    }
    this.#actions.follow(outcome);
  }

  /** Empties the box at once; what is refused comes back into it. */
  async #submit(text: string, request: () => Promise<void>): Promise<void> {
    clearTimeout(this.#askTimer);
    this.#sent.unshift(text);
    this.#sent.length = Math.min(this.#sent.length, MAX_REMEMBERED);
    this.#recalled = -1;
    this.#actions.set({ composer: { ...EMPTY_COMPOSER, sending: true } });
    try {
      await request();
      this.#set({ sending: false });
    } catch (error) {
      const problem = problemText(error);
      if (this.state.text !== '') {
        this.#set({ sending: false, problem });
        return;
      }
      this.#set({ text, caret: text.length, closed: true, sending: false, problem });
    }
  }

  #recall(): boolean {
    const shown = this.#sent[this.#recalled];
    if (this.state.text !== '' && this.state.text !== shown) return false;
    const next = this.#sent[this.#recalled + 1];
    if (next === undefined) return false;
    this.#recalled += 1;
    this.#set({ text: next, caret: next.length, closed: true, active: -1, problem: undefined });
    return true;
  }

  /** Asks the bot for suggestions once the typing pauses. */
  #askLater(): void {
    clearTimeout(this.#askTimer);
    const { ask } = this.suggestions();
    if (ask === undefined) return;
    this.#askTimer = setTimeout(() => void this.#ask(), ASK_AFTER_MS);
  }

  async #ask(): Promise<void> {
    const { known, textChannelId, composer } = this.#actions.state;
    const { text } = composer;
    const { ask, parsed } = this.suggestions();
    if (ask === undefined || parsed === undefined || textChannelId === undefined) return;
    const names = namesOf(known);
    const others = {
      ...parsed,
      command: { ...parsed.command, options: [] },
      segments: parsed.segments.filter(({ option }) => option.name !== ask.option.name),
    };
    const read = readOptionValues(others, names);
    const values = {
      ...(read.ok ? read.values : {}),
      [ask.option.name]: ask.segment?.value ?? '',
    };
    try {
      const { backend } = this.#actions;
      const { name } = parsed.command;
      const items = await backend.autocomplete(textChannelId, name, ask.option.name, values);
      if (this.state.text === text) this.#set({ choices: { line: text, items } });
    } catch {
      // Suggestions are a help, no promise: without them the line can be typed and sent.
      if (this.state.text === text) this.#set({ choices: undefined });
    }
  }
}
