import type { Clock } from '../../clock.ts';
import { SPOKEN_RATE } from '../../live/session.ts';
import type { LiveConditions } from './LiveConditions.ts';
import type { LiveTurnRecord } from './LiveRecord.ts';
import { think } from './mind.ts';
import type { Senses } from './Senses.ts';

/** A piece of speech, and how often one comes: four times as fast as it is spoken. */
const CHUNK_MS = 100;
const CHUNK_EVERY_MS = 25;
/** How much slower the first sound is with `slow-audio`. */
const SLOW_AUDIO_MS = 3_000;
/** How long a tool may take. */
const TOOL_TIMEOUT_MS = 10_000;
/** As the service counts them. */
const TOKENS_PER_SECOND = 25;
const INSTRUCTION_TOKENS = 400;
const SAMPLES_PER_SECOND = 16_000;

const NOT_UNDERSTOOD = 'I did not get that.';
/** What it says instead, and does nothing. */
const DEAF = {
  'not-yet': 'My ears are not ready yet. Ask me again in ten seconds.',
  missing: 'I cannot hear: the speech synthesiser that my ears come with is not installed here.',
} as const;

interface LiveAnswerOptions {
  /** 16 kHz mono, or what was typed. */
  readonly what: string | Int16Array;
  readonly turn: LiveTurnRecord;
  readonly tools: readonly string[];
  /** Whether it hears more than what is for it, and answers to its name only. */
  readonly needsName: boolean;
  readonly transcribes: { readonly input: boolean; readonly output: boolean };
  readonly clock: Clock;
  readonly conditions: LiveConditions;
  readonly senses: Senses;
  send(message: object): void;
  sendRaw(frame: string | Buffer): void;
  breakOff(): void;
}

let calls = 0;

/** The answer to one turn: hears, thinks, calls tools, and speaks. Ends early when it is stopped. */
export class LiveAnswer {
  readonly #options: LiveAnswerOptions;
  readonly #results = new Map<string, PromiseWithResolvers<Readonly<Record<string, unknown>>>>();
  #state: 'running' | 'done' | 'stopped' = 'running';
  #late: readonly object[] = [];

  constructor(options: LiveAnswerOptions) {
    this.#options = options;
    // What its senses throw leaves the turn without an answer, as a service does now and then.
    this.#run().catch(() => this.stop());
  }

  get isDone(): boolean {
    return this.#state !== 'running';
  }

  toolAnswered(id: string, response: Readonly<Record<string, unknown>>): void {
    this.#results.get(id)?.resolve(response);
  }

