import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import { showText } from '#src/crowd/typed/memberText.ts';
import { saysOneOf } from '#src/crowd/typed/plainWords.ts';
import type { Log } from '#src/log.ts';
import type { Texts } from '#src/texts/texts.ts';
import { isHurtful } from '#src/words/refusal/hurtful.ts';
import type { MessagePort } from '../messages.ts';

/** Of what somebody said, and of the answer. */
const MOST_SHOWN = 200;
/** Of what was done: all that one sentence can ask for. Three exchanges fit into a message. */
const MOST_DONE = 800;
/** Older ones leave the message: nobody reads them, and a channel is no minute book. */
const MOST_EXCHANGES = 3;

export interface Exchange {
  readonly person: string;
  /** What was understood of them. */
  readonly heard: string;
  /** What the DJ said, or would have. */
  readonly said: string;
  /** What came of it, a sentence each, by whatever did it: a model may say something else, or nothing. */
  readonly done: readonly string[];
}

/** What was said to the DJ and what it said, for everybody to read: one message a station. */
export class Captions {
  readonly #messages: MessagePort;
  readonly #log: Log;
  readonly #standing = new Map<
    string,
    { readonly channelId: string; messageId: string | undefined; exchanges: readonly Exchange[] }
  >();
  /** One edit after the other, by station. */
  readonly #writing = new Map<string, Promise<boolean>>();

  constructor(messages: MessagePort, log: Log) {
    this.#messages = messages;
    this.#log = log;
  }

  /**
   * Resolves to what could not be shown, in words: nobody has read it then.
   *
   * @param station tells this station from the next one of the guild
   */
  add(
    station: {
      readonly key: string;
      readonly channelId: string;
      readonly blocked: readonly string[];
      readonly texts: Texts;
    },
    exchange: Exchange,
  ): Promise<string | undefined> {
    const { key, channelId, blocked, texts } = station;
    const clean = (text: string): string =>
      isHurtful(text) || saysOneOf(blocked, text) ? '…' : text;
    const shown = {
      person: exchange.person,
      heard: clean(exchange.heard),
      said: clean(exchange.said),
      done: exchange.done.map(clean),
    };
    const before = this.#standing.get(key);
    const exchanges = [...(before?.exchanges ?? []), shown].slice(-MOST_EXCHANGES);
    // The same one, so that a message which is still being posted is edited next, and not posted again.
    if (before?.channelId === channelId) before.exchanges = exchanges;
    else this.#standing.set(key, { channelId, messageId: undefined, exchanges });
    const written = (this.#writing.get(key) ?? Promise.resolve(true)).then(() =>
      this.#write(key, texts),
    );
    this.#writing.set(key, written);
    return written.then((isWritten) => (isWritten ? undefined : contentOf(texts, [shown])));
  }

  forget(key: string): void {
    this.#standing.delete(key);
    this.#writing.delete(key);
  }

  async #write(key: string, texts: Texts): Promise<boolean> {
    const standing = this.#standing.get(key);
    if (standing === undefined) return false;
    const { channelId, exchanges } = standing;
    const message = render(texts, exchanges);
    try {
      if (standing.messageId !== undefined) {
        await this.#messages.edit(channelId, standing.messageId, message);
        return true;
      }
    } catch {
      // Deleted, or out of reach: a new one shows the same.
    }
    try {
      standing.messageId = (await this.#messages.post(channelId, message)).messageId;
      return true;
    } catch (error) {
      this.#log.debug({ error }, 'What was said to the DJ could not be shown');
      return false;
    }
  }
}

function render(texts: Texts, exchanges: readonly Exchange[]): APIContainerComponent {
  return {
    type: ComponentType.Container,
    components: [{ type: ComponentType.TextDisplay, content: contentOf(texts, exchanges) }],
  };
}

function contentOf(texts: Texts, exchanges: readonly Exchange[]): string {
  const lines = exchanges.flatMap(({ person: userId, heard, said, done }) => {
    // What the DJ has said of it already need not be read twice.
    const untold = done.filter((text) => !said.includes(text)).join(' ');
    return [
      texts.say('talk.caption.member', { userId, text: shown(heard) }),
      ...(said === '' ? [] : [texts.say('talk.caption.dj', { text: shown(said) })]),
      ...(untold === ''
        ? []
        : [texts.say('talk.caption.done', { text: showText(untold, MOST_DONE) })]),
    ];
  });
  return lines.join('\n');
}

function shown(text: string): string {
  return text === '' ? '…' : showText(text, MOST_SHOWN);
}
