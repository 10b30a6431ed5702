import type { Clock, Timer } from '../clock.ts';
import { endpoint } from '../lyria/endpoint.ts';
import { LyriaSocket } from '../lyria/LyriaSocket.ts';
import { createRedact } from '../redact/createRedact.ts';
import {
  activityEnd,
  activityStart,
  audioMessage,
  setupMessage,
  toolResponse,
} from './clientMessages.ts';
import { asLiveFailure, type LiveFailure, type LiveFailureCode, liveFailure } from './failure.ts';
import { OpenTurn } from './OpenTurn.ts';
import { type ReadLiveMessage, readMessage } from './readMessage.ts';
import type { LiveListener, LiveOptions } from './session.ts';

/** From the DNS query to `setupComplete`: half a second or less on a good day. */
export const SETUP_TIMEOUT_MS = 5_000;
/** From the end of what was said to any answer: the slowest seen of a service in order is 0.8 s. */
export const ANSWER_TIMEOUT_MS = 6_000;
/** From `interrupted`, whoever caused it, to more of the same session: some fall mute for good. */
export const MUTE_TIMEOUT_MS = 4_000;

/** What may be one machine's trouble: the next attempt most likely meets another. */
const PASSING: ReadonlySet<LiveFailureCode> = new Set(['live.outage', 'live.dropped']);

/**
 * One conversation of one speaker with the Live API, which begins to be set up at once. What is said
 * before it is ready, or while a tool call waits for its answer, is kept and sent then. A turn that
 * the service drops before it answered is said once more, to another session, by itself.
 */
export class LiveSession {
  readonly #options: LiveOptions;
  readonly #clock: Clock;
  readonly #listener: LiveListener;
  readonly #turn = new OpenTurn();
  /** Names of the tools called and not yet answered, by id. */
  readonly #calls = new Map<string, string>();
  readonly #seenCalls = new Set<string>();
  #socket: LyriaSocket | undefined;
  #watchdog: Timer | undefined;
  #stage: 'setting-up' | 'ready' | 'closed' = 'setting-up';
  #isRetried = false;
  /** The service wants to end the session as soon as nobody speaks. */
  #isLeaving = false;
  /** What still comes of a turn that was interrupted is not for anybody's ears. */
  #isStale = false;
  #isSpeaking = false;
  #heard = '';
  #said = '';

  constructor(options: LiveOptions, clock: Clock, listener: LiveListener) {
    this.#options = options;
    this.#clock = clock;
    this.#listener = listener;
    this.#connect();
  }

