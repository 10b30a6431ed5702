import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  ComponentType,
  type Interaction,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  type RepliableInteraction,
  type StringSelectMenuInteraction,
  TextInputStyle,
} from 'discord.js';
import type { CommandContext, Options } from '../../commands/Command.ts';
import { commands } from '../../commands/index.ts';
import { controlsFor } from '../../commands/play/controls.ts';
import type { Caller, WordsPort } from '../../commands/ports.ts';
import { proposeTo } from '../../commands/propose.ts';
import type { Clock } from '../clock.ts';
import { needsPoll, type PollQuestion } from '../crowd/pollQuestion.ts';
import { findPreset } from '../crowd/presets.ts';
import { MAX_PROMPT_LENGTH, promptKey } from '../crowd/promptKey.ts';
import { REFUSAL_TEXTS } from '../crowd/refusal.ts';
import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import { VOCABULARY } from '../lyria/vocabulary.ts';
import type { GuildStation } from './GuildStation.ts';
import { InteractionAnswer } from './InteractionAnswer.ts';
import { type PanelAction, parsePanelCustomId } from './panel/panelIds.ts';
import { parsePollCustomId } from './poll/renderPoll.ts';
import type { RecentInteractions } from './RecentInteractions.ts';
import type { StationDesk } from './StationDesk.ts';

/** Discord forgets an interaction that is not acknowledged within 3 s. */
const ACKNOWLEDGE_WITHIN_MS = 2_000;
const MODAL_PREFIX = 'propose:';
const MODAL_FIELD = 'prompt';

const GONE =
  'This panel is of music that has ended. `/lyria panel` shows the present one, `/lyria play` starts anew.';
const FURTHEST =
  'That is as far as one listener can wish. The button opposite takes it back, step by step.';
const SORRY = 'Something went wrong on my side. Please try again in a moment.';

/** Takes everything members do with commands, buttons, selects and modals. */
export class Interactions {
  readonly #desk: StationDesk;
  readonly #recent: RecentInteractions;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #words: WordsPort;
  readonly #log: Log;

  constructor(options: {
    readonly desk: StationDesk;
    readonly recent: RecentInteractions;
    readonly clock: Clock;
    readonly random: () => number;
    readonly words: WordsPort;
    readonly log: Log;
  }) {
    this.#desk = options.desk;
    this.#recent = options.recent;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#words = options.words;
    this.#log = options.log;
  }

