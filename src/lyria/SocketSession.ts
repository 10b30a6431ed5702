import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import {
  type ClientMessage,
  configMessage,
  playbackMessage,
  promptsMessage,
  setupMessage,
} from './clientMessages.ts';
import type { MusicGenerationConfig, WeightedPrompt } from './controls.ts';
import type { LyriaFailure } from './failure.ts';
import { LyriaSocket } from './LyriaSocket.ts';
import { MessageReader } from './MessageReader.ts';
import { Oddities } from './Oddities.ts';
import type { Redact } from './redact.ts';
import type { LyriaEvent, LyriaSession } from './session.ts';

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
  #stage: 'setting-up' | 'ready' | 'closing' | 'closed' = 'setting-up';
  /** Events that wait until whoever opened the session has it in hands. */
  #held: LyriaEvent[] | undefined = [];

  constructor(options: SocketSessionOptions) {
    this.#options = options;
    this.#oddities = new Oddities(options.log, options.id);
    this.#reader = new MessageReader(this.#oddities, options.redact);
    this.#socket = new LyriaSocket({
      address: options.address,
      clock: options.clock,
      redact: options.redact,
      onOpen: () => this.#socket.send(setupMessage(options.model)),
      onMessage: (json) => this.#receive(json),
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

  stop(): void {
    this.#send(playbackMessage('STOP'));
  }

  resetContext(): void {
    this.#send(playbackMessage('RESET_CONTEXT'));
  }

  close(): void {
    if (this.#stage !== 'ready') return;
    this.#stage = 'closing';
    this.#socket.close();
  }

  /** Gives up at once, for the reason given. */
  fail(failure: LyriaFailure): void {
    this.#socket.fail(failure);
  }

  #send(message: ClientMessage): void {
    if (this.#stage === 'ready') this.#socket.send(message);
  }

  #receive(json: string): void {
    // Read to the end, but of no interest any more.
    if (this.#stage === 'closing') return;
    const { setupComplete, events } = this.#reader.read(json);
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
    for (const event of events) this.#emit(event);
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
    this.#deliver({
      type: 'closed',
      cause: requested ? { kind: 'requested' } : { kind: 'failed', failure },
    });
  }

  /** A listener may close the session while it is told of several events: then no more follow. */
  #emit(event: LyriaEvent): void {
    if (this.#stage === 'ready') this.#deliver(event);
  }

  #deliver(event: LyriaEvent): void {
    if (this.#held === undefined) this.#options.onEvent(event);
    else this.#held.push(event);
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) {
      if (event.type === 'closed') this.#options.onEvent(event);
      else this.#emit(event);
    }
  }
}
