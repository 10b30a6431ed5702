import type { APIContainerComponent } from 'discord-api-types/v10';
import type { Outcome } from '../../../commands/ports.ts';
import type { Clock } from '../../clock.ts';
import type { PollChoice } from '../../crowd/poll.ts';
import type { PollQuestion } from '../../crowd/pollQuestion.ts';
import type { Refused } from '../../crowd/refusal.ts';
import type { Log } from '../../log.ts';
import type { MessagePort } from '../MessagePort.ts';
import { PollRunner } from './PollRunner.ts';
import { renderPoll } from './renderPoll.ts';

interface Running {
  readonly key: string;
  readonly runner: PollRunner;
  readonly channelId: string;
  messageId?: string;
}

/** The polls of one station, one at a time: posted, voted on, and closed with what came of them. */
export class StationPoll {
  readonly #stationKey: string;
  readonly #messages: MessagePort;
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #log: Log;
  #running: Running | undefined;
  #count = 0;

  constructor(options: {
    readonly stationKey: string;
    readonly messages: MessagePort;
    readonly clock: Clock;
    readonly wallClock: () => number;
    readonly log: Log;
  }) {
    this.#stationKey = options.stationKey;
    this.#messages = options.messages;
    this.#clock = options.clock;
    this.#wallClock = options.wallClock;
    this.#log = options.log;
  }

  /** Asks the listeners; `onPassed` when they have agreed. */
  async ask(options: {
    readonly question: PollQuestion;
    readonly askedBy: string;
    readonly channelId: string;
    readonly listeners: readonly string[];
    readonly onPassed: () => void;
  }): Promise<Outcome> {
    if (this.#running !== undefined) {
      return { ok: false, text: 'A poll is running already. Wait for its end, then ask again.' };
    }
    this.#count += 1;
    const key = `${this.#stationKey}-${this.#count}`;
    const { question, askedBy, channelId, listeners, onPassed } = options;
    const runner = new PollRunner({
      question,
      askedBy,
      listeners,
      clock: this.#clock,
      wallClock: this.#wallClock,
      onDecided: (result) => {
        if (result.status === 'passed') onPassed();
        void this.#finish();
      },
    });
    this.#running = { key, runner, channelId };
    try {
      const container = renderPoll(key, runner.poll, runner.result);
      const { messageId } = await this.#messages.post(channelId, container);
      if (this.#running?.key === key) this.#running.messageId = messageId;
      return { ok: true };
    } catch (error) {
      this.#log.warn({ error }, 'a poll could not be posted');
      runner.close();
      this.#running = undefined;
      return {
        ok: false,
        text: 'I may not write in this channel, so I cannot ask the others. I need **Send Messages**.',
      };
    }
  }

  /** A vote in the running poll, and the poll as it stands; undefined when that poll is over. */
  vote(
    key: string,
    userId: string,
    choice: PollChoice,
  ): { readonly container: APIContainerComponent } | Refused | undefined {
    const poll = this.#running;
    if (poll === undefined || poll.key !== key) return undefined;
    const voted = poll.runner.vote(userId, choice);
    if (!voted.ok) return voted;
    return { container: renderPoll(key, poll.runner.poll, poll.runner.result) };
  }

  listenersAre(voting: readonly string[]): void {
    this.#running?.runner.listenersAre(voting);
  }

  close(): void {
    this.#running?.runner.close();
  }

  async #finish(): Promise<void> {
    const poll = this.#running;
    this.#running = undefined;
    if (poll?.messageId === undefined) return;
    const container = renderPoll(poll.key, poll.runner.poll, poll.runner.result);
    await this.#messages
      .edit(poll.channelId, poll.messageId, container)
      .catch((error: unknown) => this.#log.warn({ error }, 'a poll could not be closed'));
  }
}
