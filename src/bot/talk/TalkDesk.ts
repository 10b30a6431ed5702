import type { Client } from 'discord.js';
import type { Answer, Station, TalkPort, TalkRequest } from '#commands/Command.ts';
import type { Clock } from '#src/clock.ts';
import type { Caller } from '#src/control/actions.ts';
import { type GuildSettings, stationKey } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import type { MessagePort } from '../messages.ts';
import { Captions } from './Captions.ts';
import { callerNow } from './callerNow.ts';
import { carryOut, type ToolAnswer } from './carryOut.ts';
import { SpeechBudget } from './SpeechBudget.ts';
import { INSTRUCTION, TOOLS } from './tools.ts';

const MINUTE_MS = 60_000;

/** Whom members of this bot can talk to. */
export interface TalkOptions {
  readonly kind: 'service' | 'sandbox' | 'off';
  /** What members of a server may say in an hour. */
  readonly speechMsPerHour: number;
}

type PersonEvent = Extract<MediaEvent, { readonly person: string }>;

/** One press, until its `earClosed`. */
interface Press {
  readonly guildId: string;
  readonly caller: Caller;
  readonly station: Station;
  readonly answer: Answer;
  readonly askIn: string;
  readonly texts: Texts;
  readonly serverTexts: Texts;
  /** Resolves when the bot hears them, or will not. */
  readonly opened: PromiseWithResolvers<void>;
  /** That they are listened to has been said, or need not be. */
  told: Promise<void>;
  readonly results: Map<string, Promise<ToolAnswer>>;
  readonly messages: string[];
  heard: string;
  said: string;
  wasTurn: boolean;
  isShown: boolean;
}

export const AGREE_ID = 'talk:agree';
export const DECLINE_ID = 'talk:decline';

