import {
  type ButtonInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import { controlsFor } from '../../../commands/play/controls.ts';
import type { Caller } from '../../../commands/ports.ts';
import { proposeTo } from '../../../commands/propose.ts';
import { needsPoll, type PollQuestion } from '../../crowd/pollQuestion.ts';
import { findPreset } from '../../crowd/presets.ts';
import { REFUSAL_TEXTS, type Refused } from '../../crowd/refusal.ts';
import type { StationDesk } from '../desk/StationDesk.ts';
import type { GuildStation } from '../GuildStation.ts';
import { type PanelAction, parsePanelCustomId } from '../panel/panelIds.ts';
import { callerOf } from './callerOf.ts';
import type { InteractionAnswer } from './InteractionAnswer.ts';
import { proposeModal, readProposeModal } from './proposeModal.ts';
import { surprise } from './surprise.ts';

const GONE =
  'This panel is of music that has ended. `/lyria panel` shows the present one, `/lyria play` starts anew.';
const FURTHEST =
  'That is as far as one listener can wish. The button opposite takes it back, step by step.';

/** What comes from a panel: its buttons, its select, and the modal that one of them opens. */
export class PanelPresses {
  readonly #desk: StationDesk;
  readonly #random: () => number;

  constructor(desk: StationDesk, random: () => number) {
    this.#desk = desk;
    this.#random = random;
  }

  async button(interaction: ButtonInteraction<'cached'>, answer: InteractionAnswer): Promise<void> {
    const action = parsePanelCustomId(interaction.customId);
    const station = this.#stationFor(interaction.guildId, action);
    if (action === undefined || station === undefined) {
      await answer.whisper(GONE);
      return;
    }
    const caller = this.#caller(interaction);
    switch (action.kind) {
      case 'up':
      case 'down': {
        const pressed = station.vote.press(caller.userId, action.candidateId, action.kind);
        await this.#refreshUnless(refusalText(pressed), interaction, answer, station);
        break;
      }
      case 'more':
      case 'less': {
        const tuned = station.tune(caller.userId, action.control, action.kind === 'more' ? 1 : -1);
        const text = tuned.ok && !tuned.moved ? FURTHEST : refusalText(tuned);
        await this.#refreshUnless(text, interaction, answer, station);
        break;
      }
      default:
        if (await this.#maySteer(caller, answer, station)) {
          await this.#steer(action.kind, interaction, answer, station, caller);
        }
    }
  }

  async select(
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
    if (!(await this.#maySteer(caller, answer, station))) return;
    const { title, prompts } = preset;
    const read = { kind: 'music', by: 'preset', way: 'fresh', title, prompts } as const;
    const config = controlsFor({ ...read, config: preset.config }, station.config);
    if (needsPoll(caller, station.listeners)) {
      await this.#ask({ kind: 'new-start', prompts, config }, interaction, answer, station);
      return;
    }
    const restarted = station.restart(prompts, caller.userId, config);
    if (restarted.ok) await redraw(interaction, station);
    else await answer.whisper(REFUSAL_TEXTS[restarted.refusal]);
  }

  async modal(
    interaction: ModalSubmitInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const station = this.#desk.get(interaction.guildId);
    const typed = readProposeModal(interaction);
    if (typed === undefined || station === undefined) {
      await answer.whisper(GONE);
      return;
    }
    await answer.whisper(proposeTo(station, this.#caller(interaction), typed).text);
  }

  /** What whoever may steer does with one press. */
  async #steer(
    kind: 'propose' | 'surprise' | 'pause' | 'resume' | 'stop' | 'preset',
    interaction: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
    station: GuildStation,
    caller: Caller,
  ): Promise<void> {
    switch (kind) {
      case 'propose':
        await interaction.showModal(proposeModal(station.key));
        break;
      case 'surprise': {
        const proposed = surprise(station, caller, this.#random);
        await this.#refreshUnless(refusalText(proposed), interaction, answer, station);
        break;
      }
      case 'pause':
        station.playback.pause();
        await refresh(interaction, station);
        break;
      case 'resume':
        station.playback.resume();
        await refresh(interaction, station);
        break;
      case 'stop':
        if (needsPoll(caller, station.listeners)) {
          await this.#ask({ kind: 'stop' }, interaction, answer, station);
        } else {
          station.stop();
          await interaction.deferUpdate();
        }
        break;
      case 'preset':
        break;
    }
  }

  async #refreshUnless(
    refusal: string | undefined,
    interaction: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
    station: GuildStation,
  ): Promise<void> {
    if (refusal === undefined) await refresh(interaction, station);
    else await answer.whisper(refusal);
  }

  async #maySteer(
    { voiceChannelId, canManageGuild }: Caller,
    answer: InteractionAnswer,
    station: GuildStation,
  ): Promise<boolean> {
    if (voiceChannelId === station.channelId || canManageGuild) return true;
    await answer.whisper(`The music plays in <#${station.channelId}>. Join it to steer it.`);
    return false;
  }

  async #ask(
    question: PollQuestion,
    interaction: RepliableInteraction<'cached'>,
    answer: InteractionAnswer,
    station: GuildStation,
  ): Promise<void> {
    const channelId = interaction.channelId ?? station.textChannelId;
    const asked = await station.ask(question, interaction.user.id, channelId);
    await answer.whisper(asked.ok ? 'Others are listening, so I asked them.' : asked.text);
  }

  #stationFor(guildId: string, action: PanelAction | undefined): GuildStation | undefined {
    const station = this.#desk.get(guildId);
    return action !== undefined && station?.key === action.station ? station : undefined;
  }

  #caller(interaction: RepliableInteraction<'cached'>): Caller {
    return callerOf(interaction, this.#desk.settings(interaction.guildId));
  }
}

/** The panel itself may be drawn anew now and then; other presses are acknowledged bare. */
async function refresh(
  interaction: ButtonInteraction<'cached'>,
  station: GuildStation,
): Promise<void> {
  const isPanel = interaction.message.id === station.panelMessageId;
  if (isPanel && !station.takePanelTurn()) await interaction.deferUpdate();
  else await redraw(interaction, station);
}

/** Whose panel it is alone sees what they chose in it; everybody's panel shows nobody's choices. */
async function redraw(
  interaction: ButtonInteraction<'cached'> | StringSelectMenuInteraction<'cached'>,
  station: GuildStation,
): Promise<void> {
  const isPrivate = interaction.message.flags.has(MessageFlags.Ephemeral);
  const viewer = isPrivate ? interaction.user.id : undefined;
  await interaction.update({ components: [station.panel(viewer)] });
}

function refusalText(outcome: { readonly ok: true } | Refused): string | undefined {
  return outcome.ok ? undefined : REFUSAL_TEXTS[outcome.refusal];
}
