import type { Log } from '../../log.ts';
import type { StationRecord } from '../../store/Stations.ts';
import type { MessagePort } from '../MessagePort.ts';
import { announcement } from './announcements.ts';

/** Tells a station's text channel what has become of the music, where the bot may write there. */
export class Announcer {
  readonly #messages: MessagePort;
  readonly #log: Log;

  constructor(messages: MessagePort, log: Log) {
    this.#messages = messages;
    this.#log = log;
  }

  post(textChannelId: string, text: string): void {
    this.#messages
      .post(textChannelId, announcement(text))
      .catch((error: unknown) => this.#log.debug({ error }, 'nothing can be announced'));
  }

  /** In place of the panel of a station that is no more; below, where that cannot be. */
  replacePanel({ textChannelId, panelMessageId }: StationRecord, text: string): void {
    if (panelMessageId === null) {
      this.post(textChannelId, text);
      return;
    }
    this.#messages
      .edit(textChannelId, panelMessageId, announcement(text))
      .catch((error: unknown) => {
        this.#log.debug({ error }, 'the panel of a former station stays as it was');
        this.post(textChannelId, text);
      });
  }
}
