import type { Clock } from '../../clock.ts';
import type { Failure } from '../../failure.ts';
import { LiveSession } from '../../live/LiveSession.ts';
import type { LiveListener, LiveOptions } from '../../live/session.ts';
import { talkFailure } from './failure.ts';

/** The Live API as this process reaches it. */
export interface LiveService extends Pick<LiveOptions, 'url' | 'apiKey' | 'model' | 'voice'> {
  /** Sessions at once, of all stations of a process. */
  readonly maxSessions: number;
}

/** What is used of a session. */
export type LivePort = Pick<
  LiveSession,
  'beginTurn' | 'audio' | 'endTurn' | 'answerTool' | 'close'
>;

export type OpenLive = (options: LiveOptions, clock: Clock, listener: LiveListener) => LivePort;

export type LiveWish = Pick<LiveOptions, 'instruction' | 'tools' | 'languageCode'>;

/** All Live sessions of this process: how many there are, and whether the service is to be left alone. */
export class LiveLine {
  readonly #service: LiveService | undefined;
  readonly #clock: Clock;
  readonly #open: OpenLive;
  #sessions = 0;
  #resting: { readonly untilMs: number; readonly failure: Failure } | undefined;

  /** @param service undefined: there is none to talk to */
  constructor(
    service: LiveService | undefined,
    clock: Clock,
    open: OpenLive = (...given) => new LiveSession(...given),
  ) {
    this.#service = service;
    this.#clock = clock;
    this.#open = open;
  }

  /** A new session, or why there is none. */
  open(
    wish: LiveWish,
    listener: LiveListener,
  ): { readonly session: LivePort } | { readonly failure: Failure } {
    if (this.#service === undefined) return { failure: talkFailure('talk.unavailable') };
    if (this.#resting !== undefined && this.#clock.now() < this.#resting.untilMs) {
      return { failure: this.#resting.failure };
    }
    const { maxSessions, ...service } = this.#service;
    if (this.#sessions >= maxSessions) return { failure: talkFailure('talk.full') };
    this.#sessions += 1;
    const session = this.#open({ ...service, ...wish }, this.#clock, {
      ready: () => listener.ready(),
      speech: (pcm) => listener.speech(pcm),
      interrupted: () => listener.interrupted(),
      turnComplete: () => listener.turnComplete(),
      heard: (text) => listener.heard(text),
      said: (text) => listener.said(text),
      toolCalled: (call) => listener.toolCalled(call),
      toolsCancelled: (ids) => listener.toolsCancelled(ids),
      used: (tokens) => listener.used(tokens),
      closed: (failure) => {
        this.#sessions -= 1;
        if (failure !== null && failure.restMs > 0) {
          this.#resting = { untilMs: this.#clock.now() + failure.restMs, failure };
        }
        listener.closed(failure);
      },
    });
    return { session };
  }
}
