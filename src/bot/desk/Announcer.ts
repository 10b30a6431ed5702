import { randomUUID } from 'node:crypto';
import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { Clock, Timer } from '#src/clock.ts';
import { MessageGone } from '#src/control/ports.ts';
import type { StationRecord } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import { MOST_NOTICES, type Notice, type Notices } from '#src/store/Notices.ts';
import { type MessagePort, MessageRefused } from '../messages.ts';

/** An announcement as a message. */
export function announcement(content: string): APIContainerComponent {
  const text = { type: ComponentType.TextDisplay, content } as const;
  return { type: ComponentType.Container, components: [text] };
}

/** Discord's longest nonce. */
const ID_LENGTH = 25;
/** Waits before another attempt: doubled each time. */
const RETRY_MS = { first: 2_000, most: 60_000 } as const;

/**
 * Tells a station's text channel what has become of the music, once: now, or, where Discord cannot
 * be reached, as soon as it can be, a restart or not. Gives up only where the bot may not write, or
 * nothing is left to write in.
 */
export class Announcer {
  readonly #messages: Pick<MessagePort, 'post' | 'edit'>;
  readonly #notices: Notices;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Still to be told. */
  readonly #pending = new Map<string, Notice>();
  /** On their way. */
  readonly #telling = new Set<string>();
  #retries = 0;
  #timer: Timer | undefined;
  #closed = false;

  constructor(options: {
    readonly messages: Pick<MessagePort, 'post' | 'edit'>;
    readonly notices: Notices;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    this.#messages = options.messages;
    this.#notices = options.notices;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  /** Tells what could not be told before the program ended. */
  resume(): void {
    for (const notice of this.#notices.list()) this.#pending.set(notice.id, notice);
    this.retry();
  }

  post(channelId: string, text: string): void {
    const container = announcement(text);
    this.#tell({ channelId, messageId: null, container, orElsePost: true });
  }

  /** In place of the panel of a station that is no more; below, where that cannot be. */
  replacePanel({ textChannelId, panelMessageId }: StationRecord, text: string): void {
    const container = announcement(text);
    const place = { channelId: textChannelId, messageId: panelMessageId };
    this.#tell({ ...place, container, orElsePost: true });
  }

  /** The last state of a message; nothing where it is gone. */
  edit(channelId: string, messageId: string, container: APIContainerComponent): void {
    this.#tell({ channelId, messageId, container, orElsePost: false });
  }

  /** Discord may be reached again: tries at once what could not be told. */
  retry(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#retries = 0;
    for (const notice of this.#pending.values()) void this.#try(notice);
  }

  /** What is still to be told is told after the next start. */
  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
  }

  #tell(what: Omit<Notice, 'id'>): void {
    const notice = { ...what, id: randomUUID().replaceAll('-', '').slice(0, ID_LENGTH) };
    this.#pending.set(notice.id, notice);
    const [oldest] = this.#pending.keys();
    if (this.#pending.size > MOST_NOTICES && oldest !== undefined) this.#pending.delete(oldest);
    this.#notices.add(notice);
    void this.#try(notice);
  }

  async #try(notice: Notice): Promise<void> {
    const { id } = notice;
    if (this.#closed || this.#telling.has(id)) return;
    this.#telling.add(id);
    const outcome = await this.#attempt(notice);
    this.#telling.delete(id);
    if (this.#closed) return;
    if (outcome === 'later') {
      this.#retryLater();
      return;
    }
    this.#pending.delete(id);
    this.#notices.remove(id);
  }

  /** Never rejects. */
  async #attempt(notice: Notice): Promise<'done' | 'later'> {
    const { id, channelId, messageId, container } = notice;
    try {
      if (messageId === null) await this.#messages.post(channelId, container, id);
      else await this.#messages.edit(channelId, messageId, container);
      return 'done';
    } catch (error) {
      const isFinal = error instanceof MessageGone || error instanceof MessageRefused;
      this.#log.debug({ error, isFinal }, 'something cannot be told');
      if (!isFinal) return 'later';
      if (messageId === null || !notice.orElsePost) return 'done';
      return this.#attempt({ ...notice, messageId: null });
    }
  }

  #retryLater(): void {
    if (this.#timer !== undefined) return;
    const delayMs = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.#retries);
    this.#retries += 1;
    this.#timer = this.#clock.after(delayMs, () => {
      this.#timer = undefined;
      for (const notice of this.#pending.values()) void this.#try(notice);
    });
  }
}
