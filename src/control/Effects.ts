import type { Log } from '../log.ts';
import type { MediaPort } from '../media/protocol.ts';
import type { Action } from './actions.ts';
import type { Effect } from './effect.ts';
import type { Moment } from './moments.ts';
import type { Outcome } from './outcome.ts';
import type { PanelView } from './PanelView.ts';
import { MOST_BELOW } from './parts/panel.ts';
import { MessageGone, type StationMessages } from './ports.ts';

/** The effects that somebody else sees to. */
export type Told = Extract<
  Effect,
  { do: 'tellFiltered' | 'lastPanel' | 'announceEnd' | 'changeSettings' }
>;

export interface EffectPorts {
  readonly media: Pick<MediaPort, 'send'>;
  readonly messages: StationMessages;
  /** What concerns more than this station. */
  readonly tell: (effect: Told, panel: PanelView) => void;
  /** Something to look back at. */
  readonly note: (moment: Moment) => void;
  readonly log: Log;
}

/** Whose effects they are. */
interface Station {
  tell(action: Action): void;
  panel(): PanelView;
  answer(ticket: number, outcome: Outcome): void;
}

/** Does what a step that is kept says, and has the station know what came of it. */
export class Effects {
  readonly #ports: EffectPorts;
  readonly #station: Station;
  #drawing: Promise<void> = Promise.resolve();
  /** The last drawing did. */
  #hasFailed = false;

  constructor(ports: EffectPorts, station: Station) {
    this.#ports = ports;
    this.#station = station;
  }

  run(effect: Effect): void {
    const { media, messages, log, tell } = this.#ports;
    switch (effect.do) {
      case 'media':
        media.send(effect.command);
        break;
      case 'answer':
        this.#station.answer(effect.ticket, effect.outcome);
        break;
      case 'drawPanel':
        this.#drawing = this.#draw(effect.channelId, effect.messageId);
        break;
      case 'retirePanel':
        messages
          .retirePanel(effect.channelId, effect.messageId, effect.movedTo)
          .catch((error: unknown) => log.debug({ error }, 'a former panel stays as it was'));
        break;
      case 'postPanel':
        void this.#postPanel(effect.channelId);
        break;
      case 'note':
        this.#ports.note(effect.moment);
        break;
      case 'countBelow':
        void this.#countBelow(effect.channelId, effect.messageId);
        break;
      default:
        tell(effect, this.#station.panel());
    }
  }

  /** Resolves when the last drawing of the panel has come to an end. */
  drawn(): Promise<void> {
    return this.#drawing;
  }

  async #draw(channelId: string, messageId: string): Promise<void> {
    const { messages, log } = this.#ports;
    try {
      await messages.drawPanel(channelId, messageId, this.#station.panel());
      this.#hasFailed = false;
      this.#station.tell({ type: 'panelDrawn' });
    } catch (error) {
      if (error instanceof MessageGone) {
        this.#station.tell({ type: 'panelGone', messageId });
        return;
      }
      // Once for all that follow: an outage, or a permission that is missing, lasts.
      log[this.#hasFailed ? 'debug' : 'warn']({ error }, 'a panel could not be edited');
      this.#hasFailed = true;
      this.#station.tell({ type: 'panelFailed' });
    }
  }

  async #postPanel(channelId: string): Promise<void> {
    try {
      const { messageId } = await this.#ports.messages.postPanel(channelId, this.#station.panel());
      this.#station.tell({ type: 'panelShown', channelId, messageId });
    } catch (error) {
      this.#ports.log.warn({ error }, 'a panel could not be posted');
      this.#station.tell({ type: 'panelUnpostable' });
    }
  }

  async #countBelow(channelId: string, messageId: string): Promise<void> {
    try {
      const below = await this.#ports.messages.countBelow(channelId, messageId, MOST_BELOW + 1);
      if (below > MOST_BELOW) this.#station.tell({ type: 'panelSunk', messageId });
    } catch (error) {
      this.#ports.log.debug({ error }, 'nobody can tell how far up a panel is');
    }
  }
}