  async handle(interaction: Interaction): Promise<void> {
    if (interaction.isAutocomplete()) {
      const command = commands.get(interaction.options.getSubcommand(false) ?? '');
      const { name, value } = interaction.options.getFocused(true);
      const choices = command?.complete?.(value, name) ?? [];
      await interaction
        .respond(
          choices.map((choice) =>
            typeof choice === 'string' ? { name: choice, value: choice } : choice,
          ),
        )
        .catch((error: unknown) => this.#log.debug({ error }, 'a completion came too late'));
      return;
    }
    if (!interaction.isRepliable()) return;
    const answered = this.#guarded(interaction, async (answer) => {
      if (!interaction.inCachedGuild()) {
        await answer.whisper('I play in servers. Use me in one of its channels.');
      } else if (interaction.isChatInputCommand()) await this.#command(interaction, answer);
      else if (interaction.isButton()) await this.#button(interaction, answer);
      else if (interaction.isStringSelectMenu()) await this.#select(interaction, answer);
      else if (interaction.isModalSubmit()) await this.#modal(interaction, answer);
    });
    this.#recent.note(interaction, answered);
    await answered;
  }

  /** Acknowledges in time whatever happens, and never lets an error out. */
  async #guarded(
    interaction: RepliableInteraction,
    work: (answer: InteractionAnswer) => Promise<void>,
  ): Promise<void> {
    const answer = new InteractionAnswer(interaction);
    const deadline = this.#clock.after(ACKNOWLEDGE_WITHIN_MS, () => {
      answer.defer().catch((error: unknown) => this.#log.warn({ error }, 'too late to defer'));
    });
    try {
      await work(answer);
    } catch (error) {
      this.#log.error({ error, type: interaction.type }, 'An interaction failed');
      const text = error instanceof FailureError ? error.failure.memberText : SORRY;
      await answer
        .whisper(text)
        .catch((late: unknown) => this.#log.warn({ error: late }, 'an apology came too late'));
    } finally {
      deadline.cancel();
    }
  }

  async #command(
    interaction: ChatInputCommandInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const command = commands.get(interaction.options.getSubcommand(false) ?? '');
    if (command === undefined) {
      await answer.whisper(
        'I do not know that command any more. Discord will offer the present ones soon.',
      );
      return;
    }
    const context: CommandContext = {
      guildId: interaction.guildId,
      textChannelId: interaction.channelId,
      caller: this.#caller(interaction),
      options: optionsOf(interaction),
      stations: this.#desk,
      words: this.#words,
      answer,
    };
    await command.execute(context);
  }

  async #button(
    interaction: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const poll = parsePollCustomId(interaction.customId);
    if (poll !== undefined) {
      const voted = this.#desk
        .get(interaction.guildId)
        ?.votePoll(poll.poll, interaction.user.id, poll.choice);
      if (voted === undefined) await answer.whisper('This poll is over.');
      else if ('container' in voted) await interaction.update({ components: [voted.container] });
      else await answer.whisper(REFUSAL_TEXTS[voted.refusal]);
      return;
    }
    const action = parsePanelCustomId(interaction.customId);
    const station = this.#stationFor(interaction.guildId, action);
    if (action === undefined || station === undefined) {
      await answer.whisper(GONE);
      return;
    }
    await this.#panelAction(interaction, answer, station, action);
  }

  async #panelAction(
    interaction: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
    station: GuildStation,
    action: PanelAction,
  ): Promise<void> {
    const caller = this.#caller(interaction);
    if (action.kind === 'up' || action.kind === 'down') {
      const pressed = station.press(caller.userId, action.candidateId, action.kind);
      if (!pressed.ok) await answer.whisper(REFUSAL_TEXTS[pressed.refusal]);
      else await this.#refresh(interaction, station);
      return;
    }
    if (action.kind === 'more' || action.kind === 'less') {
      const tuned = station.tune(caller.userId, action.control, action.kind === 'more' ? 1 : -1);
      if (!tuned.ok) await answer.whisper(REFUSAL_TEXTS[tuned.refusal]);
      else if (!tuned.moved) await answer.whisper(FURTHEST);
      else await this.#refresh(interaction, station);
      return;
    }
    if (caller.voiceChannelId !== station.channelId && !caller.canManageGuild) {
      await answer.whisper(`The music plays in <#${station.channelId}>. Join it to steer it.`);
      return;
    }
    switch (action.kind) {
      case 'propose':
        await interaction.showModal(proposeModal(station.key));
        break;
      case 'surprise': {
        const { text, ok } = this.#surprise(station, caller);
        if (ok) await this.#refresh(interaction, station);
        else await answer.whisper(text);
        break;
      }
      case 'pause':
        station.pause();
        await this.#refresh(interaction, station);
        break;
      case 'resume':
        station.resume();
        await this.#refresh(interaction, station);
        break;
      case 'stop':
        if (needsPoll(caller, station.listeners)) {
          await this.#ask(interaction, answer, station, { kind: 'stop' });
        } else {
          station.stop();
          await interaction.deferUpdate();
        }
        break;
      case 'preset':
        break;
    }
  }

  /** The panel itself may be drawn anew now and then; other presses are acknowledged bare. */
  async #refresh(interaction: ButtonInteraction<'cached'>, station: GuildStation): Promise<void> {
    const isPanel = interaction.message.id === station.panelMessageId;
    if (isPanel && !station.takePanelTurn()) await interaction.deferUpdate();
    else await interaction.update({ components: [station.panel()] });
  }

  async #select(
    interaction: StringSelectMenuInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const action = parsePanelCustomId(interaction.customId);
    const station = this.#stationFor(interaction.guildId, action);
    const preset = findPreset(interaction.values[0] ?? '');
    if (station === undefined || preset === undefined) {
      await answer.whisper(GONE);
      return;
    }
    const caller = this.#caller(interaction);
    if (caller.voiceChannelId !== station.channelId && !caller.canManageGuild) {
      await answer.whisper(`The music plays in <#${station.channelId}>. Join it to steer it.`);
      return;
    }
    const { title, prompts } = preset;
    const read = { kind: 'music', by: 'preset', way: 'fresh', title, prompts } as const;
    const config = controlsFor({ ...read, config: preset.config }, station.config);
    const question = { kind: 'new-start', prompts, config } as const;
    if (needsPoll(caller, station.listeners)) {
      await this.#ask(interaction, answer, station, question);
      return;
    }
    const restarted = station.restart(prompts, caller.userId, config);
    if (restarted.ok) await interaction.update({ components: [station.panel()] });
    else await answer.whisper(REFUSAL_TEXTS[restarted.refusal]);
  }

  async #modal(
    interaction: ModalSubmitInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const station = this.#desk.get(interaction.guildId);
    if (!interaction.customId.startsWith(MODAL_PREFIX) || station === undefined) {
      await answer.whisper(GONE);
      return;
    }
    const typed = interaction.fields.getTextInputValue(MODAL_FIELD);
    await answer.whisper(proposeTo(station, this.#caller(interaction), typed).text);
  }

  async #ask(
    interaction: RepliableInteraction<'cached'>,
    answer: InteractionAnswer,
    station: GuildStation,
    question: PollQuestion,
  ): Promise<void> {
    const channelId = interaction.channelId ?? station.textChannelId;
    const asked = await station.ask(question, interaction.user.id, channelId);
    await answer.whisper(asked.ok ? 'Others are listening, so I asked them.' : asked.text);
  }

  #surprise(
    station: GuildStation,
    caller: Caller,
  ): { readonly text: string; readonly ok: boolean } {
    const taken = new Set(
      station.standings().candidates.map(({ candidate }) => promptKey(candidate.text)),
    );
    const free = VOCABULARY.filter((word) => !taken.has(promptKey(word)));
    const word = free[Math.floor(this.#random() * free.length)] ?? 'Ambient';
    const proposed = station.propose(caller.userId, word, caller.isDj);
    return proposed.ok
      ? { text: word, ok: true }
      : { text: REFUSAL_TEXTS[proposed.refusal], ok: false };
  }

  #stationFor(guildId: string, action: PanelAction | undefined): GuildStation | undefined {
    const station = this.#desk.get(guildId);
    return action !== undefined && station?.key === action.station ? station : undefined;
  }

  #caller(interaction: RepliableInteraction<'cached'>): Caller {
    const { member, guildId } = interaction;
    const canManageGuild = interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild);
    const { djRoleId } = this.#desk.settings(guildId);
    return {
      userId: interaction.user.id,
      voiceChannelId: member.voice.channelId ?? undefined,
      canManageGuild,
      isDj: canManageGuild || (djRoleId !== null && member.roles.cache.has(djRoleId)),
    };
  }
}

function optionsOf({ options }: ChatInputCommandInteraction<'cached'>): Options {
  return {
    string: (name) => options.getString(name) ?? undefined,
    number: (name) => {
      const value = options.get(name)?.value;
      return typeof value === 'number' ? value : undefined;
    },
    boolean: (name) => options.getBoolean(name) ?? undefined,
    role: (name) => options.getRole(name)?.id,
  };
}

function proposeModal(station: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `${MODAL_PREFIX}${station}`,
    title: 'Propose a prompt',
    components: [
      {
        type: ComponentType.Label,
        label: 'A genre, an instrument or a mood',
        component: {
          type: ComponentType.TextInput,
          custom_id: MODAL_FIELD,
          style: TextInputStyle.Short,
          min_length: 1,
          max_length: MAX_PROMPT_LENGTH,
          placeholder: 'dreamy pads',
          required: true,
        },
      },
    ],
  };
}
