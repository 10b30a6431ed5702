import { SAMPLE_RATE } from '../audio/frame.ts';
import { type PcmFormat, Resampler } from '../audio/resample/Resampler.ts';
import { toStereo } from '../audio/toStereo.ts';
import type { ReadEvent } from './MessageReader.ts';
import type { LyriaEvent } from './session.ts';

/** What is converted in one turn of the event loop: 10 ms of sound take about 0.1 ms. */
const SLICE_PAIRS = 480;

type ForeignAudio = Extract<ReadEvent, { type: 'foreignAudio' }>;
type Waiting = LyriaEvent | ForeignAudio;

interface Conversion {
  readonly audio: ForeignAudio;
  readonly pcm: Int16Array;
  donePairs: number;
}

/**
 * Lets events through as they come, and audio of another format once it is converted: in slices, so
 * that the 20 ms path is not held up. The order stays.
 */
export class AudioStage {
  readonly #onEvent: (event: LyriaEvent) => void;
  #waiting: Waiting[] = [];
  #resampler: Resampler | undefined;
  #conversion: Conversion | undefined;
  #turn: NodeJS.Immediate | undefined;

  constructor(onEvent: (event: LyriaEvent) => void) {
    this.#onEvent = onEvent;
  }

  push(pushed: Waiting): void {
    const event = pushed.type === 'foreignAudio' ? asPlainMono(pushed) : pushed;
    if (event.type !== 'foreignAudio' && this.#turn === undefined) {
      this.#letThrough(event);
      return;
    }
    this.#waiting.push(event);
    this.#turn ??= setImmediate(() => this.#go());
  }

  /** Forgets what waits. */
  clear(): void {
    this.#waiting = [];
    this.#conversion = undefined;
    clearImmediate(this.#turn);
    this.#turn = undefined;
  }

  #go(): void {
    this.#turn = undefined;
    this.#step();
    if (this.#conversion === undefined && this.#waiting.length === 0) return;
    this.#turn ??= setImmediate(() => this.#go());
  }

  #step(): void {
    if (this.#conversion !== undefined) {
      this.#convert(this.#conversion);
      return;
    }
    const next = this.#waiting.shift();
    if (next?.type === 'foreignAudio') this.#conversion = this.#begin(next);
    else if (next !== undefined) this.#letThrough(next);
  }

  #begin(audio: ForeignAudio): Conversion {
    const tail = this.#isGoingOn(audio.format) ? undefined : this.#end();
    this.#resampler ??= new Resampler(audio.format);
    this.#resampler.push(audio.pcm);
    const tailPairs = tail === undefined ? 0 : tail.length >> 1;
    const pcm = new Int16Array(2 * (tailPairs + this.#resampler.availablePairs));
    if (tail !== undefined) pcm.set(tail);
    return { audio, pcm, donePairs: tailPairs };
  }

  #convert(conversion: Conversion): void {
    const { audio, pcm, donePairs } = conversion;
    const pairs = Math.min(SLICE_PAIRS, (pcm.length >> 1) - donePairs);
    this.#resampler?.pull(pcm, donePairs, pairs);
    conversion.donePairs += pairs;
    if (2 * conversion.donePairs < pcm.length) return;
    this.#conversion = undefined;
    if (pcm.length === 0) return;
    const { source } = audio;
    const chunk = source === undefined ? { pcm } : { pcm, source };
    this.#onEvent({ type: 'audio', chunk });
  }

  /** The documented format needs no filter; what one still holds comes before it. */
  #letThrough(event: LyriaEvent): void {
    if (event.type !== 'audio') {
      this.#onEvent(event);
      return;
    }
    const tail = this.#end();
    if (tail.length === 0) {
      this.#onEvent(event);
      return;
    }
    const pcm = new Int16Array(tail.length + event.chunk.pcm.length);
    pcm.set(tail);
    pcm.set(event.chunk.pcm, tail.length);
    this.#onEvent({ type: 'audio', chunk: { ...event.chunk, pcm } });
  }

  #isGoingOn(format: PcmFormat): boolean {
    const before = this.#resampler?.format;
    return before?.rate === format.rate && before.channels === format.channels;
  }

  /** What the filter holds back of a stream that does not go on: a millisecond or so. */
  #end(): Int16Array {
    const resampler = this.#resampler;
    this.#resampler = undefined;
    if (resampler === undefined) return new Int16Array(0);
    resampler.end();
    const tail = new Int16Array(2 * resampler.availablePairs);
    resampler.pull(tail, 0, tail.length >> 1);
    return tail;
  }
}

/** Mono at 48 kHz needs no filter. */
function asPlainMono(event: ForeignAudio): Waiting {
  const { format, source } = event;
  if (format.rate !== SAMPLE_RATE || format.channels !== 1) return event;
  const pcm = toStereo(event.pcm);
  return { type: 'audio', chunk: source === undefined ? { pcm } : { pcm, source } };
}
