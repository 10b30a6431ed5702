import type { PcmFormat } from '../audio/resample/Resampler.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '../music/controls.ts';
import type { Redact } from '../redact/createRedact.ts';
import { AudioStage } from './AudioStage.ts';
import {
  type ClientMessage,
  configMessage,
  playbackMessage,
  promptsMessage,
  setupMessage,
} from './clientMessages.ts';
import type { LyriaFailure } from './failure.ts';
import { lyriaFailure } from './failureTexts.ts';
import { LyriaSocket } from './LyriaSocket.ts';
import { MessageReader, type ReadEvent } from './MessageReader.ts';
import { Oddities } from './Oddities.ts';
import type { LyriaEvent, LyriaSession } from './session.ts';

/** After so many chunks in a row that cannot be played, no other is waited for: it costs money. */
const MOST_UNPLAYABLE = 3;

interface SocketSessionOptions {
  /** Tells this session's log lines from others'. */
  readonly id: number;
  /** Holds the key. */
  readonly address: URL;
  readonly model: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redact;
  /** Called when the service has finished its set-up. */
  readonly onReady: () => void;
  /** Called instead of `onReady` when it came to nothing; nothing is left behind by then. */
  readonly onFailed: (failure: LyriaFailure) => void;
  /** Called from the next turn of the event loop after `onReady` on. */
  readonly onEvent: (event: LyriaEvent) => void;
}

/** A session over a socket of its own: sets it up, checks what goes out, reads what comes in. */
export class SocketSession implements LyriaSession {
  readonly #options: SocketSessionOptions;
  readonly #socket: LyriaSocket;
  readonly #oddities: Oddities;
  readonly #reader: MessageReader;
  readonly #audio: AudioStage;
  #stage: 'setting-up' | 'ready' | 'closing' | 'closed' = 'setting-up';
  /** Chunks that could not be played, since the last one that could. */
  #unplayable = 0;
  #converted: PcmFormat | undefined;
  /** Events that wait until whoever opened the session has it in hands. */
  #held: LyriaEvent[] | undefined = [];

  constructor(options: SocketSessionOptions) {
    this.#options = options;
    this.#oddities = new Oddities(options.log, options.id);
    this.#reader = new MessageReader(this.#oddities, options.redact);
    this.#audio = new AudioStage((event) => this.#deliver(event));
    this.#socket = new LyriaSocket({
      address: options.address,
      clock: options.clock,
      redact: options.redact,
      onOpen: () => this.#socket.send(setupMessage(options.model)),
      onMessage: (bytes) => this.#receive(bytes),
      onClosed: (failure) => this.#closed(failure),
    });
  }

  setWeightedPrompts(prompts: readonly WeightedPrompt[]): void {
    this.#send(promptsMessage(prompts));
  }

  setMusicGenerationConfig(config: MusicGenerationConfig): void {
    this.#send(configMessage(config));
  }

  play(): void {
    this.#send(playbackMessage('PLAY'));
  }

  pause(): void {
    this.#send(playbackMessage('PAUSE'));
  }

  resetContext(): void {
    this.#send(playbackMessage('RESET_CONTEXT'));
  }

  close(): void {
    if (this.#stage !== 'ready') return;
    this.#stage = 'closing';
    this.#audio.clear();
    this.#socket.close();
  }

  /** Gives up at once, for the reason given. */
  fail(failure: LyriaFailure): void {
    this.#socket.fail(failure);
  }

  #send(message: ClientMessage): void {
    if (this.#stage === 'ready') this.#socket.send(message);
  }

  #receive(bytes: Buffer): void {
    // Read to the end, but of no interest any more.
    if (this.#stage === 'closing') return;
    const { setupComplete, events } = this.#reader.read(bytes);
    if (this.#stage === 'setting-up') {
      if (!setupComplete) {
        if (events.length > 0) this.#oddities.count('message before set-up', events[0]?.type);
        return;
      }
      this.#stage = 'ready';
      this.#options.onReady();
      setImmediate(() => this.#release());
    } else if (setupComplete) {
      this.#oddities.count('repeated set-up');
    }
    for (const event of events) this.#take(event);
  }

  #closed(failure: LyriaFailure): void {
    const stage = this.#stage;
    this.#stage = 'closed';
    this.#oddities.report();
    const { id, log } = this.#options;
    if (stage === 'setting-up') {
      this.#options.onFailed(failure);
      return;
    }
    const requested = stage === 'closing';
    log.debug(
      { session: id, code: requested ? 'requested' : failure.code },
      'Lyria session closed',
    );
    this.#audio.push({
      type: 'closed',
      cause: requested ? { kind: 'requested' } : { kind: 'failed', failure },
    });
  }

  /** A listener may close the session while it is told of several events: then no more follow. */
  #take(event: ReadEvent): void {
    if (this.#stage !== 'ready') return;
    if (event.type === 'unplayable') {
      this.#unplayable += 1;
      if (this.#unplayable >= MOST_UNPLAYABLE) {
        this.fail(lyriaFailure('lyria.unplayable', `${event.what}.`));
      }
      return;
    }
    if (event.type === 'audio' || event.type === 'foreignAudio') this.#unplayable = 0;
    if (event.type === 'foreignAudio') this.#noteFormat(event.format);
    this.#audio.push(event);
  }

  #noteFormat({ rate, channels }: PcmFormat): void {
    if (this.#converted?.rate === rate && this.#converted.channels === channels) return;
    this.#converted = { rate, channels };
    const { id, log } = this.#options;
    log.info({ session: id, rate, channels }, 'Lyria sends another audio format; it is converted');
  }

  #deliver(event: LyriaEvent): void {
    if (this.#held === undefined) this.#options.onEvent(event);
    else this.#held.push(event);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) {
      if (event.type === 'closed' || this.#stage !== 'closing') this.#options.onEvent(event);
    }
  }
}
