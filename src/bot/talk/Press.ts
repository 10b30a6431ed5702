import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';
import type { TalkRequest } from '#commands/Command.ts';
import type { Caller } from '#src/control/actions.ts';
import { stationKey } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import type { MessagePort } from '../messages.ts';
import type { Captions } from './Captions.ts';
import { carryOut, type ToolAnswer } from './carryOut.ts';

/** What one thing that somebody said has come to so far. */
interface Turn {
  heard: string;
  said: string;
  /** By call: a model that calls the same thing twice gets the same answer, and it is done once. */
  readonly results: Map<string, Promise<ToolAnswer>>;
}

/** One press, or all that is heard hands-free: what was understood of it, and what came of that. */
export class Press {
  readonly isHandsFree: boolean;
  readonly guildId: string;
  readonly caller: Caller;
  /** Resolves when the bot hears them, or will not. */
  readonly opened = Promise.withResolvers<void>();
  /** That they are listened to has been said, or need not be. */
  told: Promise<void> = Promise.resolve();
  /** When it ended: what a model does after that is still theirs. */
  endedMs: number | undefined;
  readonly #request: TalkRequest;
  readonly #parts: {
    readonly media: MediaPort;
    readonly captions: Captions;
    readonly log: Log;
  };
  #turn: Turn = { heard: '', said: '', results: new Map() };
  #wasTurn = false;

  constructor(
    isHandsFree: boolean,
    request: TalkRequest,
    parts: { readonly media: MediaPort; readonly captions: Captions; readonly log: Log },
  ) {
    this.isHandsFree = isHandsFree;
    this.guildId = request.guildId;
    this.caller = request.caller;
    this.#request = request;
    this.#parts = parts;
  }

  caption(who: 'member' | 'dj', text: string): void {
    this.#turn[who === 'member' ? 'heard' : 'said'] = text;
  }

  /** @param caller with what they may do now */
  call(
    { id, name, args }: Extract<MediaEvent, { readonly type: 'toolCalled' }>,
    caller: Caller,
  ): void {
    const { guildId, station, textChannelId: askIn, serverTexts: texts } = this.#request;
    const onFailed = (error: unknown): void => {
      this.#parts.log.error({ error, tool: name }, 'What a member asked the DJ for failed');
    };
    const { results } = this.#turn;
    const same = JSON.stringify([name, args]);
    const speaker = { station, caller, askIn, texts, onFailed };
    const result = results.get(same) ?? carryOut(speaker, { name, args });
    results.set(same, result);
    const person = caller.userId;
    void result.then((response) => {
      this.#parts.media.send({ type: 'answerTool', guildId, person, id, response });
    });
    if (this.endedMs !== undefined) this.#finish();
  }

  turnTaken(): void {
    this.#wasTurn = true;
    this.#finish();
  }

  /** @param why nothing came of it */
  end(nowMs: number, why: Told | undefined): void {
    this.endedMs = nowMs;
    this.opened.resolve();
    this.#finish();
    const isUnheard = !this.#wasTurn && !this.isHandsFree;
    const told = why ?? (isUnheard ? tell('talk.heard-nothing') : undefined);
    if (told !== undefined) this.#whisper(this.#request.texts.put(told));
  }

  /** Others are to know whose words the DJ hears: in the channel of the panel. */
  showNotice(messages: MessagePort, isOver: boolean): void {
    this.#writeNotice(messages, isOver).catch((error: unknown) => {
      this.#parts.log.debug({ error }, 'It could not be shown whom the DJ hears');
    });
  }

  async #writeNotice(messages: MessagePort, isOver: boolean): Promise<void> {
    const { station, serverTexts } = this.#request;
    const channelId = station.state.kept.record.textChannelId;
    const { userId } = this.caller;
    const content = serverTexts.say(isOver ? 'talk.free.over' : 'talk.free.notice', { userId });
    const message: APIContainerComponent = {
      type: ComponentType.Container,
      components: [{ type: ComponentType.TextDisplay, content }],
    };
    const before = await this.#notice;
    if (before !== undefined) {
      await messages.edit(before.channelId, before.messageId, message);
      return;
    }
    if (isOver) return;
    this.#notice = messages
      .post(channelId, message)
      .then(({ messageId }) => ({ channelId, messageId }));
    await this.#notice;
  }
  #notice: Promise<{ readonly channelId: string; readonly messageId: string }> | undefined;

  /** After what the press itself was answered with. */
  #whisper(text: string): void {
    const tellThem = (): Promise<void> => this.#request.answer.whisper(text);
    this.told.then(tellThem, tellThem).catch((error: unknown) => {
      this.#parts.log.debug({ error }, 'Somebody could not be told what came of talking to the DJ');
    });
  }

  /**
   * Shows a turn that is over, once all that was asked for in it is done: however it ended, nothing is
   * carried out of which nobody reads what was understood and what came of it.
   */
  #finish(): void {
    const { heard, said, results } = this.#turn;
    // What a model does later than that it does for the same words.
    this.#turn = { heard: this.endedMs === undefined ? '' : heard, said: '', results: new Map() };
    if (said === '' && results.size === 0 && (heard === '' || this.#isShown)) return;
    this.#isShown = true;
    void Promise.all(results.values()).then(async (answers) => {
      const { guildId, caller, station, serverTexts: texts } = this.#request;
      const { record } = station.state.kept;
      const { blockedWords: blocked } = station.state.settings;
      const key = `${guildId} ${stationKey(record.startedAtMs)}`;
      const done = answers.map(({ message }) => message);
      const unshown = await this.#parts.captions.add(
        { key, channelId: record.textChannelId, blocked, texts },
        { person: caller.userId, heard, said, done },
      );
      if (unshown !== undefined) this.#whisper(unshown);
    });
  }
  #isShown = false;
}
