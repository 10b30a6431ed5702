import {
  type APIContainerComponent,
  type APIModalInteractionResponseCallbackData,
  type Message,
  MessageFlags,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import type { Answer, AnswerChoice, Example, FileToSend, ShownPanel } from '#commands/Command.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import type { PanelChannels } from '../desk/PanelChannels.ts';
import { button, row } from '../panel/parts.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { renderTuning } from '../panel/renderTuning.ts';
import { keyModal } from './keyForm.ts';
import { exampleRows } from './readInteraction.ts';

const PRIVATELY = MessageFlags.Ephemeral;
const PRIVATE = MessageFlags.IsComponentsV2 | PRIVATELY;

/** Answers one interaction, whichever way it has been acknowledged so far. */
export class InteractionAnswer implements Answer {
  readonly #interaction: RepliableInteraction;
  readonly #texts: Texts;
  readonly #serverTexts: Texts;
  readonly #panelChannels: PanelChannels | undefined;
  #isForm = false;

  /**
   * @param texts of whoever is answered
   * @param serverTexts for what everybody sees
   * @param panelChannels where a server may want its panels, and nothing else for long
   */
  constructor(
    interaction: RepliableInteraction,
    texts: Texts,
    serverTexts: Texts,
    panelChannels?: PanelChannels,
  ) {
    this.#interaction = interaction;
    this.#texts = texts;
    this.#serverTexts = serverTexts;
    this.#panelChannels = panelChannels;
  }

  get isAcknowledged(): boolean {
    return this.#interaction.replied || this.#interaction.deferred;
  }

  async say(text: string): Promise<void> {
    if (this.isAcknowledged) await this.#interaction.editReply({ content: text });
    else await this.#interaction.reply({ content: text });
    this.#vanishes();
  }

  async whisper(text: string): Promise<void> {
    const { replied, ephemeral } = this.#interaction;
    if (!this.isAcknowledged) await this.#interaction.reply({ content: text, flags: PRIVATELY });
    else if (replied) await this.#interaction.followUp({ content: text, flags: PRIVATELY });
    else if (ephemeral === true) await this.#interaction.editReply({ content: text });
    else {
      // "Thinking" was for everybody, and so would be what it becomes.
      await this.#interaction.deleteReply();
      await this.#interaction.followUp({ content: text, flags: PRIVATELY });
    }
  }

  async offer(content: string, examples: readonly Example[]): Promise<void> {
    await this.#interaction.reply({
      content,
      components: exampleRows(examples),
      flags: PRIVATELY,
    });
  }

  async choose(content: string, choices: readonly AnswerChoice[]): Promise<void> {
    const buttons = choices.map(({ id, label, isMain }) =>
      button({ id, label, look: isMain ? 'good' : 'plain' }),
    );
    const message = { content, components: [row(...buttons)] };
    if (this.isAcknowledged) await this.#interaction.editReply(message);
    else await this.#interaction.reply({ ...message, flags: PRIVATELY });
  }

  async sayFile(content: string, { bytes, ...described }: FileToSend): Promise<void> {
    const message = { content, files: [{ attachment: Buffer.from(bytes), ...described }] };
    if (this.isAcknowledged) await this.#interaction.editReply(message);
    else await this.#interaction.reply(message);
    this.#vanishes();
  }

  async whisperFile(text: string, { bytes, ...described }: FileToSend): Promise<void> {
    const files = [{ attachment: Buffer.from(bytes), ...described }];
    const { deferred, ephemeral } = this.#interaction;
    const message = { content: text, files };
    if (deferred && ephemeral === true) await this.#interaction.editReply(message);
    else if (this.isAcknowledged) {
      await this.#interaction.followUp({ ...message, flags: PRIVATELY });
    } else await this.#interaction.reply({ ...message, flags: PRIVATELY });
  }

  /** Something can be told beside the answer. */
  get takesMore(): boolean {
    return this.isAcknowledged && !this.#isForm;
  }

  /** A form is all the answer there is. */
  async openForm(form: APIModalInteractionResponseCallbackData): Promise<void> {
    if (this.#interaction.isModalSubmit()) return;
    this.#isForm = true;
    await this.#interaction.showModal(form);
  }

  async askKey(): Promise<void> {
    await this.openForm(keyModal(this.#texts));
  }

  /** Beside whatever the answer is, in private. */
  async add(text: string): Promise<void> {
    await this.#interaction.followUp({ content: text, flags: PRIVATELY });
  }

  async defer(whom: 'everybody' | 'caller'): Promise<void> {
    if (this.isAcknowledged) return;
    await this.#interaction.deferReply(whom === 'caller' ? { flags: PRIVATELY } : {});
  }

  async show(panel: PanelView): Promise<ShownPanel> {
    const { guildId } = this.#interaction;
    const own = guildId === null ? undefined : this.#panelChannels?.of(guildId);
    if (guildId !== null && own !== undefined && own !== this.#interaction.channelId) {
      const messageId = await this.#panelChannels?.post(guildId, own, panel).catch(() => undefined);
      if (messageId !== undefined) {
        await this.whisper(this.#texts.say('panel.there', { channelId: own }));
        return { channelId: own, messageId };
      }
    }
    const { channelId, id: messageId } = await this.#send([renderPanel(this.#serverTexts, panel)]);
    const problem = this.#whyNotKeptUp();
    return { channelId, messageId, ...(problem !== undefined && { problem }) };
  }

  async showPrivately(panel: PanelView): Promise<void> {
    await this.#interaction.reply({
      components: [renderPanel(this.#texts, panel)],
      flags: PRIVATE,
    });
  }

  /** The buttons for tempo and sound, to the caller alone. */
  async showTuning(panel: PanelView): Promise<void> {
    await this.#interaction.reply({
      components: [renderTuning(this.#texts, panel)],
      flags: PRIVATE,
    });
  }

  /** Where the panel has a channel of its own, nothing else that everybody sees stays in it. */
  #vanishes(): void {
    const { channelId, id } = this.#interaction;
    if (channelId === null) return;
    this.#panelChannels?.answered(channelId, id, () => this.#interaction.deleteReply());
  }

  /** For everybody, whatever the caller alone has been shown already. */
  async #send(components: readonly APIContainerComponent[]): Promise<Message> {
    const message = { components, flags: MessageFlags.IsComponentsV2 } as const;
    const { replied, ephemeral } = this.#interaction;
    // A "thinking" for the caller alone would make what comes next private, too.
    if (!replied && ephemeral === true) await this.#interaction.deleteReply();
    if (replied || ephemeral === true) return this.#interaction.followUp(message);
    if (this.isAcknowledged) return this.#interaction.editReply(message);
    const { resource } = await this.#interaction.reply({ ...message, withResponse: true });
    // Not fetched unless it has to be: a panel that nobody knows of would never be edited.
    return resource?.message ?? this.#interaction.fetchReply();
  }

  /** A command is answered anywhere; the answer can be edited later only where the bot may look. */
  #whyNotKeptUp(): Told | undefined {
    const { appPermissions, channel } = this.#interaction;
    if (!appPermissions.has(PermissionFlagsBits.ViewChannel)) {
      return tell('note.panel.unseen');
    }
    const isArchived = channel?.isThread() === true && channel.archived === true;
    return isArchived ? tell('note.panel.archived') : undefined;
  }
}
