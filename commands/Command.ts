import type { APIApplicationCommandSubcommandOption } from 'discord-api-types/v10';
import type { Caller } from '../src/control/actions.ts';
import type { PanelView } from '../src/control/PanelView.ts';
import type { DoctorPort, Station, StationsPort, WordsPort } from './ports.ts';

/** The options of one call, by name; undefined when left out. */
export interface Options {
  string(name: string): string | undefined;
  number(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  role(name: string): string | undefined;
}

/** How a command answers. The first answer acknowledges; after `defer` answers edit it. */
export interface Answer {
  /** For everybody in the channel. */
  say(text: string): Promise<void>;
  /** For the caller alone; takes a public "thinking" back. */
  whisper(text: string): Promise<void>;
  /** Shows "thinking" to everybody until the next answer, for what may take over a second. */
  defer(): Promise<void>;
  /** Shows the panel to everybody and tells which message it became. */
  show(panel: PanelView): Promise<{ channelId: string; messageId: string }>;
  /** Shows a panel to the caller alone. */
  showPrivately(panel: PanelView): Promise<void>;
}

/** What a command may use. Plain values and ports: no socket, no discord.js. */
export interface CommandContext {
  readonly guildId: string;
  readonly textChannelId: string;
  readonly caller: Caller;
  readonly options: Options;
  readonly stations: StationsPort;
  readonly words: WordsPort;
  readonly doctor: DoctorPort;
  readonly answer: Answer;
}

/** What is shown and put in when it is chosen: the same, or two things. */
export type Completion = string | { readonly name: string; readonly value: string };

/** One subcommand of `/lyria`. */
export interface Command {
  readonly data: APIApplicationCommandSubcommandOption;
  execute(context: CommandContext): Promise<void>;
  /** Choices for the option being typed. */
  complete?(typed: string, option: string, station: Station | undefined): readonly Completion[];
}
