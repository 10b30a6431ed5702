import { MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Answer, Example, FileToSend } from '#commands/Command.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import { renderPanel } from '../panel/renderPanel.ts';
import { renderTuning } from '../panel/renderTuning.ts';
import { exampleRow } from './readInteraction.ts';

const PRIVATE = MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral;

/** Answers one interaction, whichever way it has been acknowledged so far. */
export class InteractionAnswer implements Answer {
  readonly #interaction: RepliableInteraction;

  constructor(interaction: RepliableInteraction) {
    this.#interaction = interaction;
  }

  get isAcknowledged(): boolean {
    return this.#interaction.replied || this.#interaction.deferred;
  }

  async say(text: string): Promise<void> {
    if (this.isAcknowledged) await this.#interaction.editReply({ content: text });
    else await this.#interaction.reply({ content: text });
  }

  async whisper(text: string): Promise<void> {
    if (!this.isAcknowledged) {
      await this.#interaction.reply({ content: text, flags: MessageFlags.Ephemeral });
    } else if (this.#interaction.replied) {
      await this.#interaction.followUp({ content: text, flags: MessageFlags.Ephemeral });
    } else {
      // "Thinking" was for everybody, and so would be what it becomes.
      await this.#interaction.deleteReply();
      await this.#interaction.followUp({ content: text, flags: MessageFlags.Ephemeral });
    }
  }

  async offer(content: string, examples: readonly Example[]): Promise<void> {
    const components = examples.length === 0 ? [] : [exampleRow(examples)];
    await this.#interaction.reply({ content, components, flags: MessageFlags.Ephemeral });
  }

  async whisperFile(text: string, { name, bytes }: FileToSend): Promise<void> {
    const files = [{ attachment: Buffer.from(bytes), name }];
    const message = { content: text, files, flags: MessageFlags.Ephemeral } as const;
    if (this.isAcknowledged) await this.#interaction.followUp(message);
    else await this.#interaction.reply(message);
  }

  /** Beside whatever the answer is, in private; nothing where it cannot be, as with a form shown. */
  async add(text: string): Promise<void> {
    if (!this.isAcknowledged) return;
    await this.#interaction.followUp({ content: text, flags: MessageFlags.Ephemeral });
  }

  async defer(): Promise<void> {
    if (!this.isAcknowledged) await this.#interaction.deferReply();
  }

  async show(panel: PanelView): Promise<{ channelId: string; messageId: string }> {
    const flags = MessageFlags.IsComponentsV2;
    const components = [renderPanel(panel)];
    // Not fetched afterwards: a panel that is there and that nobody knows of would never be edited.
    const message = this.isAcknowledged
      ? await this.#interaction.editReply({ components, flags })
      : (await this.#interaction.reply({ components, flags, withResponse: true })).resource
          ?.message;
    const { channelId, id } = message ?? (await this.#interaction.fetchReply());
    return { channelId, messageId: id };
  }

  async showPrivately(panel: PanelView): Promise<void> {
    await this.#interaction.reply({ components: [renderPanel(panel)], flags: PRIVATE });
  }

  /** The buttons for tempo and sound, to the caller alone. */
  async showTuning(panel: PanelView): Promise<void> {
    await this.#interaction.reply({ components: [renderTuning(panel)], flags: PRIVATE });
  }
}
