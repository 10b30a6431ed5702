import type { Client } from 'discord.js';
import type { TalkPort, TalkRequest } from '#commands/Command.ts';
import type { Clock } from '#src/clock.ts';
import type { Caller } from '#src/control/actions.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import type { Log } from '#src/log.ts';
import type { MediaEvent, MediaPort } from '#src/media/protocol.ts';
import { type Told, tell } from '#src/texts/texts.ts';
import type { PanelChannels } from '../desk/PanelChannels.ts';
import { Captions } from './Captions.ts';
import { callerNow } from './callerNow.ts';
import { Press } from './Press.ts';
import { SpeechBudget } from './SpeechBudget.ts';
import { HANDS_FREE_INSTRUCTION, INSTRUCTION, TOOLS } from './tools.ts';

const MINUTE_MS = 60_000;
/** No session is older, so nothing more comes of a press after that. */
const AFTERWARDS_MS = 120_000;

/** Whom members of this bot can talk to. */
export interface TalkOptions {
  readonly kind: 'service' | 'sandbox' | 'off';
  /** What members of a server may say in an hour. */
  readonly speechMsPerHour: number;
}

type PersonEvent = Extract<MediaEvent, { readonly person: string }>;

export const AGREE_ID = 'talk:agree';
export const HANDS_FREE_ID = 'talk:hands-free';
export const DECLINE_ID = 'talk:decline';