/** Lets members talk to the DJ: asks each of them, opens their ear, and does what comes of it. */
export class TalkDesk implements TalkPort {
  readonly #options: TalkOptions;
  readonly #parts: {
    readonly client: Client;
    readonly media: MediaPort;
    readonly clock: Clock;
    readonly log: Log;
    readonly settings: (guildId: string) => GuildSettings;
  };
  readonly #budget: SpeechBudget;
  readonly #captions: Captions;
  /** Who has agreed; forgotten with the program, since consent is no setting. */
  readonly #agreed = new Set<string>();
  readonly #presses = new Map<string, Press>();
  readonly #unsubscribe: () => void;

  constructor(
    options: TalkOptions,
    parts: {
      readonly client: Client;
      readonly media: MediaPort;
      readonly messages: MessagePort;
      readonly clock: Clock;
      readonly log: Log;
      readonly settings: (guildId: string) => GuildSettings;
    },
  ) {
    this.#options = options;
    this.#parts = parts;
    this.#budget = new SpeechBudget(options.speechMsPerHour);
    this.#captions = new Captions(parts.messages, parts.log);
    this.#unsubscribe = parts.media.subscribe((event) => {
      if ('person' in event) this.#take(event);
    });
  }

  get whyOff(): Told | undefined {
    return this.#options.kind === 'off' ? tell('talk.not-here') : undefined;
  }

  async press(request: TalkRequest): Promise<void> {
    const { guildId, caller, answer, texts } = request;
    const { talk } = this.#parts.settings(guildId);
    const why = this.#whyNot(request, talk);
    if (why !== undefined) {
      await answer.whisper(texts.put(why));
      return;
    }
    if (!this.#agreed.has(caller.userId)) {
      const isStandIn = this.#options.kind === 'sandbox';
      const listener = tell(isStandIn ? 'talk.listener.sandbox' : 'talk.listener.google');
      const heard = tell(talk === 'spoken' ? 'talk.answer.spoken' : 'talk.answer.text');
      await answer.choose(texts.say('talk.consent', { listener, answer: heard }), [
        { id: AGREE_ID, label: texts.say('talk.agree'), isMain: true },
        { id: DECLINE_ID, label: texts.say('talk.not-now') },
      ]);
      return;
    }
    await this.#listen(request, talk === 'spoken');
  }

  /** They have read who hears what. */
  agree(userId: string): void {
    this.#agreed.add(userId);
  }

  /** They have left the voice channel: what they may be in the middle of ends. */
  visitEnded(guildId: string, userId: string): void {
    if (!this.#presses.has(keyOf(guildId, userId))) return;
    this.#parts.media.send({ type: 'closeEar', guildId, person: userId });
  }

  close(): void {
    this.#unsubscribe();
    for (const press of this.#presses.values()) press.opened.resolve();
    this.#presses.clear();
  }

  #whyNot({ guildId, caller }: TalkRequest, talk: GuildSettings['talk']): Told | undefined {
    if (this.whyOff !== undefined) return this.whyOff;
    if (talk === 'off') return tell('talk.off');
    if (this.#presses.has(keyOf(guildId, caller.userId))) return tell('talk.listening-already');
    const voice = this.#parts.client.guilds.cache
      .get(guildId)
      ?.voiceStates.cache.get(caller.userId);
    if (voice?.mute === true) return tell('talk.muted');
    const waitMs = this.#budget.waitMs(guildId, this.#parts.clock.now());
    return waitMs > 0
      ? tell('talk.used-up', { minutes: Math.ceil(waitMs / MINUTE_MS) })
      : undefined;
  }

  async #listen(request: TalkRequest, isSpoken: boolean): Promise<void> {
    const { guildId, caller, station, answer, textChannelId: askIn, texts, serverTexts } = request;
    const press: Press = {
      guildId,
      caller,
      station,
      answer,
      askIn,
      texts,
      serverTexts,
      opened: Promise.withResolvers<void>(),
      told: Promise.resolve(),
      results: new Map(),
      messages: [],
      heard: '',
      said: '',
      wasTurn: false,
      isShown: false,
    };
    const key = keyOf(guildId, caller.userId);
    this.#presses.set(key, press);
    const open = {
      guildId,
      person: caller.userId,
      instruction: INSTRUCTION,
      tools: TOOLS,
      isSpoken,
    };
    this.#parts.media.send({ type: 'openEar', ...open });
    press.told = press.opened.promise.then(async () => {
      if (this.#presses.get(key) === press) await answer.whisper(texts.say('talk.listening'));
    });
    await press.told;
  }

  #take(event: PersonEvent): void {
    const press = this.#presses.get(keyOf(event.guildId, event.person));
    if (press === undefined) return;
    switch (event.type) {
      case 'earOpened':
        press.opened.resolve();
        break;
      case 'toolCalled':
        this.#call(press, event);
        break;
      case 'toolsCancelled':
        break;
      case 'caption':
        if (event.who === 'member') press.heard = event.text;
        else press.said = event.text;
        if (event.who === 'dj' && event.isFinal) this.#show(press);
        break;
      case 'turnTaken':
        press.wasTurn = true;
        this.#budget.spend(event.guildId, event.speechMs, this.#parts.clock.now());
        break;
      case 'earClosed':
        this.#end(press, event);
        break;
    }
  }

  /** A model that calls the same thing twice gets the same answer, and it is done once. */
  #call(
    press: Press,
    { guildId, person, id, name, args }: PersonEvent & { type: 'toolCalled' },
  ): void {
    const { station, askIn, serverTexts: texts } = press;
    const same = JSON.stringify([name, args]);
    const caller = callerNow(this.#parts.client, press.caller, {
      guildId,
      djRoleId: this.#parts.settings(guildId).djRoleId,
    });
    let result = press.results.get(same);
    if (result === undefined) {
      result = this.#carriedOut({ station, caller, askIn, texts }, { name, args });
      press.results.set(same, result);
      void result.then(({ message }) => press.messages.push(message));
    }
    void result.then((response) => {
      this.#parts.media.send({ type: 'answerTool', guildId, person, id, response });
    });
  }

  /** Never rejects: a model that gets no answer waits for one. */
  async #carriedOut(...[speaker, call]: Parameters<typeof carryOut>): Promise<ToolAnswer> {
    try {
      return await carryOut(speaker, call);
    } catch (error) {
      this.#parts.log.error({ error, tool: call.name }, 'What a member asked the DJ for failed');
      const message = speaker.texts.say('dj.failed');
      return { status: 'refused', retryable: false, message, mix: {} };
    }
  }

  #end(press: Press, { failure }: PersonEvent & { type: 'earClosed' }): void {
    const { caller, guildId, answer } = press;
    this.#presses.delete(keyOf(guildId, caller.userId));
    press.opened.resolve();
    if (press.wasTurn || press.messages.length > 0) this.#show(press);
    const told = failure?.memberText ?? (press.wasTurn ? undefined : tell('talk.heard-nothing'));
    if (told === undefined) return;
    const tellThem = (): Promise<void> => answer.whisper(press.texts.put(told));
    press.told.then(tellThem, tellThem).catch((error: unknown) => {
      this.#parts.log.debug({ error }, 'Somebody could not be told why the DJ did not answer');
    });
  }

  /** Once: the answer as it was said, or, where nothing was, what the tools told. */
  #show(press: Press): void {
    if (press.isShown) return;
    press.isShown = true;
    const { record } = press.station.state.kept;
    const said = press.said === '' ? press.messages.join(' ') : press.said;
    const { blockedWords: blocked } = press.station.state.settings;
    const key = `${press.guildId} ${stationKey(record.startedAtMs)}`;
    const { serverTexts: texts } = press;
    const station = { key, channelId: record.textChannelId, blocked, texts };
    const exchange = { person: press.caller.userId, heard: press.heard, said };
    void this.#captions.add(station, exchange);
  }
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId} ${userId}`;
}