  /** The member begins to speak; what the DJ is saying ends. */
  beginTurn(): void {
    if (this.#stage === 'closed') return;
    this.#isStale = this.#isSpeaking;
    this.#heard = '';
    this.#rest();
    this.#turn.begin(activityStart);
    this.#flush();
  }

  /** 16 kHz mono, 16 bit, inside a turn; beyond 10 s that cannot be sent yet it is lost. */
  audio(pcm: Int16Array): void {
    if (this.#stage === 'closed') return;
    this.#turn.add(audioMessage(pcm), pcm.length);
    this.#flush();
  }

  endTurn(): void {
    if (this.#stage === 'closed') return;
    this.#turn.end(activityEnd);
    this.#isStale = false;
    this.#flush();
    this.#awaitAnswer();
  }

  /** Does nothing for a call that was cancelled, or answered before. */
  answerTool(id: string, response: Readonly<Record<string, unknown>>): void {
    const name = this.#calls.get(id);
    if (name === undefined || this.#stage !== 'ready') return;
    this.#calls.delete(id);
    this.#socket?.send(toolResponse(id, name, response));
    this.#flush();
  }

  /** `closed` is told at once; the socket takes up to a second more. */
  close(): void {
    this.#end(null);
  }

  #connect(): void {
    const { url, apiKey } = this.#options;
    const target = endpoint(url, apiKey === '' ? undefined : apiKey);
    if (!target.ok) {
      // The listener is never called from inside the constructor.
      const { failure } = target;
      this.#watchdog = this.#clock.after(0, () => this.#end(asLiveFailure(failure)));
      return;
    }
    this.#stage = 'setting-up';
    this.#isLeaving = false;
    const socket = new LyriaSocket({
      address: target.address,
      clock: this.#clock,
      redact: createRedact(target.secrets),
      onOpen: () => socket.send(setupMessage(this.#options)),
      onMessage: (bytes) => {
        if (this.#socket === socket) this.#receive(bytes);
      },
      onClosed: (failure) => {
        if (this.#socket === socket) this.#lost(asLiveFailure(failure));
      },
    });
    this.#socket = socket;
    const seconds = SETUP_TIMEOUT_MS / 1_000;
    const detail = `no set-up from ${target.host} within ${seconds} s.`;
    this.#watch(SETUP_TIMEOUT_MS, 'live.setup-timeout', detail);
  }

  #receive(bytes: Buffer): void {
    const message = readMessage(bytes);
    if (message === undefined) return;
    if (this.#stage === 'setting-up') {
      if (message.setupComplete === undefined) return;
      this.#stage = 'ready';
      this.#rest();
      this.#listener.ready();
      this.#flush();
      if (this.#turn.isWaitingForAnswer) this.#awaitAnswer();
    }
    for (const step of [
      () => this.#takeUsage(message),
      () => this.#takeCalls(message),
      () => this.#takeContent(message),
      () => this.#takeLeave(message),
    ]) {
      // A listener may close the session while it is told of several things.
      if (this.#stage === 'ready') step();
    }
  }

  #takeUsage({ usageMetadata }: ReadLiveMessage): void {
    if (usageMetadata === undefined) return;
    const { promptTokenCount: prompt, responseTokenCount: response } = usageMetadata;
    const total = usageMetadata.totalTokenCount ?? prompt + response;
    this.#listener.used({ prompt, response, total });
  }

  #takeCalls({ toolCall, toolCallCancellation }: ReadLiveMessage): void {
    for (const call of toolCall?.functionCalls ?? []) {
      if (call === null || this.#seenCalls.has(call.id)) continue;
      this.#seenCalls.add(call.id);
      this.#calls.set(call.id, call.name);
      this.#answered();
      this.#listener.toolCalled({ id: call.id, name: call.name, args: call.args });
    }
    const cancelled = (toolCallCancellation?.ids ?? []).filter((id) => id !== null);
    if (cancelled.length === 0) return;
    for (const id of cancelled) this.#calls.delete(id);
    this.#listener.toolsCancelled(cancelled);
    this.#flush();
  }

  #takeContent({ serverContent, speech }: ReadLiveMessage): void {
    if (serverContent === undefined) return;
    const { inputTranscription, outputTranscription, interrupted, turnComplete } = serverContent;
    if (inputTranscription !== undefined && inputTranscription.text !== '') {
      this.#heard += inputTranscription.text;
      this.#listener.heard(this.#heard.trim());
    }
    if (interrupted === true) this.#interrupted();
    if (!this.#isStale && outputTranscription !== undefined && outputTranscription.text !== '') {
      this.#answered();
      this.#said += outputTranscription.text;
      this.#listener.said(this.#said.trim());
    }
    for (const pcm of speech) {
      if (this.#isStale || pcm.length === 0) continue;
      this.#answered();
      this.#isSpeaking = true;
      this.#listener.speech(pcm);
    }
    if (turnComplete === true && this.#stage === 'ready') this.#turnComplete();
  }

  #interrupted(): void {
    this.#isStale = true;
    this.#isSpeaking = false;
    this.#said = '';
    this.#listener.interrupted();
    if (this.#turn.isOpen) return;
    const detail = `nothing more within ${MUTE_TIMEOUT_MS / 1_000} s of an interruption.`;
    this.#watch(MUTE_TIMEOUT_MS, 'live.no-answer', detail);
  }

  #turnComplete(): void {
    const wasStale = this.#isStale;
    this.#isStale = this.#turn.isOpen && this.#isStale;
    this.#isSpeaking = false;
    this.#said = '';
    // The end of a turn that was interrupted answers nothing that was said since.
    if (!wasStale) this.#answered();
    this.#listener.turnComplete();
    this.#flush();
    if (this.#isLeaving) this.#leave();
  }

  #takeLeave({ goAway }: ReadLiveMessage): void {
    if (goAway === undefined) return;
    this.#isLeaving = true;
    if (!this.#turn.isOpen && !this.#turn.isWaitingForAnswer && !this.#isSpeaking) this.#leave();
  }

  #leave(): void {
    if (this.#stage === 'ready') this.#end(liveFailure('live.session-limit', 'it said goAway.'));
  }

  /** The service is at work on what was said: that is not said again, and not waited for. */
  #answered(): void {
    this.#turn.answered();
    if (this.#stage === 'ready' && !this.#turn.isOpen) this.#rest();
  }

  /** Realtime input while a call is pending has ended sessions with 1008. */
  #flush(): void {
    if (this.#stage !== 'ready' || this.#calls.size > 0) return;
    for (const message of this.#turn.takeUnsent()) this.#socket?.send(message);
  }

  #awaitAnswer(): void {
    if (this.#stage !== 'ready' || this.#turn.isOpen) return;
    const detail = `nothing within ${ANSWER_TIMEOUT_MS / 1_000} s.`;
    this.#watch(ANSWER_TIMEOUT_MS, 'live.no-answer', detail);
  }

  #watch(ms: number, code: LiveFailureCode, detail: string): void {
    this.#watchdog?.cancel();
    this.#watchdog = this.#clock.after(ms, () => this.#end(liveFailure(code, detail)));
  }

  #rest(): void {
    // Before it is set up, that is what is waited for.
    if (this.#stage !== 'setting-up') this.#watchdog?.cancel();
  }

  #lost(failure: LiveFailure): void {
    if (!this.#isRetried && PASSING.has(failure.code) && this.#turn.canBeSaidAgain) {
      this.#isRetried = true;
      this.#turn.sayAgain();
      this.#calls.clear();
      this.#connect();
      return;
    }
    this.#end(failure);
  }

  #end(failure: LiveFailure | null): void {
    if (this.#stage === 'closed') return;
    this.#stage = 'closed';
    this.#watchdog?.cancel();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#turn.answered();
    socket?.close();
    this.#listener.closed(failure);
  }
}
