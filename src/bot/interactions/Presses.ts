import {
  type ButtonInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { KeysPort, TalkRequest } from '#commands/Command.ts';
import { controlsFor } from '#commands/play/readingText.ts';
import { readProposal } from '#commands/propose.ts';
import { pressToTalk } from '#commands/talk.ts';
import type { Clock } from '#src/clock.ts';
import type { Caller, Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { configWanted } from '#src/control/reading.ts';
import type { StationActor } from '#src/control/StationActor.ts';
import { stationKey } from '#src/control/StationRecord.ts';
import { outcomeText, reasonText } from '#src/control/texts.ts';
import { whyNot } from '#src/control/whoMay.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import { findPreset } from '#src/crowd/typed/presets.ts';
import { surprise } from '#src/crowd/votes/proposals.ts';
import { type Texts, textsFor } from '#src/texts/texts.ts';
import type { StationDesk } from '../desk/StationDesk.ts';
import { parsePanelCustomId, wishOf } from '../panel/panelIds.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { renderTuning } from '../panel/renderTuning.ts';
import { parsePollCustomId } from '../poll/renderPoll.ts';
import { isConsent, pressConsent } from '../talk/consent.ts';
import type { TalkDesk } from '../talk/TalkDesk.ts';
import type { InteractionAnswer } from './InteractionAnswer.ts';
import { KEY_FORM, takeKey } from './keyForm.ts';
import { UnheardPresses } from './RecentInteractions.ts';
import { callerOf, proposeModal, readProposeModal } from './readInteraction.ts';

type Pressed = ButtonInteraction<'cached'> | StringSelectMenuInteraction<'cached'>;

/** What comes from panels and polls: reads what is wanted, and shows what came of it. */
export class Presses {
  readonly #desk: StationDesk;
  readonly #random: () => number;
  readonly #unheard: UnheardPresses;
  readonly #talk: TalkDesk;
  readonly #keys: KeysPort;

  constructor(parts: {
    readonly desk: StationDesk;
    readonly talk: TalkDesk;
    readonly keys: KeysPort;
    readonly random: () => number;
    readonly clock: Clock;
  }) {
    this.#desk = parts.desk;
    this.#talk = parts.talk;
    this.#keys = parts.keys;
    this.#random = parts.random;
    this.#unheard = new UnheardPresses(parts.clock);
  }

  async button(pressed: ButtonInteraction<'cached'>, answer: InteractionAnswer): Promise<void> {
    const vote = parsePollCustomId(pressed.customId);
    if (vote !== undefined) {
      await this.#poll(pressed, answer, { kind: 'answer', ...vote });
      return;
    }
    if (isConsent(pressed.customId)) {
      const hears = this.#desk.get(pressed.guildId);
      const request = hears && this.#requestOf(pressed, answer, this.#callerOf(pressed), hears);
      await pressConsent(this.#talk, pressed, request);
      return;
    }
    const action = parsePanelCustomId(pressed.customId);
    const station = this.#stationOf(pressed.guildId, action?.station);
    if (action === undefined || station === undefined) {
      await answer.whisper(textsFor(pressed.locale).say('panel.gone'));
      return;
    }
    const caller = this.#callerOf(pressed);
    if (action.kind === 'propose') {
      const texts = textsFor(pressed.locale);
      const why = whyNot('propose', caller, station.state);
      if (why === undefined) await answer.openForm(proposeModal(texts, action.station));
      else await answer.whisper(reasonText(texts, why, channelOf(station)));
      return;
    }
    if (action.kind === 'tune') {
      await answer.showTuning(station.panel(pressed.user.id));
      return;
    }
    if (action.kind === 'talk') {
      await pressToTalk(this.#talk, this.#requestOf(pressed, answer, caller, station));
      return;
    }
    const { vote: standing } = station.state.kept;
    const { blockedWords } = station.state.settings;
    const idea = (): string =>
      surprise(standing, this.#random, (word) => saysOneOf(blockedWords, word));
    const wish = wishOf(action, pressed.channelId, idea);
    if (wish === undefined) return;
    const { customId } = pressed;
    const { userId } = caller;
    if (this.#unheard.isRepeated(userId, customId)) await this.#redraw(pressed, station);
    else {
      const outcome = await station.act(caller, wish);
      if (outcome.kind === 'done') this.#unheard.carriedOut(userId, customId);
      await this.#show(outcome, pressed, answer, station);
    }
    this.#unheard.acknowledged(userId, customId);
  }

  async select(
    chosen: StringSelectMenuInteraction<'cached'>,
    answer: InteractionAnswer,
  ): Promise<void> {
    const station = this.#stationOf(chosen.guildId, parsePanelCustomId(chosen.customId)?.station);
    const preset = findPreset(chosen.values[0] ?? '');
    if (station === undefined || preset === undefined) {
      await answer.whisper(textsFor(chosen.locale).say('panel.gone'));
      return;
    }
    const { title, prompts } = preset;
    const read = { kind: 'music', by: 'preset', way: 'fresh', title, prompts } as const;
    const before = configWanted(station.state, station.now);
    const config = controlsFor({ ...read, config: preset.config }, before);
    const askIn = chosen.channelId ?? station.state.kept.record.textChannelId;
    const piece = { prompts, config, keepsMix: false, isChange: false, keepsControls: false };
    const outcome = await station.act(this.#callerOf(chosen), { kind: 'play', ...piece, askIn });
    await this.#show(outcome, chosen, answer, station);
  }

  async modal(sent: ModalSubmitInteraction<'cached'>, answer: InteractionAnswer): Promise<void> {
    if (sent.customId === KEY_FORM) {
      await takeKey(sent, { answer, caller: this.#callerOf(sent), keys: this.#keys });
      return;
    }
    const station = this.#desk.get(sent.guildId);
    const typed = readProposeModal(sent);
    if (typed === undefined || station === undefined) {
      await answer.whisper(textsFor(sent.locale).say('panel.gone'));
      return;
    }
    const read = readProposal(typed);
    if (!read.ok) {
      await answer.whisper(textsFor(sent.locale).put(read.text));
      return;
    }
    const outcome = await station.act(this.#callerOf(sent), { kind: 'propose', text: read.prompt });
    await answer.whisper(outcomeText(textsFor(sent.locale), outcome, channelOf(station)));
  }

  #requestOf(
    pressed: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
    caller: Caller,
    station: StationActor,
  ): TalkRequest {
    const { guildId, channelId: textChannelId, locale } = pressed;
    const texts = textsFor(locale);
    const serverTexts = this.#textsOf(pressed);
    return { guildId, textChannelId, caller, station, texts, serverTexts, answer };
  }

  async #poll(
    pressed: ButtonInteraction<'cached'>,
    answer: InteractionAnswer,
    wish: Extract<Wish, { kind: 'answer' }>,
  ): Promise<void> {
    const station = this.#desk.get(pressed.guildId);
    const outcome = await station?.act(this.#callerOf(pressed), wish);
    if (outcome === undefined || station === undefined) {
      await answer.whisper(reasonText(textsFor(pressed.locale), 'poll-over', ''));
    } else await this.#show(outcome, pressed, answer, station);
  }

  /** The panel shows what was done and what is asked; what was not is told in private. */
  async #show(
    outcome: Outcome,
    pressed: Pressed,
    answer: InteractionAnswer,
    station: StationActor,
  ): Promise<void> {
    if (outcome.kind === 'asked' && pressed.message.id === panelOf(station)) {
      // At once, and also where nothing but the press itself can draw it.
      await pressed.update({ components: [renderPanel(this.#textsOf(pressed), station.panel())] });
    } else if (isShown(outcome)) await this.#redraw(pressed, station);
    else if (outcome.kind === 'asked') {
      const { channelId, messageId } = await answer.show(station.panel());
      station.tell({ type: 'panelShown', channelId, messageId });
    } else await answer.whisper(outcomeText(textsFor(pressed.locale), outcome, channelOf(station)));
  }

  /**
   * The panel for everybody may be drawn anew now and then; other presses are acknowledged bare, and
   * the next edit shows them. Whose panel it is alone sees what they chose in it.
   */
  async #redraw(pressed: Pressed, station: StationActor): Promise<void> {
    const { life } = station.state;
    const isPanel = pressed.message.id === panelOf(station);
    const mayDraw = !isPanel || pressed.isStringSelectMenu() || (await station.takesTurn());
    if (life !== 'playing' || !mayDraw) {
      await pressed.deferUpdate();
      return;
    }
    const isPrivate = pressed.message.flags.has(MessageFlags.Ephemeral);
    const view = station.panel(isPrivate ? pressed.user.id : undefined);
    const texts = isPrivate ? textsFor(pressed.locale) : this.#textsOf(pressed);
    const render = isPrivate && isTuning(pressed.customId) ? renderTuning : renderPanel;
    await pressed.update({ components: [render(texts, view)] });
  }

  /** In the server's language. */
  #textsOf({ guildId }: Pressed): Texts {
    return this.#desk.texts(guildId);
  }

  #stationOf(guildId: string, key: string | undefined): StationActor | undefined {
    const station = this.#desk.get(guildId);
    if (station === undefined) return undefined;
    return stationKey(station.state.kept.record.startedAtMs) === key ? station : undefined;
  }

  #callerOf(interaction: Pressed | ModalSubmitInteraction<'cached'>): Caller {
    return callerOf(interaction, this.#desk.settings(interaction.guildId));
  }
}

function isShown(outcome: Outcome): boolean {
  if (outcome.kind === 'done') return true;
  if (outcome.kind === 'asked') return outcome.isShown;
  if (outcome.kind !== 'refused') return false;
  // The panel that was pressed showed what was not so any more.
  return outcome.reason === 'paused-already' || outcome.reason === 'playing-already';
}

function isTuning(customId: string): boolean {
  const kind = parsePanelCustomId(customId)?.kind;
  return kind === 'more' || kind === 'less';
}

function channelOf({ state }: StationActor): string {
  return state.kept.record.channelId;
}

function panelOf({ state }: StationActor): string | null {
  return state.kept.record.panelMessageId;
}
