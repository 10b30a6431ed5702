import type { Clock, Timer } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import type { LiveListener, LiveTokens, LiveToolCall } from '../../live/session.ts';
import type { PacketListener } from '../../voice/receive/guardReceive.ts';
import type { VoiceDecoder } from '../../voice/receive/opusDecoder.ts';
import { SpeakerInput, TURN_END_MS } from '../../voice/receive/SpeakerInput.ts';
import type { TalkNews } from '../protocol.ts';
import { talkFailure } from './failure.ts';
import type { LivePort } from './LiveLine.ts';

/** From the press on: longer than anybody asks for music. */
const LISTEN_MS = 15_000;
/** A cough or a click is no turn, and the service falls silent over such. */
const LEAST_SPEECH_MS = 300;
/** Packets come and none can be decrypted for so long: it will not get better by itself. */
const UNREADABLE_MS = 3_000;
/** The music stays down for so long after the last word, for an answer; most come within one. */
const AWAITED_MS = 2_000;
/** The session stays for another press for so long, and as old as this at most: each turn bills the whole of it. */
const LINGER_MS = 20_000;
const MOST_MS = 120_000;

export interface ConversationParts {
  readonly clock: Clock;
  /** Hears the member until the returned function is called. */
  readonly listen: (listener: PacketListener) => () => void;
  readonly createDecoder: () => VoiceDecoder;
  /** The DJ's voice, for this member's replies. */
  readonly voice: {
    memberTalks(talks: boolean): void;
    say(pcm: Int16Array): void;
    said(): void;
    hush(): void;
  };
  /** Opens the session, or says why not. */
  readonly open: (listener: LiveListener) => { session: LivePort } | { failure: Failure };
  readonly tell: (news: TalkNews) => void;
  /** The session has ended. */
  readonly onOver: () => void;
}

/** What has been said since a press, while somebody is listened to. */
interface Listening {
  readonly input: SpeakerInput;
  readonly stop: () => void;
  readonly window: Timer;
}

const NO_TOKENS: LiveTokens = { prompt: 0, response: 0, total: 0 };

/**
 * One member's talk with the DJ: a Live session, and the presses that use it. A press opens the ear for
 * one thing they say; what they said goes to the session as one turn, and the reply over the music.
 */