  /** Somebody speaks meanwhile. */
  interrupt(): void {
    if (this.isDone) return;
    this.stop();
    const { send, conditions } = this.#options;
    const ids = [...this.#results.keys()];
    if (ids.length > 0) send({ toolCallCancellation: { ids } });
    send({ serverContent: { interrupted: true } });
    if (conditions.has('late-chunks')) for (const chunk of this.#late) send(chunk);
    send({ serverContent: { turnComplete: true } });
  }

  /** Nobody is there any more. */
  stop(): void {
    if (this.#state === 'running') this.#state = 'stopped';
    for (const result of this.#results.values()) result.resolve({});
  }

  async #run(): Promise<void> {
    const { what, turn, clock, conditions, senses, send, transcribes } = this.#options;
    const { thinkMs } = conditions.state;
    const heard = typeof what === 'string' ? what : await senses.hear(what);
    if (typeof heard === 'string') turn.understood = heard;
    await this.#until(turn.endedAtMs + thinkMs);
    if (this.isDone) return;
    if (conditions.has('garbage')) this.#sendGarbage();
    if (typeof heard !== 'string') {
      await this.#say(DEAF[heard.deaf]);
      return;
    }
    if (transcribes.input && heard !== '') {
      send({ serverContent: { inputTranscription: { text: heard } } });
    }
    if (this.#options.needsName && !/^(?:hey )?dj\b/.test(heard)) {
      // As the service does with what is not for it.
      this.#state = 'done';
      send({ serverContent: { turnComplete: true }, usageMetadata: this.#usage(0) });
      return;
    }
    const thoughts = think(heard, new Set(this.#options.tools));
    turn.calls = thoughts;
    const messages: string[] = [];
    if (thoughts.length > 0) turn.calledAtMs = clock.now();
    for (const { name, args } of thoughts) {
      const { message } = await this.#call(name, args);
      if (this.isDone) return;
      if (typeof message === 'string') messages.push(message);
    }
    await this.#say(thoughts.length === 0 ? NOT_UNDERSTOOD : messages.join(' '));
  }

  async #call(name: string, args: object): Promise<Readonly<Record<string, unknown>>> {
    const { send, clock, conditions } = this.#options;
    calls += 1;
    const id = `call-${calls}`;
    const result = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    this.#results.set(id, result);
    const call = { id, name, args };
    send({ toolCall: { functionCalls: [call] } });
    if (conditions.has('duplicate-calls')) {
      send({ toolCall: { functionCalls: [call, { ...call, id: `${id}-again` }] } });
    }
    if (conditions.has('cancelled-call')) {
      send({ toolCallCancellation: { ids: [id] } });
      result.resolve({});
    }
    const timer = clock.after(TOOL_TIMEOUT_MS, () => result.resolve({}));
    const response = await result.promise;
    timer.cancel();
    this.#results.delete(id);
    return response;
  }

  async #say(text: string): Promise<void> {
    const { turn, clock, conditions, senses, send, transcribes } = this.#options;
    const rate = conditions.has('wrong-rate') ? SAMPLES_PER_SECOND : SPOKEN_RATE;
    const pcm = await senses.speak(text, rate);
    turn.said = text;
    if (conditions.has('slow-audio')) await this.#until(clock.now() + SLOW_AUDIO_MS);
    const size = (rate * CHUNK_MS) / 1_000;
    const pieces = Math.max(1, Math.ceil(pcm.length / size));
    for (let piece = 0; piece < pieces && !this.isDone; piece += 1) {
      const chunk = audioMessage(pcm.subarray(piece * size, (piece + 1) * size), rate);
      turn.firstAudioAtMs ??= clock.now();
      send(chunk);
      this.#late = [chunk, chunk];
      const spoken = part(text, piece, pieces);
      if (transcribes.output && spoken !== '') {
        send({ serverContent: { outputTranscription: { text: spoken } } });
      }
      if (piece === Math.floor(pieces / 2)) this.#misbehave();
      await this.#until(clock.now() + CHUNK_EVERY_MS);
    }
    if (this.isDone) return;
    this.#state = 'done';
    send({ serverContent: { generationComplete: true } });
    send({ serverContent: { turnComplete: true }, usageMetadata: this.#usage(pcm.length / rate) });
  }

  #misbehave(): void {
    const { conditions, send, breakOff } = this.#options;
    if (conditions.has('breaks-off')) breakOff();
    if (conditions.has('go-away')) send({ goAway: { timeLeft: '10s' } });
    if (conditions.has('phantom-interrupted')) {
      this.stop();
      send({ serverContent: { interrupted: true } });
    }
  }

  #sendGarbage(): void {
    const { sendRaw, send } = this.#options;
    sendRaw('{"serverContent":');
    sendRaw(Buffer.from([0xc3, 0x28, 0x00, 0xff]));
    send({ serverContent: { modelTurn: { parts: [{ inlineData: { data: '%%%' } }, 7] } } });
    send({ toolCall: { functionCalls: 'none' }, somethingNew: {} });
  }

  #usage(spokenSeconds: number): object {
    const { samples } = this.#options.turn;
    const heard = Math.round((samples / SAMPLES_PER_SECOND) * TOKENS_PER_SECOND);
    const promptTokenCount = INSTRUCTION_TOKENS + heard;
    const responseTokenCount = Math.round(spokenSeconds * TOKENS_PER_SECOND);
    return {
      promptTokenCount,
      responseTokenCount,
      totalTokenCount: promptTokenCount + responseTokenCount,
    };
  }

  #until(atMs: number): Promise<void> {
    const { clock } = this.#options;
    const waitMs = atMs - clock.now();
    if (waitMs <= 0) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    clock.after(waitMs, resolve);
    return promise;
  }
}

function audioMessage(pcm: Int16Array, rate: number): object {
  const data = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
  const mimeType = `audio/pcm;rate=${rate}`;
  return { serverContent: { modelTurn: { parts: [{ inlineData: { mimeType, data } }] } } };
}

/** The words that are spoken in one of so many pieces. */
function part(text: string, piece: number, pieces: number): string {
  const words = text.split(/(?<= )/);
  const upTo = (count: number): number => Math.ceil((words.length * count) / pieces);
  return words.slice(upTo(piece), upTo(piece + 1)).join('');
}
