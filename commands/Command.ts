import type { APIApplicationCommandSubcommandOption } from 'discord-api-types/v10';
import type { Caller } from '#src/control/actions.ts';
import type { Evening } from '#src/control/evening.ts';
import type { Outcome } from '#src/control/outcome.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import type { HistoryStore, MixStore } from '#src/control/ports.ts';
import type { StationActor } from '#src/control/StationActor.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { SavedMix } from '#src/crowd/mix/savedMix.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import type { Texts, Told } from '#src/texts/texts.ts';
import type { MusicRequest, WordReading } from '#src/words/interpretation.ts';
import type { Names } from './named.ts';

/** A station as commands see it: what it knows, and what a member can want of it. */
export type Station = Pick<StationActor, 'state' | 'now' | 'act' | 'tell' | 'refresh' | 'panel'>;

export interface StartRequest {
  readonly guildId: string;
  readonly channelId: string;
  readonly textChannelId: string;
  readonly startedBy: string;
  readonly prompts: readonly WeightedPrompt[];
  /** Absent: everything as the model likes it. */
  readonly config?: MusicGenerationConfig;
  /** Nobody waits for it: whatever keeps the music from beginning is waited out. */
  readonly isPatient?: true;
}

/** Possible, or why not, in words for the caller. */
export type Possible = { readonly ok: true } | { readonly ok: false; readonly text: Told };

/** Turns what a member types into music. */
export interface WordsPort {
  read(request: MusicRequest): WordReading;
}

/** What a look at one thing has found. */
export interface Sight {
  /** What was looked at, in a word or two. */
  readonly about: string;
  readonly state: 'fine' | 'warning' | 'wrong' | 'skipped';
  /** What was seen and, unless that is fine, what to do. */
  readonly text: string;
}

/** Looks at what the bot needs. */
export interface DoctorPort {
  /** @param channelIds where to look at permissions */
  examine(channelIds: readonly string[]): Promise<readonly Sight[]>;
}

/** An Ogg Opus file. */
export interface Clip {
  readonly bytes: Uint8Array;
  /** What it plays: fewer than asked for where there was no more. */
  readonly seconds: number;
}

/** What was just heard, as files. */
export interface ClipsPort {
  /** Undefined: nothing has been. */
  take(guildId: string, seconds: number, title: string): Promise<Clip | undefined>;
}

/** Somebody who wants to talk to the DJ. */
export interface TalkRequest {
  readonly guildId: string;
  readonly textChannelId: string;
  readonly caller: Caller;
  readonly station: Station;
  /** In the caller's language, ... */
  readonly texts: Texts;
  /** ... and in that of the server, for what everybody hears. */
  readonly serverTexts: Texts;
  readonly answer: Answer;
}

/** Paints pictures. */
export interface PaintPort {
  /** @returns a PNG */
  paint(evening: Evening, theme: 'dark' | 'light'): Promise<Uint8Array>;
}

/** Lets members talk to the DJ. */
export interface TalkPort {
  /** Why nobody can on this bot, in words for members; undefined: they can. */
  readonly whyOff: Told | undefined;
  /** Asks for their consent where it is missing, and listens to them. */
  press(request: TalkRequest): Promise<void>;
  /** Asks whether the DJ may hear all they say until they leave; it begins once they have agreed. */
  askHandsFree(request: TalkRequest): Promise<void>;
  /** They have read who hears what, and want it. */
  beginHandsFree(request: TalkRequest): Promise<void>;
  endHandsFree(request: TalkRequest): Promise<void>;
  /** What the server allows no longer ends. */
  settingsChanged(guildId: string): void;
}

/** Lets a server bring a key of its own for the music. */
export interface KeysPort {
  /** Why none can on this bot, in words for members; undefined: they can. */
  readonly whyOff: Told | undefined;
  /** Tries the key, which takes some seconds, and keeps it if it is good. */
  set(
    guildId: string,
    key: string,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly why: Told }>;
  /** Whether there was one. */
  remove(guildId: string): Promise<boolean>;
}

/** All stations of the bot. */
export interface StationsPort {
  get(guildId: string): Station | undefined;
  /** Whether the bot may and can play there, or keep a panel; in words when not. Makes no noise. */
  check(guildId: string, channelId: string, forWhat?: 'music' | 'panel'): Possible;
  /** Resolves when the music can be heard, or with what went wrong; nothing is left then. */
  start(request: StartRequest): Promise<Outcome>;
  settings(guildId: string): GuildSettings;
  changeSettings(guildId: string, changes: Partial<GuildSettings>): GuildSettings;
}

