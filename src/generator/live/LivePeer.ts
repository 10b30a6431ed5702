import { type RawData, WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import { clientMessageSchema } from '../../live/clientMessages.ts';
import { decodePcm } from '../../lyria/pcm.ts';
import { LiveAnswer } from './LiveAnswer.ts';
import type { LiveConditions } from './LiveConditions.ts';
import type { LiveRecord } from './LiveRecord.ts';
import type { Senses } from './Senses.ts';

/** Google's words; clients recognise them. */
const INVALID = 'Request contains an invalid argument.';
const NOT_ENABLED = 'Operation is not implemented, or supported, or enabled.';
const INTERNAL = 'Internal error encountered.';

type Setup = Extract<ReturnType<typeof clientMessageSchema.parse>, { setup: unknown }>['setup'];
type Realtime = Extract<
  ReturnType<typeof clientMessageSchema.parse>,
  { realtimeInput: unknown }
>['realtimeInput'];

/**
 * One client's session as the service holds it: set-up first and once, turns marked by the client (or
 * by `audioStreamEnd` where it leaves that to the service), an answer to each, an interruption by
 * whoever speaks meanwhile.
 */
export class LivePeer {
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #conditions: LiveConditions;
  readonly #record: LiveRecord;
  readonly #senses: Senses;
  #setup: Setup | undefined;
  #turn: Int16Array[] | undefined;
  #answer: LiveAnswer | undefined;
  #isMute = false;

  constructor(options: {
    readonly socket: WebSocket;
    readonly clock: Clock;
    readonly conditions: LiveConditions;
    readonly record: LiveRecord;
    readonly senses: Senses;
    readonly onClosed: () => void;
  }) {
    this.#socket = options.socket;
    this.#clock = options.clock;
    this.#conditions = options.conditions;
    this.#record = options.record;
    this.#senses = options.senses;
    this.#socket.on('message', (data) => this.#receive(data));
    // `close` follows every error.
    this.#socket.on('error', () => {});
    this.#socket.on('close', (code) => {
      this.#answer?.stop();
      this.#record.closed = { atMs: this.#clock.now(), code };
      options.onClosed();
    });
  }

  close(code: number, reason: string): void {
    this.#answer?.stop();
    this.#socket.close(code, reason);
  }

  #receive(data: RawData): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const message = clientMessageSchema.safeParse(parsed(data.toString()));
    if (!message.success) {
      this.close(1007, INVALID);
    } else if ('setup' in message.data) {
      if (this.#setup !== undefined) this.close(1007, INVALID);
      else this.#begin(message.data.setup);
    } else if (this.#setup === undefined) {
      this.close(1007, INVALID);
    } else if ('realtimeInput' in message.data) {
      this.#hear(message.data.realtimeInput, this.#setup);
    } else if ('toolResponse' in message.data) {
      for (const { id, response } of message.data.toolResponse.functionResponses) {
        this.#answer?.toolAnswered(id, response);
      }
    } else {
      const { turns, turnComplete } = message.data.clientContent;
      const text =
        turns
          .at(-1)
          ?.parts.map((part) => part.text ?? '')
          .join(' ') ?? '';
      if (turnComplete) this.#reply(text, 0);
    }
  }

  #begin(setup: Setup): void {
    const modalities = setup.generationConfig?.responseModalities ?? ['AUDIO'];
    if (!setup.model.startsWith('models/') || modalities.join() !== 'AUDIO') {
      this.close(1007, INVALID);
      return;
    }
    this.#setup = setup;
    const declared = setup.tools.flatMap((tool) => tool.functionDeclarations);
    this.#record.tools = declared.map(({ name }) => name);
    this.#record.instruction =
      setup.systemInstruction?.parts.map((part) => part.text ?? '').join('\n') ?? '';
    if (this.#conditions.has('no-setup')) return;
    this.#send({ setupComplete: { sessionId: `stand-in-${this.#record.id}` } });
  }

  #hear(input: Realtime, setup: Setup): void {
    const marked = setup.realtimeInputConfig?.automaticActivityDetection?.disabled === true;
    if (input.activityStart !== undefined && marked) {
      this.#interrupt();
      this.#turn = [];
    }
    for (const { data, mimeType } of [input.audio ?? [], input.mediaChunks ?? []].flat()) {
      if (this.#conditions.has('refuses-audio')) {
        this.close(1008, NOT_ENABLED);
        return;
      }
      // As with the service, sound of another format is dropped without a word.
      const decoded = decodePcm(Buffer.from(data), 1);
      if (!decoded.ok || !/^audio\/pcm;\s*rate=16000$/i.test(mimeType)) continue;
      this.#record.hear(decoded.pcm);
      if (!marked) this.#turn ??= [];
      this.#turn?.push(decoded.pcm);
    }
    if (input.text !== undefined) this.#reply(input.text, 0);
    const isEnd = marked ? input.activityEnd !== undefined : input.audioStreamEnd === true;
    if (!isEnd || this.#turn === undefined) return;
    const pcm = joined(this.#turn);
    this.#turn = undefined;
    this.#reply(pcm, pcm.length);
  }

  #reply(what: string | Int16Array, samples: number): void {
    this.#interrupt();
    if (this.#isMute || this.#conditions.has('no-answer')) return;
    if (this.#conditions.has('internal-error')) {
      this.close(1011, INTERNAL);
      return;
    }
    this.#answer = new LiveAnswer({
      what,
      turn: this.#record.begin(this.#clock.now(), samples),
      tools: this.#record.tools,
      needsName: /call you "DJ"/.test(this.#record.instruction),
      transcribes: {
        input: this.#setup?.inputAudioTranscription !== undefined,
        output: this.#setup?.outputAudioTranscription !== undefined,
      },
      clock: this.#clock,
      conditions: this.#conditions,
      senses: this.#senses,
      send: (message) => this.#send(message),
      sendRaw: (frame) => this.#socket.send(frame),
      breakOff: () => this.close(1011, INTERNAL),
    });
  }

  #interrupt(): void {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer === undefined || answer.isDone) return;
    answer.interrupt();
    if (this.#conditions.has('mute-after-interrupted')) this.#isMute = true;
  }

  /** JSON in binary frames, as the service sends it. */
  #send(message: object): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(Buffer.from(JSON.stringify(message)), { binary: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
