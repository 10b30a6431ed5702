import { RefusedError } from '../backend/RefusedError.ts';
import { SAMPLE_RATE_HZ } from './JitterBuffer.ts';
import { MICROPHONE_NAME } from './messages.ts';

/** Softer is the room, not somebody who speaks: 45 dB below full scale. */
const SPEECH_LEVEL = 10 ** (-45 / 20);
/** Blocks of 100 ms after the last loud one: a word ends softly. */
const HANGOVER_BLOCKS = 3;
const FULL_SCALE = 32_767;

/** Passes on what somebody says into the browser's microphone, and nothing while they do not. */
export class Microphone {
  readonly #send: (pcm: Int16Array) => void;
  #running: { readonly context: AudioContext; readonly stream: MediaStream } | undefined;
  /** The block before the first loud one: a word begins softly, and a start is as long as two. */
  #before: Float32Array | undefined;
  #left = 0;

  /** @param send 48 kHz mono */
  constructor(send: (pcm: Int16Array) => void) {
    this.#send = send;
  }

  /** Has to be called from a click or key. @throws RefusedError where there is none to be had */
  async start(): Promise<void> {
    if (this.#running !== undefined) return;
    const stream = await openStream();
    const context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ });
    this.#running = { context, stream };
    await context.audioWorklet.addModule('/sound/microphoneWorklet.ts');
    const recorder = new AudioWorkletNode(context, MICROPHONE_NAME, { numberOfOutputs: 0 });
    recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => this.#take(data);
    context.createMediaStreamSource(stream).connect(recorder);
  }

  stop(): void {
    const running = this.#running;
    this.#running = undefined;
    this.#before = undefined;
    this.#left = 0;
    for (const track of running?.stream.getTracks() ?? []) track.stop();
    void running?.context.close();
  }

  #take(block: Float32Array): void {
    if (this.#running === undefined) return;
    const isLoud = levelOf(block) > SPEECH_LEVEL;
    if (isLoud && this.#left === 0 && this.#before !== undefined) this.#send(toPcm(this.#before));
    this.#left = isLoud ? HANGOVER_BLOCKS : Math.max(0, this.#left - 1);
    if (this.#left > 0) this.#send(toPcm(block));
    this.#before = this.#left > 0 ? undefined : block;
  }
}

async function openStream(): Promise<MediaStream> {
  const sound = { channelCount: 1, echoCancellation: true, noiseSuppression: true };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: sound });
  } catch {
    const why = 'The browser gives this page no microphone: allow it, or plug one in.';
    throw new RefusedError('microphone.none', why);
  }
}

function levelOf(block: Float32Array): number {
  let sum = 0;
  for (const sample of block) sum += sample * sample;
  return Math.sqrt(sum / block.length);
}

function toPcm(block: Float32Array): Int16Array {
  return Int16Array.from(block, (sample) =>
    Math.round(FULL_SCALE * Math.max(-1, Math.min(1, sample))),
  );
}
