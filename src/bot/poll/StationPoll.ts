import type { APIContainerComponent } from 'discord-api-types/v10';
import type { Outcome } from '../../../commands/ports.ts';
import type { Clock } from '../../clock.ts';
import type { PollChoice } from '../../crowd/poll.ts';
import type { PollQuestion } from '../../crowd/pollQuestion.ts';
import type { Refused } from '../../crowd/refusal.ts';
import type { Log } from '../../log.ts';
import type { MessagePort } from '../MessagePort.ts';
import { type DecidedPoll, PollRunner } from './PollRunner.ts';
import { renderPoll } from './renderPoll.ts';

interface Running {
  readonly key: string;
  readonly runner: PollRunner;
  readonly channelId: string;
  messageId?: string;
  /** Its end, once it has one. */
  last?: APIContainerComponent;
}

/** The polls of one station, one at a time: posted, voted on, and closed with what came of them. */
export class StationPoll {
  readonly #stationKey: string;
  readonly #messages: MessagePort;
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #log: Log;
  #running: Running | undefined;

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
    // The time tells it from the polls before a restart, too, whose buttons may still be there.
    const key = `${this.#stationKey}-${Math.trunc(this.#wallClock()).toString(36)}`;
    const { question, askedBy, channelId, listeners, onPassed } = options;
    const runner = new PollRunner({
      question,
      askedBy,
      listeners,
      clock: this.#clock,
      wallClock: this.#wallClock,
      onDecided: (result) => {
        this.#finish(result);
        if (result.status === 'passed') onPassed();
      },
    });
    const running: Running = { key, runner, channelId };
    this.#running = running;
    try {
      const container = renderPoll(key, runner.poll, runner.result);
      const { messageId } = await this.#messages.post(channelId, container);
      running.messageId = messageId;
      if (running.last !== undefined) this.#draw(running, running.last);
      return { ok: true };
    } catch (error) {
      this.#log.warn({ error }, 'a poll could not be posted');
      runner.close();
      if (this.#running === running) this.#running = undefined;
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

  /** The station ends: a poll that runs decides nothing any more, and says so. */
  close(): void {
    this.#running?.runner.close();
    this.#finish('undecided');
  }

  #finish(result: DecidedPoll | 'undecided'): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    running.last = renderPoll(running.key, running.runner.poll, result);
    this.#draw(running, running.last);
  }

  /** Nothing yet while it is still being posted: then it is drawn when it has been. */
  #draw({ channelId, messageId }: Running, container: APIContainerComponent): void {
    if (messageId === undefined) return;
    this.#messages
      .edit(channelId, messageId, container)
      .catch((error: unknown) => this.#log.warn({ error }, 'a poll could not be closed'));
  }
}
