import type { Timer } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import type { LiveFailure } from '../../live/failure.ts';
import type { LiveListener, LiveTokens, LiveToolCall } from '../../live/session.ts';
import type { TalkNews } from '../protocol.ts';
import { Ear, type EarParts } from './Ear.ts';
import { talkFailure } from './failure.ts';
import type { LivePort } from './LiveLine.ts';

/** The music stays down for so long after the last word, for an answer; most come within one. */
const AWAITED_MS = 2_000;
/** The session stays for another press for so long, and as old as this at most: each turn bills the whole of it. */
const LINGER_MS = 20_000;
const MOST_MS = 120_000;

export interface ConversationParts extends EarParts {
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

const NO_TOKENS: LiveTokens = { prompt: 0, response: 0, total: 0 };

/**
 * One member's talk with the DJ: a Live session, and the presses that use it. A press opens the ear for
 * one thing they say; what they said goes to the session as one turn, and the reply over the music.
 * Hands-free the ear stays open: each thing they say is a turn, in a session that begins with the first
 * and ends after the last for a while. What the service does not answer was not meant for it, and is not told.
 */
export class Conversation implements LiveListener {
  readonly isHandsFree: boolean;
  readonly #parts: ConversationParts;
  /** When the session began. */
  #openedMs = 0;
  #session: LivePort | undefined;
  #ear: Ear | undefined;
  /** A press has not had its `earClosed` yet. */
  #isPressed = false;
  #isSpoken = true;
  /** Something of the last turn is still to come. */
  #isAwaiting = false;
  /** It was broken into, and the service may still say that it is over. */
  #owesOldEnd = false;
  /** What the last turn of the service still brings is for nobody. */
  #isStale = false;
  #hasAnswered = false;
  #hasCalled = false;
  #speechMs = 0;
  /** When the last word was said. */
  #spokenMs = 0;
  #firstSoundMs: number | null = null;
  #tokens = NO_TOKENS;
  #heard = '';
  #said = '';
  #awaited: Timer | undefined;
  #linger: Timer | undefined;
  #isOver = false;

  constructor(isHandsFree: boolean, parts: ConversationParts) {
    this.isHandsFree = isHandsFree;
    this.#parts = parts;
  }

  /** Whether nobody waits for anything: it may give its place to somebody else. */
  get isIdle(): boolean {
    return !this.#isPressed;
  }