/** Lets members talk to the DJ: asks each of them, opens their ear, and does what comes of it. */
export class TalkDesk implements TalkPort {
  readonly #options: TalkOptions;
  readonly #parts: {
    readonly client: Client;
    readonly media: MediaPort;
    readonly channels: Pick<PanelChannels, 'messages' | 'notices'>;
    readonly clock: Clock;
    readonly log: Log;
    readonly settings: (guildId: string) => GuildSettings;
  };
  readonly #budget: SpeechBudget;
  readonly #captions: Captions;
  /** Who has agreed; forgotten with the program, since consent is no setting. */
  readonly #agreed = new Set<string>();
  readonly #presses = new Map<string, Press>();
  /** The last press of each, once it has ended. */
  readonly #ended = new Map<string, Press>();
  readonly #unsubscribe: () => void;

  constructor(
    options: TalkOptions,
    parts: {
      readonly client: Client;
      readonly media: MediaPort;
      readonly channels: Pick<PanelChannels, 'messages' | 'notices'>;
      readonly clock: Clock;
      readonly log: Log;
      readonly settings: (guildId: string) => GuildSettings;
    },
  ) {
    this.#options = options;
    this.#parts = parts;
    this.#budget = new SpeechBudget(options.speechMsPerHour);
    this.#captions = new Captions(parts.channels.messages, parts.log);
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
    if (this.#agreed.has(caller.userId)) await this.#listen(request, talk === 'spoken', false);
    else await this.#ask(request, 'talk.consent', AGREE_ID);
  }

  async askHandsFree(request: TalkRequest): Promise<void> {
    const why = this.#whyNotHandsFree(request);
    if (why !== undefined) await request.answer.whisper(request.texts.put(why));
    else await this.#ask(request, 'talk.free.consent', HANDS_FREE_ID);
  }

  /** Each time anew, for as long as they stay: this consent is kept nowhere. */
  async beginHandsFree(request: TalkRequest): Promise<void> {
    const why = this.#whyNotHandsFree(request);
    if (why !== undefined) await request.answer.whisper(request.texts.put(why));
    else await this.#listen(request, this.#parts.settings(request.guildId).talk === 'spoken', true);
  }

  async endHandsFree({ guildId, caller, answer, texts }: TalkRequest): Promise<void> {
    const isHeard = this.#presses.get(keyOf(guildId, caller.userId))?.isHandsFree === true;
    if (isHeard) this.#parts.media.send({ type: 'closeEar', guildId, person: caller.userId });
    await answer.whisper(texts.say(isHeard ? 'talk.free.stopped' : 'talk.free.none'));
  }

  /** The server's settings have changed: what is not allowed any more ends. */
  settingsChanged(guildId: string): void {
    const { talk, handsFree } = this.#parts.settings(guildId);
    if (talk === 'off' || !handsFree) this.#endAllHandsFree(guildId);
  }

  async #ask(
    { guildId, answer, texts }: TalkRequest,
    text: 'talk.consent' | 'talk.free.consent',
    agreeId: string,
  ): Promise<void> {
    const isStandIn = this.#options.kind === 'sandbox';
    const listener = tell(isStandIn ? 'talk.listener.sandbox' : 'talk.listener.google');
    const isSpoken = this.#parts.settings(guildId).talk === 'spoken';
    const heard = tell(isSpoken ? 'talk.answer.spoken' : 'talk.answer.text');
    await answer.choose(texts.say(text, { listener, answer: heard }), [
      { id: agreeId, label: texts.say('talk.agree'), isMain: true },
      { id: DECLINE_ID, label: texts.say('talk.not-now') },
    ]);
  }

  /** They have read who hears what. */
  agree(userId: string): void {
    this.#agreed.add(userId);
  }

  /** They have left the voice channel: what they may be in the middle of ends. */
  visitEnded(guildId: string, userId: string): void {
    this.#ended.delete(keyOf(guildId, userId));
    if (!this.#presses.has(keyOf(guildId, userId))) return;
    this.#parts.media.send({ type: 'closeEar', guildId, person: userId });
  }

  close(): void {
    this.#unsubscribe();
    for (const press of this.#presses.values()) press.opened.resolve();
    this.#presses.clear();
    this.#ended.clear();
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
    return waitMs > 0 ? usedUp(waitMs) : undefined;
  }

  #whyNotHandsFree(request: TalkRequest): Told | undefined {
    const { talk, handsFree } = this.#parts.settings(request.guildId);
    return this.#whyNot(request, talk) ?? (handsFree ? undefined : tell('talk.free.off'));
  }

  #endAllHandsFree(guildId: string): void {
    for (const press of this.#presses.values()) {
      if (press.guildId !== guildId || !press.isHandsFree) continue;
      this.#parts.media.send({ type: 'closeEar', guildId, person: press.caller.userId });
    }
  }

  async #listen(request: TalkRequest, isSpoken: boolean, isHandsFree: boolean): Promise<void> {
    const { guildId, caller, answer, texts } = request;
    const press = new Press(isHandsFree, request, { ...this.#parts, captions: this.#captions });
    const key = keyOf(guildId, caller.userId);
    this.#presses.set(key, press);
    const open = {
      guildId,
      person: caller.userId,
      instruction: isHandsFree ? HANDS_FREE_INSTRUCTION : INSTRUCTION,
      tools: TOOLS,
      isSpoken,
      isHandsFree,
    };
    this.#parts.media.send({ type: 'openEar', ...open });
    press.told = press.opened.promise.then(async () => {
      if (this.#presses.get(key) !== press) return;
      if (isHandsFree) press.showNotice(this.#parts.channels.notices, false);
      await answer.whisper(texts.say(isHandsFree ? 'talk.free.listening' : 'talk.listening'));
    });
    await press.told;
  }

  #take(event: PersonEvent): void {
    const key = keyOf(event.guildId, event.person);
    const press = this.#presses.get(key) ?? this.#ended.get(key);
    if (press === undefined) return;
    switch (event.type) {
      case 'earOpened':
        press.opened.resolve();
        break;
      case 'toolCalled':
        press.call(event, this.#callerNow(press));
        break;
      case 'toolsCancelled':
        // What has been done stays done, and is told.
        break;
      case 'caption':
        press.caption(event.who, event.text);
        break;
      case 'turnTaken':
        this.#budget.spend(event.guildId, event.speechMs, this.#parts.clock.now());
        press.turnTaken();
        if (this.#budget.waitMs(event.guildId, this.#parts.clock.now()) > 0) {
          this.#endAllHandsFree(event.guildId);
        }
        break;
      case 'earClosed':
        if (press.endedMs === undefined) this.#end(press, event);
        break;
    }
  }

  #end(press: Press, { failure }: PersonEvent & { type: 'earClosed' }): void {
    const { caller, guildId } = press;
    const key = keyOf(guildId, caller.userId);
    const nowMs = this.#parts.clock.now();
    this.#presses.delete(key);
    for (const [each, { endedMs = nowMs }] of this.#ended) {
      if (nowMs - endedMs > AFTERWARDS_MS) this.#ended.delete(each);
    }
    this.#ended.set(key, press);
    const waitMs = press.isHandsFree ? this.#budget.waitMs(guildId, nowMs) : 0;
    press.end(nowMs, failure?.memberText ?? (waitMs > 0 ? usedUp(waitMs) : undefined));
    if (press.isHandsFree) press.showNotice(this.#parts.channels.notices, true);
  }

  #callerNow({ guildId, caller }: Press): Caller {
    const { djRoleId } = this.#parts.settings(guildId);
    return callerNow(this.#parts.client, caller, { guildId, djRoleId });
  }
}

function usedUp(waitMs: number): Told {
  return tell('talk.used-up', { minutes: Math.ceil(waitMs / MINUTE_MS) });
}

function keyOf(guildId: string, userId: string): string {
  return `${guildId} ${userId}`;
}