export class Conversation implements LiveListener {
  readonly #parts: ConversationParts;
  readonly #openedMs: number;
  #session: LivePort | undefined;
  #listening: Listening | undefined;
  /** A press has not had its `earClosed` yet. */
  #isPressed = false;
  #isSpoken = true;
  /** Of what is being said: not yet long enough to be a turn. */
  #pending: Int16Array[] = [];
  #isTurn = false;
  /** Something of the last turn is still to come. */
  #isAwaiting = false;
  /** It was broken into, and the service may still say that it is over. */
  #owesOldEnd = false;
  /** What the last turn of the service still brings is for nobody. */
  #isStale = false;
  #hasAnswered = false;
  #speechMs = 0;
  /** When the last word was said. */
  #spokenMs = 0;
  #firstSoundMs: number | null = null;
  #tokens = NO_TOKENS;
  #heard = '';
  #said = '';
  #awaited: Timer | undefined;
  #linger: Timer | undefined;
  #unreadableSinceMs: number | undefined;
  #isOver = false;

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#openedMs = parts.clock.now();
  }

  /** Whether nobody waits for anything: it may give its place to somebody else. */
  get isIdle(): boolean {
    return !this.#isPressed;
  }

  /** Opens the member's ear. @param isSpoken whether the reply is to be heard, or only read */
  press(isSpoken: boolean): void {
    this.#isSpoken = isSpoken;
    if (this.#listening !== undefined) return;
    if (this.#isPressed) this.#closeEar();
    this.#isPressed = true;
    if (this.#session === undefined) {
      const opened = this.#parts.open(this);
      if ('failure' in opened) {
        this.#over(opened.failure);
        return;
      }
      this.#session = opened.session;
    }
    this.#linger?.cancel();
    this.#listen();
    this.#parts.tell({ type: 'earOpened' });
  }

  answerTool(id: string, response: Readonly<Record<string, unknown>>): void {
    this.#session?.answerTool(id, response);
  }

  /** Ends it. What is being said is not sent, what is being answered not heard. */
  close(): void {
    this.#over(undefined);
  }

  ready(): void {}

  speech(pcm: Int16Array): void {
    if (this.#isStale) return;
    this.#firstSoundMs ??= this.#parts.clock.now() - this.#spokenMs;
    this.#answered();
    if (this.#isSpoken) this.#parts.voice.say(pcm);
  }

  interrupted(): void {
    this.#parts.voice.hush();
  }

  turnComplete(): void {
    this.#parts.voice.said();
    // The end of a turn that was broken into says nothing of the one that came in its place.
    const isOld = this.#owesOldEnd && !this.#hasAnswered;
    this.#owesOldEnd = false;
    if (isOld || !this.#isAwaiting) return;
    this.#isAwaiting = false;
    this.#rest();
    if (this.#heard !== '') this.#caption('member', this.#heard, true);
    if (this.#said !== '') this.#caption('dj', this.#said, true);
    this.#parts.tell({
      type: 'turnTaken',
      speechMs: Math.round(this.#speechMs),
      firstSoundMs: this.#firstSoundMs === null ? null : Math.round(this.#firstSoundMs),
      tokens: this.#tokens,
    });
    this.#tokens = NO_TOKENS;
    if (this.#listening === undefined) this.#closeEar();
  }

  heard(text: string): void {
    this.#heard = text;
    this.#caption('member', text, false);
  }

  said(text: string): void {
    if (this.#isStale) return;
    this.#hasAnswered = true;
    this.#said = text;
    this.#caption('dj', text, false);
  }

  toolCalled({ id, name, args }: LiveToolCall): void {
    this.#parts.tell({ type: 'toolCalled', id, name, args });
  }

  toolsCancelled(ids: readonly string[]): void {
    this.#parts.tell({ type: 'toolsCancelled', ids });
  }

  used({ prompt, response, total }: LiveTokens): void {
    const sum = this.#tokens;
    this.#tokens = {
      prompt: sum.prompt + prompt,
      response: sum.response + response,
      total: sum.total + total,
    };
  }

  closed(failure: Failure | null): void {
    this.#session = undefined;
    this.#over(failure ?? undefined);
  }

  #listen(): void {
    const { clock, createDecoder } = this.#parts;
    this.#unreadableSinceMs = undefined;
    let hasHeard = false;
    const input = new SpeakerInput(clock, createDecoder(), {
      began: () => this.#began(),
      sound: (pcm) => this.#sound(pcm),
      ended: (speechMs) => this.#ended(speechMs, TURN_END_MS),
    });
    const stop = this.#parts.listen({
      packet: (packet) => {
        hasHeard = true;
        input.add(packet);
      },
      unreadable: () => {
        if (!hasHeard) this.#unreadable();
      },
    });
    const window = clock.after(LISTEN_MS, () => {
      if (this.#isTurn) this.#ended(input.speechMs, 0);
      else this.#giveUp(hasHeard ? undefined : talkFailure('talk.unheard'));
    });
    this.#listening = { input, stop, window };
  }

  #unreadable(): void {
    const nowMs = this.#parts.clock.now();
    this.#unreadableSinceMs ??= nowMs;
    if (nowMs - this.#unreadableSinceMs < UNREADABLE_MS) return;
    this.#giveUp(talkFailure('talk.unreadable'));
  }

  #began(): void {
    const { voice } = this.#parts;
    voice.memberTalks(true);
    // At once, without waiting for the service: it may be a second behind.
    voice.hush();
    this.#isStale = true;
  }

  #sound(pcm: Int16Array): void {
    if (this.#isTurn) {
      this.#session?.audio(pcm);
      return;
    }
    this.#pending.push(pcm);
    if ((this.#listening?.input.speechMs ?? 0) < LEAST_SPEECH_MS) return;
    this.#isTurn = true;
    this.#owesOldEnd = this.#isAwaiting;
    this.#isAwaiting = false;
    this.#heard = '';
    this.#session?.beginTurn();
    for (const each of this.#pending) this.#session?.audio(each);
    this.#pending = [];
  }

  /** @param agoMs how long ago the last word was */
  #ended(speechMs: number, agoMs: number): void {
    const { clock, voice } = this.#parts;
    this.#isStale = false;
    if (!this.#isTurn) {
      // Too short to mean anything: the ear stays open for what does.
      this.#pending = [];
      voice.memberTalks(false);
      return;
    }
    this.#stopListening();
    this.#isTurn = false;
    this.#isAwaiting = true;
    this.#hasAnswered = false;
    this.#firstSoundMs = null;
    this.#said = '';
    this.#speechMs = speechMs;
    this.#spokenMs = clock.now() - agoMs;
    this.#awaited?.cancel();
    this.#awaited = clock.after(AWAITED_MS, () => voice.memberTalks(false));
    this.#session?.endTurn();
  }

  #answered(): void {
    this.#hasAnswered = true;
    this.#awaited?.cancel();
    this.#awaited = undefined;
    this.#parts.voice.memberTalks(false);
  }

  /** The ear closes with nothing to send; the session stays a while. */
  #giveUp(failure: Failure | undefined): void {
    this.#stopListening();
    this.#pending = [];
    this.#closeEar(failure);
  }

  #stopListening(): void {
    const listening = this.#listening;
    this.#listening = undefined;
    listening?.window.cancel();
    listening?.stop();
    listening?.input.close();
  }

  #closeEar(failure?: Failure): void {
    if (!this.#isPressed) return;
    this.#isPressed = false;
    this.#parts.voice.memberTalks(false);
    this.#parts.tell({
      type: 'earClosed',
      // Only what the control side knows of failures: no more crosses the border.
      ...(failure !== undefined && {
        failure: {
          code: failure.code,
          memberText: failure.memberText,
          operatorText: failure.operatorText,
        },
      }),
    });
    this.#rest();
  }

  /** From now on it may end, unless another press comes. */
  #rest(): void {
    const { clock } = this.#parts;
    this.#awaited?.cancel();
    this.#parts.voice.memberTalks(false);
    if (this.#listening !== undefined || this.#isOver) return;
    this.#linger?.cancel();
    const leftMs = Math.min(LINGER_MS, this.#openedMs + MOST_MS - clock.now());
    this.#linger = clock.after(leftMs, () => this.close());
  }

  #over(failure: Failure | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopListening();
    this.#closeEar(failure);
    this.#awaited?.cancel();
    this.#linger?.cancel();
    // What the DJ has begun to say is said to its end, unless it was told to stop.
    if (failure === undefined) this.#parts.voice.hush();
    else this.#parts.voice.said();
    const session = this.#session;
    this.#session = undefined;
    session?.close();
    this.#parts.onOver();
  }

  #caption(who: 'member' | 'dj', text: string, isFinal: boolean): void {
    this.#parts.tell({ type: 'caption', who, text, isFinal });
  }
}