  /** Opens the member's ear. @param isSpoken whether the reply is to be heard, or only read */
  press(isSpoken: boolean): void {
    this.#isSpoken = isSpoken;
    if (this.#ear !== undefined) return;
    if (this.#isPressed) this.#closeEar();
    this.#isPressed = true;
    if (!this.isHandsFree) {
      const failure = this.#open();
      if (failure !== undefined) {
        this.#over(failure);
        return;
      }
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
    this.#tellTurn();
    if (this.#ear === undefined) this.#closeEar();
  }

  /** What has been said and answered: final, and to be paid for. */
  #tellTurn(): void {
    if (this.#heard !== '' && this.#isTold) this.#caption('member', this.#heard, true);
    if (this.#said !== '') this.#caption('dj', this.#said, true);
    this.#parts.tell({
      type: 'turnTaken',
      speechMs: Math.round(this.#speechMs),
      firstSoundMs: this.#firstSoundMs === null ? null : Math.round(this.#firstSoundMs),
      tokens: this.#tokens,
    });
    this.#tokens = NO_TOKENS;
    this.#speechMs = 0;
  }

  heard(text: string): void {
    this.#heard = text;
    if (this.#isTold) this.#caption('member', text, false);
  }

  said(text: string): void {
    if (this.#isStale) return;
    this.#hasAnswered = true;
    this.#said = text;
    this.#caption('dj', text, false);
  }

  toolCalled({ id, name, args }: LiveToolCall): void {
    this.#hasCalled = true;
    if (this.isHandsFree && !this.#isAwaiting && this.#ear?.isTurn !== true) {
      // Later than the turn that it belongs to: told as one more.
      this.#isAwaiting = true;
      this.#said = '';
    }
    if (this.isHandsFree && this.#heard !== '') this.#caption('member', this.#heard, false);
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

  closed(failure: LiveFailure | null): void {
    this.#session = undefined;
    // A service that stays silent for so long, or fails for a moment, may be heard at the next word.
    if (this.isHandsFree && (failure === null || failure.restMs === 0)) this.#sessionEnded();
    else this.#over(failure ?? undefined);
  }

  /** Whether others may learn what was understood: what is said beside the DJ is nobody's. */
  get #isTold(): boolean {
    return !this.isHandsFree || this.#hasAnswered || this.#hasCalled;
  }

  /** @returns why there is no session, if there is none */
  #open(): Failure | undefined {
    if (this.#session !== undefined) return undefined;
    const opened = this.#parts.open(this);
    if ('failure' in opened) return opened.failure;
    this.#session = opened.session;
    this.#openedMs = this.#parts.clock.now();
    return undefined;
  }

  #listen(): void {
    const { voice } = this.#parts;
    this.#ear = new Ear(this.#parts, this.isHandsFree, {
      stirred: () => {
        if (this.isHandsFree) return;
        voice.memberTalks(true);
        // At once, without waiting for the service: it may be a second behind.
        this.#breakIn();
      },
      calmed: () => {
        if (this.isHandsFree) return;
        this.#isStale = false;
        voice.memberTalks(false);
      },
      turnBegan: (heard) => this.#turnBegan(heard),
      turnSound: (pcm) => this.#session?.audio(pcm),
      turnEnded: (speechMs, agoMs) => this.#turnEnded(speechMs, agoMs),
      waitedInVain: (hasHeard) => this.#giveUp(hasHeard ? undefined : talkFailure('talk.unheard')),
      unreadable: () => this.#giveUp(talkFailure('talk.unreadable')),
    });
  }

  #breakIn(): void {
    this.#parts.voice.hush();
    this.#isStale = true;
  }

  #turnBegan(heard: readonly Int16Array[]): void {
    const failure = this.#open();
    if (failure !== undefined) {
      // With all places taken it is not heard; what else is wrong is going to last.
      if (failure.code === 'talk.full') this.#ear?.cutOff();
      else this.#over(failure);
      return;
    }
    this.#linger?.cancel();
    if (this.isHandsFree) this.#breakIn();
    // Hands-free one thing follows another, and what was not answered is paid for all the same.
    if (this.isHandsFree && this.#isAwaiting) this.#tellTurn();
    this.#owesOldEnd = this.#isAwaiting;
    this.#isAwaiting = false;
    this.#heard = '';
    this.#hasCalled = false;
    this.#session?.beginTurn();
    for (const pcm of heard) this.#session?.audio(pcm);
  }

  #turnEnded(speechMs: number, agoMs: number): void {
    const { clock, voice } = this.#parts;
    this.#isStale = false;
    if (!this.isHandsFree) this.#stopListening();
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
    if (this.isHandsFree) this.#over(failure);
    else {
      this.#stopListening();
      this.#closeEar(failure);
    }
  }

  #stopListening(): void {
    const ear = this.#ear;
    this.#ear = undefined;
    ear?.close();
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

  /** From now on it may end, unless there is more to say. */
  #rest(): void {
    const { clock } = this.#parts;
    this.#awaited?.cancel();
    this.#parts.voice.memberTalks(false);
    if (this.#isOver || (this.#ear !== undefined && !this.isHandsFree)) return;
    this.#linger?.cancel();
    const leftMs = Math.min(LINGER_MS, this.#openedMs + MOST_MS - clock.now());
    this.#linger = clock.after(leftMs, () => {
      if (this.isHandsFree) this.#session?.close();
      else this.close();
    });
  }

  /** Hands-free: the next word begins another. What came of the last turn is told all the same. */
  #sessionEnded(): void {
    if (this.#isOver) return;
    this.#linger?.cancel();
    this.#parts.voice.said();
    this.#ear?.cutOff();
    if (this.#isAwaiting) this.#tellTurn();
    this.#isAwaiting = false;
    this.#owesOldEnd = false;
    this.#hasCalled = false;
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
