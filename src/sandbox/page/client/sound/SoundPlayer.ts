import type { Sound, SoundFigures, SoundState } from '../contract.ts';
import { drawScope } from './drawScope.ts';
import { SAMPLE_RATE_HZ } from './JitterBuffer.ts';
import { PLAYER_NAME, type PlayerOrder, type PlayerReport, type WorkerOrder } from './messages.ts';
import { soundStateOf } from './soundStateOf.ts';

const MS_PER_S = 1_000;
/** 85 ms of sound: the spectrum reaches down to the lowest bass, and the level keeps up. */
const ANALYSER_SAMPLES = 4_096;
/** Below is what nobody hears: far under the softest music, and over the noise of arithmetic. */
const SILENCE_DBFS = -80;

interface Running {
  readonly context: AudioContext;
  readonly analyser: AnalyserNode;
  readonly gain: GainNode;
  readonly worker: Worker;
}

const NOTHING_YET: PlayerReport = {
  playing: false,
  bufferedMs: 0,
  dropouts: 0,
  playedS: 0,
  contextTimeS: 0,
  arrivedEpochMs: null,
  frames: 0,
};

/** Plays what the page's person hears, and measures how well. */
export class SoundPlayer implements Sound {
  readonly #onState: (state: SoundState) => void;
  readonly #samples = new Float32Array(ANALYSER_SAMPLES);
  #running: Running | undefined;
  #starting: Promise<void> | undefined;
  #seatId: string | undefined;
  #state: SoundState = 'off';
  #report = NOTHING_YET;
  #lastPacketMs = Number.NEGATIVE_INFINITY;
  #lastSoundMs = Number.NEGATIVE_INFINITY;
  #latencyMs = 0;
  #volume = 1;

  constructor(onState: (state: SoundState) => void) {
    this.#onState = onState;
  }

  get state(): SoundState {
    return this.#state;
  }

  get figures(): SoundFigures {
    const { bufferedMs, dropouts, playedS } = this.#report;
    return { levelDbfs: this.#level(), latencyMs: this.#latencyMs, bufferedMs, dropouts, playedS };
  }

  get volume(): number {
    return this.#volume;
  }

  set volume(volume: number) {
    this.#volume = Math.min(1, Math.max(0, volume));
    if (this.#running !== undefined) this.#running.gain.gain.value = this.#volume;
  }

  /** Whose sound is played; undefined while the person hears nothing. */
  follow(seatId: string | undefined): void {
    this.#seatId = seatId;
    this.#listen();
    // Where somebody has touched the page already, sound may begin by itself.
    if (seatId !== undefined && navigator.userActivation.hasBeenActive) void this.start();
    this.#update();
  }

  async start(): Promise<void> {
    if (this.#running?.context.state === 'running') return;
    if (this.#running === undefined) {
      this.#starting ??= this.#open().finally(() => {
        this.#starting = undefined;
      });
      await this.#starting;
    } else {
      await this.#running.context.resume();
    }
    this.#update();
  }

  draw(canvas: HTMLCanvasElement): () => void {
    return drawScope(canvas, {
      analyser: () => this.#running?.analyser,
      levelDbfs: () => this.#level(),
    });
  }

  async #open(): Promise<void> {
    const context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ, latencyHint: 'interactive' });
    // Asked at once, while the browser still sees the touch.
    const resumed = context.resume();
    await context.audioWorklet.addModule('/sound/playerWorklet.ts');
    const player = new AudioWorkletNode(context, PLAYER_NAME, {
      numberOfInputs: 0,
      outputChannelCount: [2],
    });
    const analyser = new AnalyserNode(context, {
      fftSize: ANALYSER_SAMPLES,
      smoothingTimeConstant: 0.7,
    });
    const gain = new GainNode(context, { gain: this.#volume });
    player.connect(analyser).connect(gain).connect(context.destination);

    const worker = new Worker('/sound/soundWorker.ts', { type: 'module' });
    const { port1, port2 } = new MessageChannel();
    const toPlayer: PlayerOrder = { type: 'port', port: port2 };
    player.port.postMessage(toPlayer, [port2]);
    const toWorker: WorkerOrder = { type: 'port', port: port1 };
    worker.postMessage(toWorker, [port1]);

    this.#running = { context, analyser, gain, worker };
    player.port.onmessage = ({ data }: MessageEvent<PlayerReport>) => this.#take(data);
    context.onstatechange = () => this.#update();
    this.#listen();
    await resumed;
  }

  #listen(): void {
    const order: WorkerOrder = { type: 'listen', url: this.#url() };
    this.#running?.worker.postMessage(order);
  }

  #url(): string | undefined {
    if (this.#seatId === undefined) return undefined;
    const url = new URL('/sound', location.href);
    url.protocol = 'ws:';
    url.searchParams.set('tab', this.#seatId);
    return url.href;
  }

  #take(report: PlayerReport): void {
    const nowMs = performance.now();
    if (report.frames > this.#report.frames) this.#lastPacketMs = nowMs;
    // What begins is taken for sound until it has shown to be none.
    const begins = report.playing && !this.#report.playing;
    if (begins || this.#level() > SILENCE_DBFS) this.#lastSoundMs = nowMs;
    this.#report = report;
    const { arrivedEpochMs, contextTimeS, playing } = report;
    const context = this.#running?.context;
    if (playing && arrivedEpochMs !== null && context !== undefined) {
      // What the loudspeaker plays now, and when the block that the report tells of will be there.
      const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
      const heardMs =
        performance.timeOrigin + performanceTime + (contextTimeS - contextTime) * MS_PER_S;
      this.#latencyMs = heardMs - arrivedEpochMs;
    }
    this.#update();
  }

  #update(): void {
    const state = this.#now();
    if (state === this.#state) return;
    this.#state = state;
    this.#onState(state);
  }

  #now(): SoundState {
    return soundStateOf(
      {
        listens: this.#seatId !== undefined,
        allowed: this.#running?.context.state === 'running',
        plays: this.#report.playing,
        lastPacketMs: this.#lastPacketMs,
        lastSoundMs: this.#lastSoundMs,
      },
      performance.now(),
    );
  }

  /** Root mean square of what the analyser holds, in decibels of full scale. */
  #level(): number {
    const analyser = this.#running?.analyser;
    if (analyser === undefined) return Number.NEGATIVE_INFINITY;
    analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return 10 * Math.log10(sum / this.#samples.length);
  }
}
