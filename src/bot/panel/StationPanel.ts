import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { MessageGone, type MessagePort } from '../MessagePort.ts';
import { PanelKeeper } from './PanelKeeper.ts';

/** Which message the panel is. */
export interface PanelPlace {
  readonly channelId: string;
  /** Null: there is no panel. */
  readonly messageId: string | null;
}

/** A panel as it is to stand when nobody edits it any more. */
export interface LastPanel {
  readonly channelId: string;
  readonly messageId: string;
  readonly container: APIContainerComponent;
}

/** A station's panel: one message that is kept up to date. */
export class StationPanel {
  readonly #onGone: () => void;
  readonly #draw: () => APIContainerComponent;
  readonly #messages: MessagePort;
  readonly #log: Log;
  readonly #keeper: PanelKeeper;
  #place: PanelPlace;

  constructor(options: {
    readonly place: PanelPlace;
    /** The panel as it is now. */
    readonly draw: () => APIContainerComponent;
    /** Somebody has deleted it. */
    readonly onGone: () => void;
    readonly messages: MessagePort;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#place = options.place;
    this.#draw = options.draw;
    this.#onGone = options.onGone;
    this.#messages = options.messages;
    this.#log = options.log;
    this.#keeper = new PanelKeeper(() => this.#edit(), options.clock, options.log);
  }

  /** What it shows has changed. */
  changed(): void {
    this.#keeper.changed();
  }

  /** Discord may be reached again; see `PanelKeeper`. */
  retry(): void {
    this.#keeper.retry();
  }

  /** Whether a press on it may be answered with the panel itself; see `PanelKeeper`. */
  takeTurn(): boolean {
    return this.#keeper.takeTurn();
  }

  /** From now on that message is the panel; the former one says so, and can be pressed no more. */
  moveTo(place: PanelPlace): void {
    const { channelId, messageId } = this.#place;
    this.#place = place;
    this.#keeper.changed();
    if (messageId === null || messageId === place.messageId) return;
    this.#messages
      .edit(channelId, messageId, movedPanel(place.channelId))
      .catch((error: unknown) => this.#log.debug({ error }, 'a former panel stays as it was'));
  }

  /** No more edits from here on. */
  close(): void {
    this.#keeper.close();
  }

  /** After `close`: shows how it is, as far as that is possible now. */
  async drawLast(): Promise<void> {
    await this.#edit().catch((error: unknown) =>
      this.#log.debug({ error }, 'the last edit of a panel failed'),
    );
  }

  /** What it shows now, and where; undefined where there is none. */
  get last(): LastPanel | undefined {
    const { channelId, messageId } = this.#place;
    return messageId === null ? undefined : { channelId, messageId, container: this.#draw() };
  }

  async #edit(): Promise<void> {
    const { channelId, messageId } = this.#place;
    if (messageId === null) return;
    try {
      await this.#messages.edit(channelId, messageId, this.#draw());
    } catch (error) {
      if (!(error instanceof MessageGone)) throw error;
      // It may have moved while this edit was on its way.
      if (this.#place.messageId !== messageId) return;
      this.#place = { channelId, messageId: null };
      this.#onGone();
    }
  }
}

function movedPanel(channelId: string): APIContainerComponent {
  const content = `-# The panel has moved to its newest place in <#${channelId}>.`;
  return {
    type: ComponentType.Container,
    components: [{ type: ComponentType.TextDisplay, content }],
  };
}
