import {
  type AutocompleteInteraction,
  DiscordAPIError,
  type Interaction,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';
import type {
  ClipsPort,
  DoctorPort,
  KeysPort,
  Options,
  PaintPort,
  TalkPort,
  WordsPort,
} from '#commands/Command.ts';
import { commands } from '#commands/index.ts';
import { savedMixesOf } from '#commands/mix/named.ts';
import type { Clock } from '#src/clock.ts';
import type { HistoryStore, MixStore } from '#src/control/ports.ts';
import { FailureError } from '#src/failure.ts';
import type { Log } from '#src/log.ts';
import { tell, textsFor } from '#src/texts/texts.ts';
import type { DiscordTally, InteractionOutcome } from '../DiscordTally.ts';
import type { StationDesk } from '../desk/StationDesk.ts';
import { MemberNotes } from '../MemberNotes.ts';
import type { TalkDesk } from '../talk/TalkDesk.ts';
import { InteractionAnswer } from './InteractionAnswer.ts';
import { Presses } from './Presses.ts';
import type { RecentInteractions } from './RecentInteractions.ts';
import { callerOf, commandOptions, readExample } from './readInteraction.ts';

/** Discord forgets an interaction that is not acknowledged within 3 s. */
const ACKNOWLEDGE_WITHIN_MS = 2_000;

/** Takes everything members do with commands, buttons, selects and modals. */
export class Interactions {
  readonly #desk: StationDesk;
  readonly #recent: RecentInteractions;
  readonly #clock: Clock;
  readonly #words: WordsPort;
  readonly #doctor: DoctorPort;
  readonly #mixes: MixStore;
  readonly #history: HistoryStore;
  readonly #clips: ClipsPort;
  readonly #painter: PaintPort;
  readonly #talk: TalkPort;
  readonly #keys: KeysPort;
  readonly #log: Log;
  readonly #presses: Presses;
  readonly #notes: MemberNotes;
  readonly #tally: DiscordTally;

  constructor(options: {
    readonly desk: StationDesk;
    readonly recent: RecentInteractions;
    readonly clock: Clock;
    readonly random: () => number;
    readonly words: WordsPort;
    readonly doctor: DoctorPort;
    readonly mixes: MixStore;
    readonly history: HistoryStore;
    readonly clips: ClipsPort;
    readonly painter: PaintPort;
    readonly talk: TalkDesk;
    readonly keys: KeysPort;
    readonly log: Log;
    readonly tally: DiscordTally;
  }) {
    this.#tally = options.tally;
    this.#desk = options.desk;
    this.#recent = options.recent;
    this.#clock = options.clock;
    this.#words = options.words;
    this.#doctor = options.doctor;
    this.#mixes = options.mixes;
    this.#history = options.history;
    this.#clips = options.clips;
    this.#painter = options.painter;
    this.#talk = options.talk;
    this.#keys = options.keys;
    this.#log = options.log;
    const { desk, talk, keys, random, clock } = options;
    this.#presses = new Presses({ desk, talk, keys, random, clock });
    this.#notes = new MemberNotes({
      isBehind: (guildId) => options.desk.isBehind(guildId),
      station: (guildId) => options.desk.get(guildId),
    });
  }

  /** Somebody has left a voice channel, or changed it. */
  visitEnded(guildId: string, userId: string): void {
    this.#notes.visitEnded(guildId, userId);
  }

  /** Never rejects: nobody awaits it, and what it threw would end the program. */
  async handle(interaction: Interaction): Promise<void> {
    try {
      await this.#handle(interaction);
    } catch (error) {
      this.#log.error({ error }, 'An interaction could not be taken');
    }
  }

  async #handle(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) {
      await this.#complete(interaction);
      return;
    }
    if (!interaction.isRepliable()) return;
    const answered = this.#guarded(interaction, (answer) => this.#take(interaction, answer));
    this.#recent.note(interaction, answered);
    await answered;
  }

  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    const command = commands.get(nameOf(interaction.options));
    const guildId = interaction.guildId ?? '';
    const station = this.#desk.get(guildId);
    const caller = { userId: interaction.user.id };
    const saved = await savedMixesOf({ mixes: this.#mixes, guildId, caller });
    const askedMs = this.#clock.now();
    const count = (outcome: InteractionOutcome): void =>
      this.#tally.interaction(outcome, this.#clock.now() - askedMs);
    const { name, value } = interaction.options.getFocused(true);
    const texts = textsFor(interaction.locale);
    const choices = command?.complete?.(value, name, station, saved, texts) ?? [];
    await interaction
      .respond(
        choices.map((choice) =>
          typeof choice === 'string' ? { name: choice, value: choice } : choice,
        ),
      )
      .then(() => count('answered'))
      .catch((error: unknown) => {
        count(outcomeOf(error));
        this.#log.debug({ error }, 'a completion came too late');
      });
  }

  /** Acknowledges in time whatever happens, and never lets an error out. */
  async #guarded(
    interaction: RepliableInteraction,
    work: (answer: InteractionAnswer) => Promise<void>,
  ): Promise<void> {
    const { guildId, user } = interaction;
    const texts = textsFor(interaction.locale);
    const answer = new InteractionAnswer(
      interaction,
      texts,
      this.#desk.texts(guildId ?? ''),
      this.#desk.panelChannels,
    );
    const askedMs = this.#clock.now();
    let deferredMs: number | undefined;
    const count = (outcome: InteractionOutcome): void =>
      this.#tally.interaction(outcome, (deferredMs ?? this.#clock.now()) - askedMs);
    const deadline = this.#clock.after(ACKNOWLEDGE_WITHIN_MS, () => {
      const isFirst = !answer.isAcknowledged;
      answer
        .defer('caller')
        .then(() => {
          if (isFirst) deferredMs = this.#clock.now();
        })
        .catch((error: unknown) => this.#log.warn({ error }, 'too late to defer'));
    });
    try {
      await work(answer);
      count('answered');
      if (guildId === null || !answer.takesMore) return;
      const notes = this.#notes.notesFor(guildId, user.id).map((note) => texts.put(note));
      if (notes.length > 0) await answer.add(notes.join('\n'));
    } catch (error) {
      count(outcomeOf(error));
      this.#log.error({ error, type: interaction.type }, 'An interaction failed');
      const told = error instanceof FailureError ? error.failure.memberText : tell('note.sorry');
      await answer
        .whisper(texts.put(told))
        .catch((late: unknown) => this.#log.warn({ error: late }, 'an apology came too late'));
    } finally {
      deadline.cancel();
    }
  }

  async #take(interaction: RepliableInteraction, answer: InteractionAnswer): Promise<void> {
    if (!interaction.inCachedGuild()) {
      const why = tell(interaction.guildId === null ? 'note.no-server' : 'note.not-there');
      await answer.whisper(textsFor(interaction.locale).put(why));
    } else if (interaction.isChatInputCommand()) {
      const { options } = interaction;
      await this.#command(interaction, answer, nameOf(options), commandOptions(interaction));
    } else if (interaction.isButton()) {
      const example = readExample(interaction.customId);
      if (example === undefined) await this.#presses.button(interaction, answer);
      else await this.#command(interaction, answer, example.name, example.options);
    } else if (interaction.isStringSelectMenu()) await this.#presses.select(interaction, answer);
    else if (interaction.isModalSubmit()) await this.#presses.modal(interaction, answer);
  }

  async #command(
    interaction: RepliableInteraction<'cached'>,
    answer: InteractionAnswer,
    name: string,
    options: Options,
  ): Promise<void> {
    const { guildId } = interaction;
    const texts = textsFor(interaction.locale);
    const command = commands.get(name);
    if (command === undefined) {
      await answer.whisper(texts.say('note.old-command'));
      return;
    }
    // A command goes by what is so: whoever has just left has left.
    await this.#desk.settled(guildId);
    await command.execute({
      guildId,
      textChannelId: interaction.channelId ?? '',
      caller: callerOf(interaction, this.#desk.settings(guildId)),
      nowMs: Date.now(),
      options,
      stations: this.#desk,
      words: this.#words,
      doctor: this.#doctor,
      mixes: this.#mixes,
      history: this.#history,
      clips: this.#clips,
      painter: this.#painter,
      texts,
      serverTexts: this.#desk.texts(guildId),
      talk: this.#talk,
      keys: this.#keys,
      answer,
    });
  }
}

/** `play`, or, in a group, `mix save`. */
function nameOf(options: {
  getSubcommandGroup(isRequired: false): string | null;
  getSubcommand(isRequired: false): string | null;
}): string {
  const path = [options.getSubcommandGroup(false), options.getSubcommand(false)];
  return path.filter((part) => part !== null).join(' ');
}

function outcomeOf(error: unknown): InteractionOutcome {
  const isForgotten =
    error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction;
  return isForgotten ? 'late' : 'failed';
}
