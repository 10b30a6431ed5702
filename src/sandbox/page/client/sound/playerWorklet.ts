import { FLAG_PAUSE, readSoundHeader, SOUND_HEADER_BYTES } from '../soundFrame.ts';
import { JitterBuffer, SAMPLE_RATE_HZ } from './JitterBuffer.ts';
import { type Incoming, PLAYER_NAME, type PlayerOrder, type PlayerReport } from './messages.ts';

const REPORT_EVERY_S = 0.1;

/** Plays what comes in through its port, in the audio thread, which nothing else holds up. */
class Player extends AudioWorkletProcessor {
  readonly #speakers = new Map<number, JitterBuffer>();
  #frames = 0;
  #reportAtS = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlayerOrder>) => {
      data.port.onmessage = (event: MessageEvent<Incoming>) => this.#take(event.data);
    };
  }

  override process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? [];
    if (left === undefined || right === undefined) return true;
    for (const buffer of this.#speakers.values()) buffer.pull(left, right);
    if (currentTime >= this.#reportAtS) this.#report();
    return true;
  }

  #take(incoming: Incoming): void {
    if (incoming === 'ended') {
      for (const buffer of this.#speakers.values()) buffer.clear();
      return;
    }
    const { speaker, flags, arrivedEpochMs } = readSoundHeader(new DataView(incoming));
    let buffer = this.#speakers.get(speaker);
    if (buffer === undefined) {
      buffer = new JitterBuffer();
      this.#speakers.set(speaker, buffer);
    }
    const paused = (flags & FLAG_PAUSE) !== 0;
    if (!paused) this.#frames += 1;
    buffer.push(new Int16Array(incoming, SOUND_HEADER_BYTES), arrivedEpochMs, paused);
  }

  #report(): void {
    this.#reportAtS = currentTime + REPORT_EVERY_S;
    const buffers = [...this.#speakers.values()];
    const heard = buffers.find(({ isPlaying }) => isPlaying) ?? buffers[0];
    const report: PlayerReport = {
      playing: heard?.isPlaying ?? false,
      bufferedMs: heard?.bufferedMs ?? 0,
      dropouts: buffers.reduce((sum, { dropouts }) => sum + dropouts, 0),
      playedS: (heard?.playedPairs ?? 0) / SAMPLE_RATE_HZ,
      contextTimeS: currentTime,
      arrivedEpochMs: heard?.playedArrivalEpochMs ?? null,
      frames: this.#frames,
    };
    this.port.postMessage(report);
  }
}

registerProcessor(PLAYER_NAME, Player);