/** A file that somebody has sent along. */
export interface SentFile {
  readonly size: number;
  /** @throws when Discord does not give it out */
  read(): Promise<Uint8Array>;
}

/** A file to send. */
export interface FileToSend {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is to be seen on it, for whoever does not see it. */
  readonly description?: string;
}

/** The mixes that somebody can call by name: their own first. */
export interface SavedMixes {
  readonly own: readonly SavedMix[];
  readonly server: readonly SavedMix[];
}

/** The options of one call, by name; undefined when left out. */
export interface Options {
  string(name: string): string | undefined;
  number(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  role(name: string): string | undefined;
  channel(name: string): string | undefined;
  user(name: string): string | undefined;
  file(name: string): SentFile | undefined;
}

/** A command that can be pressed instead of typed. */
export interface Example {
  readonly command: string;
  /** One option, by its name. */
  readonly option?: readonly [name: string, value: string];
  readonly label: string;
}

export interface ShownPanel {
  readonly channelId: string;
  readonly messageId: string;
  /** Why it cannot be kept up to date there, in words for the caller. */
  readonly problem?: Told;
}

/** A button beneath an answer. */
export interface AnswerChoice {
  readonly id: string;
  readonly label: string;
  /** The one that goes on. */
  readonly isMain?: true;
}

/** How a command answers. The first answer acknowledges; after `defer` answers edit it. */
export interface Answer {
  /** For everybody in the channel, where that is what was asked for. */
  say(text: string): Promise<void>;
  /** For the caller alone; takes a "thinking" for everybody back. */
  whisper(text: string): Promise<void>;
  /** For the caller alone, with commands to press. */
  offer(text: string, examples: readonly Example[]): Promise<void>;
  /** For the caller alone, with buttons to choose by. */
  choose(text: string, choices: readonly AnswerChoice[]): Promise<void>;
  /** Has the caller enter a key, in a form that nobody else sees. */
  askKey(): Promise<void>;
  /** For everybody in the channel, with a file. */
  sayFile(text: string, file: FileToSend): Promise<void>;
  /** For the caller alone, with a file. */
  whisperFile(text: string, file: FileToSend): Promise<void>;
  /**
   * Shows "thinking" until the next answer, for what may take over a second: to whoever is to see
   * that answer.
   */
  defer(whom: 'everybody' | 'caller'): Promise<void>;
  /** Shows the panel to everybody and tells which message it became. */
  show(panel: PanelView): Promise<ShownPanel>;
  /** Shows a panel to the caller alone. */
  showPrivately(panel: PanelView): Promise<void>;
}

/** What a command may use. Plain values and ports: no socket, no discord.js. */
export interface CommandContext {
  readonly guildId: string;
  readonly textChannelId: string;
  readonly caller: Caller;
  /** By the clock on the wall. */
  readonly nowMs: number;
  readonly options: Options;
  readonly stations: StationsPort;
  readonly words: WordsPort;
  readonly doctor: DoctorPort;
  readonly mixes: MixStore;
  readonly history: Pick<HistoryStore, 'list'>;
  readonly clips: ClipsPort;
  readonly painter: PaintPort;
  /** In the language of whoever asks, ... */
  readonly texts: Texts;
  /** ... and in that of the server, for what everybody sees. */
  readonly serverTexts: Texts;
  readonly talk: TalkPort;
  readonly keys: KeysPort;
  readonly answer: Answer;
}

/** What is shown and put in when it is chosen: the same, or two things. */
export type Completion = string | { readonly name: string; readonly value: string };

/** One subcommand of `/lyria`, or of a group of it. */
export interface Command {
  readonly data: APIApplicationCommandSubcommandOption;
  execute(context: CommandContext): Promise<void>;
  /** Choices for the option being typed. */
  complete?(
    typed: string,
    option: string,
    station: Station | undefined,
    saved: SavedMixes,
    texts: Texts,
  ): readonly Completion[];
}

/** Subcommands with a word in front: `/lyria mix save`. */
export interface CommandGroup extends Names {
  readonly commands: readonly Command[];
}
