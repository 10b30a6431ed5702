import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import { showText } from '#src/crowd/typed/memberText.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import type { Log } from '#src/log.ts';
import type { Texts } from '#src/texts/texts.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { MessagePort } from '../messages.ts';

/** Of what somebody said, and of the answer. */
const MOST_SHOWN = 200;
/** Older ones leave the message: nobody reads them, and a channel is no minute book. */
const MOST_EXCHANGES = 3;

export interface Exchange {
  readonly person: string;
  /** What was understood of them. */
  readonly heard: string;
  /** What the DJ said, or would have. */
  readonly said: string;
}

/** What was said to the DJ and what it said, for everybody to read: one message a station. */
export class Captions {
  readonly #messages: MessagePort;
  readonly #log: Log;
  readonly #standing = new Map<
    string,
    { channelId: string; messageId: string | undefined; exchanges: readonly Exchange[] }
  >();
  /** One edit after the other, by station. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(messages: MessagePort, log: Log) {
    this.#messages = messages;
    this.#log = log;
  }

  /** @param station tells this station from the next one of the guild */
  add(
    station: {
      readonly key: string;
      readonly channelId: string;
      readonly blocked: readonly string[];
      readonly texts: Texts;
    },
    exchange: Exchange,
  ): Promise<void> {
    const { key, channelId, blocked, texts } = station;
    const clean = (text: string): string =>
      isHurtful(text) || saysOneOf(blocked, text) ? '…' : text;
    const shown = { ...exchange, heard: clean(exchange.heard), said: clean(exchange.said) };
    const before = this.#standing.get(key);
    const isHere = before?.channelId === channelId;
    const standing = {
      channelId,
      messageId: isHere ? before.messageId : undefined,
      exchanges: [...(before?.exchanges ?? []), shown].slice(-MOST_EXCHANGES),
    };
    this.#standing.set(key, standing);
    const written = (this.#writing.get(key) ?? Promise.resolve()).then(() =>
      this.#write(key, texts),
    );
    this.#writing.set(key, written);
    return written;
  }

  forget(key: string): void {
    this.#standing.delete(key);
    this.#writing.delete(key);
  }

  async #write(key: string, texts: Texts): Promise<void> {
    const standing = this.#standing.get(key);
    if (standing === undefined) return;
    const { channelId, exchanges } = standing;
    const message = render(texts, exchanges);
    try {
      if (standing.messageId !== undefined) {
        await this.#messages.edit(channelId, standing.messageId, message);
        return;
      }
    } catch {
      // Deleted, or out of reach: a new one shows the same.
    }
    try {
      standing.messageId = (await this.#messages.post(channelId, message)).messageId;
    } catch (error) {
      this.#log.debug({ error }, 'What was said to the DJ could not be shown');
    }
  }
}

function render(texts: Texts, exchanges: readonly Exchange[]): APIContainerComponent {
  const lines = exchanges.flatMap(({ person: userId, heard, said }) => [
    texts.say('talk.caption.member', { userId, text: shown(heard) }),
    ...(said === '' ? [] : [texts.say('talk.caption.dj', { text: shown(said) })]),
  ]);
  const content = lines.join('\n');
  return {
    type: ComponentType.Container,
    components: [{ type: ComponentType.TextDisplay, content }],
  };
}

function shown(text: string): string {
  return text === '' ? '…' : showText(text, MOST_SHOWN);
}
