import type { InteractionResponseType, InteractionType, Locale } from 'discord-api-types/v10';
import type { Timer } from '#src/clock.ts';
import type { AutocompleteChoice } from '../validation/interactions.ts';
import type { Modal } from '../validation/modals.ts';
import type { Message } from '../world/message.ts';

/** What a person did, and where. `data` is what the bot is told of it. */
export interface InteractionRequest {
  readonly type:
    | InteractionType.ApplicationCommand
    | InteractionType.ApplicationCommandAutocomplete
    | InteractionType.MessageComponent
    | InteractionType.ModalSubmit;
  readonly applicationId: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** Of the person's client. */
  readonly locale: `${Locale}`;
  readonly data: Readonly<Record<string, unknown>>;
  /** `lyria play`; empty for components and modals. */
  readonly commandName: string;
  /** Of the component or modal; empty for commands. */
  readonly customId: string;
  /** The message whose component was used, also when a modal came in between. */
  readonly source: Message | null;
}

export type InteractionState = 'waiting' | 'acknowledged' | 'failed';

export interface Acknowledgement {
  readonly type: InteractionResponseType;
  /** From the dispatch on the gateway to the valid answer, ms. */
  readonly afterMs: number;
}

/** One interaction from the person's deed to the end of its token. */
export class Interaction {
  readonly id: string;
  readonly token: string;
  readonly request: InteractionRequest;
  readonly createdEpochMs: number;
  /** Monotonic; when the bot was told. */
  readonly dispatchedAtMs: number;
  /** Settles when the bot has answered or its time is over. Never rejects. */
  readonly settled: Promise<void>;
  acknowledgement: Acknowledgement | null = null;
  /** The original response, or the component's message after an update. */
  responseMessageId: string | null = null;
  /** The answer is a message that "thinks" and waits for its content. */
  deferred = false;
  modal: Modal | null = null;
  choices: readonly AutocompleteChoice[] | null = null;
  readonly followUpIds: string[] = [];
  #failed = false;
  readonly #deadline: Timer;
  readonly #settle: () => void;

  constructor(options: {
    readonly id: string;
    readonly token: string;
    readonly request: InteractionRequest;
    readonly createdEpochMs: number;
    readonly dispatchedAtMs: number;
    /** Starts the time the bot has for its answer. */
    readonly startDeadline: (onMissed: () => void) => Timer;
    readonly onFailed: (interaction: Interaction) => void;
  }) {
    this.id = options.id;
    this.token = options.token;
    this.request = options.request;
    this.createdEpochMs = options.createdEpochMs;
    this.dispatchedAtMs = options.dispatchedAtMs;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#settle = resolve;
    this.#deadline = options.startDeadline(() => {
      this.#failed = true;
      options.onFailed(this);
      this.#settle();
    });
  }

  get state(): InteractionState {
    if (this.acknowledgement !== null) return 'acknowledged';
    return this.#failed ? 'failed' : 'waiting';
  }

  acknowledge(acknowledgement: Acknowledgement): void {
    this.acknowledgement = acknowledgement;
    this.#deadline.cancel();
    this.#settle();
  }

  /** The sandbox ends: nobody waits for this any longer. */
  abandon(): void {
    this.#deadline.cancel();
    this.#settle();
  }
}
