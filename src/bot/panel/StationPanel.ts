import type { APIContainerComponent } from 'discord-api-types/v10';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type { MessagePort } from '../MessagePort.ts';
import { PanelKeeper } from './PanelKeeper.ts';

/** Which message the panel is. */
export interface PanelPlace {
  readonly channelId: string;
  /** Null: there is no panel. */
  readonly messageId: string | null;
}

/** A station's panel: one message that is kept up to date. */
export class StationPanel {
  readonly #draw: () => APIContainerComponent;
  readonly #messages: MessagePort;
  readonly #log: Log;
  readonly #keeper: PanelKeeper;
  #place: PanelPlace;

  constructor(options: {
    readonly place: PanelPlace;
    /** The panel as it is now. */
    readonly draw: () => APIContainerComponent;
    readonly messages: MessagePort;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#place = options.place;
    this.#draw = options.draw;
    this.#messages = options.messages;
    this.#log = options.log;
    this.#keeper = new PanelKeeper(() => this.#edit(), options.clock, options.log);
  }

  /** What it shows has changed. */
  changed(): void {
    this.#keeper.changed();
  }

  /** Whether a press on it may be answered with the panel itself; see `PanelKeeper`. */
  takeTurn(): boolean {
    return this.#keeper.takeTurn();
  }

  /** From now on that message is the panel. */
  moveTo(place: PanelPlace): void {
    this.#place = place;
    this.#keeper.changed();
  }

  /** No more edits from here on but the last one, if any. */
  close(): void {
    this.#keeper.close();
  }

  /** After `close`: shows how it has ended. */
  async drawLast(): Promise<void> {
    await this.#edit().catch((error: unknown) =>
      this.#log.debug({ error }, 'the panel of an ended station could not be edited'),
    );
  }

  async #edit(): Promise<void> {
    const { channelId, messageId } = this.#place;
    if (messageId === null) return;
    await this.#messages.edit(channelId, messageId, this.#draw());
  }
}
