import type {
  Command,
  CommandContext,
  Example,
  FileToSend,
  Options,
  SavedMixes,
  Station,
} from '#commands/Command.ts';
import type { Caller } from '#src/control/actions.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import type { MixStore, Written } from '#src/control/ports.ts';
import type { SavedMix, Shelf } from '#src/crowd/mix/savedMix.ts';
import { ENGLISH } from '#src/texts/texts.ts';

export function unused(): never {
  throw new Error('This command has no business with that');
}

/** The values of a command's options, by name. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;

/** What whoever used a command was told. */
export interface Answers {
  readonly said: string[];
  readonly whispered: string[];
  readonly panels: PanelView[];
  readonly offered: (readonly Example[])[];
  readonly files: FileToSend[];
}

/** Nothing is saved. */
export const NONE_SAVED: SavedMixes = { own: [], server: [] };

/** Saved mixes, on paper. */
export class PaperMixes implements MixStore {
  readonly shelves = new Map<Shelf, readonly SavedMix[]>();
  written: Written = 'kept';

  async list(shelf: Shelf) {
    return this.shelves.get(shelf) ?? [];
  }

  async update(shelf: Shelf, change: (mixes: readonly SavedMix[]) => readonly SavedMix[]) {
    this.shelves.set(shelf, change(this.shelves.get(shelf) ?? []));
    return this.written;
  }
}

/** Somebody in the station's channel, without any role. */
export const ADA: Caller = {
  userId: 'ada',
  voiceChannelId: 'lounge',
  isDj: false,
  canManageGuild: false,
};

export function optionsOf(values: OptionValues): Options {
  return {
    string: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    number: (name) => (typeof values[name] === 'number' ? values[name] : undefined),
    boolean: (name) => (typeof values[name] === 'boolean' ? values[name] : undefined),
    role: () => undefined,
    channel: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    user: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    file: () => undefined,
  };
}

/** Has somebody use a command where that station plays, or none, and gives what they were told. */
export async function runCommand(
  command: Command,
  station: Station | undefined,
  change: {
    readonly caller?: Partial<Caller>;
    readonly values?: OptionValues;
    readonly context?: Partial<CommandContext>;
  } = {},
): Promise<Answers> {
  const answers: Answers = { said: [], whispered: [], panels: [], offered: [], files: [] };
  const context: CommandContext = {
    guildId: 'guild',
    textChannelId: 'text',
    caller: { ...ADA, ...change.caller },
    nowMs: 0,
    options: optionsOf(change.values ?? {}),
    stations: {
      get: () => (station?.state.life === 'playing' ? station : undefined),
      check: unused,
      start: unused,
      settings: () => station?.state.settings ?? unused(),
      changeSettings: unused,
    },
    words: { read: unused },
    doctor: { examine: async () => [] },
    mixes: new PaperMixes(),
    painter: { paint: async () => new Uint8Array(1) },
    history: { list: async () => [] },
    talk: {
      whyOff: undefined,
      press: async ({ answer }) => answer.whisper('Say it now.'),
      askHandsFree: unused,
      beginHandsFree: unused,
      endHandsFree: unused,
      settingsChanged: () => {},
    },
    keys: { whyOff: undefined, set: unused, remove: async () => false },
    clips: { take: async (_guildId, seconds) => ({ bytes: new Uint8Array(1), seconds }) },
    texts: ENGLISH,
    serverTexts: ENGLISH,
    answer: {
      say: async (text) => void answers.said.push(text),
      whisper: async (text) => void answers.whispered.push(text),
      offer: async (text, examples) => {
        answers.whispered.push(text);
        answers.offered.push(examples);
      },
      askKey: async () => void answers.whispered.push('A form.'),
      choose: async (text) => void answers.whispered.push(text),
      sayFile: async (text, file) => {
        answers.said.push(text);
        answers.files.push(file);
      },
      whisperFile: async (text, file) => {
        answers.whispered.push(text);
        answers.files.push(file);
      },
      defer: async () => {},
      show: async (panel) => {
        answers.panels.push(panel);
        return { channelId: 'text', messageId: `panel ${answers.panels.length}` };
      },
      showPrivately: async (panel) => void answers.panels.push(panel),
    },
    ...change.context,
  };
  await command.execute(context);
  return answers;
}
