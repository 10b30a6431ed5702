import { setTimeout as pause } from 'node:timers/promises';
import { type SandboxAnnouncement, sandboxAnnouncement } from '../../src/sandbox/announcement.ts';
import { ControlClient } from '../../src/sandbox/client/ControlClient.ts';
import type { HeardPacket } from '../../src/sandbox/voice/contract.ts';
import { panelOf, voteButton } from '../../test/e2e/support/panel.ts';
import { Program } from '../../test/e2e/support/processes.ts';
import { BOT_NAME } from '../../test/e2e/support/Stage.ts';

/** How many stations are started side by side: more would only wait for each other. */
const STARTED_TOGETHER = 8;
const PATIENCE_MS = 60_000;
/** Whoever has heard nothing by then was refused, and asks again. */
const ASK_AGAIN_MS = 10_000;
const LOOK_AGAIN_MS = 20;

interface Listener {
  readonly control: ControlClient;
  readonly name: string;
}

/** A sandbox with as many guilds as there are to be stations, and somebody who listens in each. */
export class LoadStage {
  readonly announcement: SandboxAnnouncement;
  readonly #listeners: readonly Listener[];
  /** From the sandbox's monotonic clock to ms since 1970. */
  readonly #epochOffsetMs: number;
  /** How often a station had to be asked for again. */
  refusals = 0;

  private constructor(
    announcement: SandboxAnnouncement,
    listeners: readonly Listener[],
    epochOffsetMs: number,
  ) {
    this.announcement = announcement;
    this.#listeners = listeners;
    this.#epochOffsetMs = epochOffsetMs;
  }

  static async open(
    options: { readonly stations: number; readonly dave: boolean },
    stack: AsyncDisposableStack,
  ): Promise<LoadStage> {
    const { stations, dave } = options;
    const { program, line } = await Program.start({
      file: 'src/sandbox/main.ts',
      args: ['--guilds', String(stations), '--timing', ...(dave ? [] : ['--no-dave'])],
      isReady: (text) => text.startsWith('{'),
    });
    stack.defer(async () => void (await program.stop()));
    const announcement = sandboxAnnouncement.parse(JSON.parse(line));
    // A person is in one voice channel at a time, so each guild gets one of its own.
    const listeners = announcement.guilds.map(({ controlUrl }, index) => ({
      control: new ControlClient(controlUrl),
      name: `Listener ${index + 1}`,
    }));
    for (const { control, name } of listeners) {
      await control.addPerson(name);
      await control.join(name, 'Lounge');
    }
    const { events } = await new ControlClient(announcement.controlUrl).events(0);
    const [event] = events;
    if (event === undefined) throw new Error('Nothing has happened in the sandbox');
    return new LoadStage(announcement, listeners, Date.parse(event.at) - event.atMs);
  }

  /** Starts stations `from` up to before `to`, several at once. Resolves when all are heard. */
  async play(from: number, to: number): Promise<void> {
    const waiting = this.#listeners.slice(from, to);
    const playOne = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await this.#start(next);
      }
    };
    await Promise.all(Array.from({ length: STARTED_TOGETHER }, playOne));
  }

  async #start(listener: Listener): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    for (;;) {
      await this.#type(listener);
      try {
        await firstPacket(listener, ASK_AGAIN_MS);
        return;
      } catch (error) {
        const answer = (await listener.control.interactions()).at(-1)?.response?.content;
        if (performance.now() > deadlineMs) throw new Error(`Told: ${answer}`, { cause: error });
        this.refusals += 1;
      }
    }
  }

  /** From the first chunk at the service to the first packet at the listener, ms. */
  async playAndTime(station: number, replay: Program): Promise<number> {
    const listener = this.#listener(station);
    const from = replay.lineCount;
    await this.#type(listener);
    const { arrivedAtMs } = await firstPacket(listener);
    const sent = await replay.printed(/^chunk /, from);
    return arrivedAtMs + this.#epochOffsetMs - timeIn(sent);
  }

  /**
   * What each has heard within the next seconds.
   *
   * @param then called when they are over, before anything is fetched
   */
  async listen(seconds: number, then: () => Promise<void>): Promise<(readonly HeardPacket[])[]> {
    await Promise.all(this.#listeners.map(({ control, name }) => control.forgetRecordings(name)));
    await pause(seconds * 1_000);
    await then();
    const untilMs = performance.timeOrigin + performance.now() - this.#epochOffsetMs;
    const heard: (readonly HeardPacket[])[] = [];
    for (const listener of this.#listeners) {
      // Fetching them all takes a while, in which more come.
      const packets = await packetsOf(listener);
      heard.push(packets.filter(({ arrivedAtMs }) => arrivedAtMs < untilMs));
    }
    return heard;
  }

  /** From the press of a vote to the new mix at the service, and to the sound made of it, ms. */
  async vote(
    station: number,
    replay: Program,
  ): Promise<{ readonly toLyriaMs: number; readonly toEarMs: number }> {
    const listener = this.#listener(station);
    const { control, name } = listener;
    await control.forgetRecordings(name);
    await pause(1_000);
    const usual = median((await packetsOf(listener)).map(({ bytes }) => bytes));
    const panel = await panelOf(control, name);
    const customId = voteButton(panel, 'up', 1) ?? '';
    const from = replay.lineCount;
    const pressedAtMs = performance.timeOrigin + performance.now();
    await control.press(name, { message: panel.id, customId, wait: 'acknowledged' });
    const toLyriaMs = timeIn(await replay.printed(/^mix /, from)) - pressedAtMs;
    const deadlineMs = performance.now() + PATIENCE_MS;
    while (performance.now() < deadlineMs) {
      // What is made of the new mix begins with silence, which takes next to nothing.
      const changed = (await packetsOf(listener)).find(
        ({ bytes, arrivedAtMs }) =>
          arrivedAtMs + this.#epochOffsetMs > pressedAtMs && bytes < usual / 2,
      );
      if (changed !== undefined) {
        return { toLyriaMs, toEarMs: changed.arrivedAtMs + this.#epochOffsetMs - pressedAtMs };
      }
      await pause(5 * LOOK_AGAIN_MS);
    }
    throw new Error('A vote was not heard in time');
  }

  #listener(station: number): Listener {
    const listener = this.#listeners[station];
    if (listener === undefined) throw new RangeError(`There is no station ${station}`);
    return listener;
  }

  async #type({ control, name }: Listener): Promise<void> {
    await control.forgetRecordings(name);
    await control.type(name, '/lyria play techno, ambient');
  }
}

async function firstPacket(listener: Listener, patienceMs = PATIENCE_MS): Promise<HeardPacket> {
  const deadlineMs = performance.now() + patienceMs;
  while (performance.now() < deadlineMs) {
    const [first] = await packetsOf(listener);
    if (first !== undefined) return first;
    await pause(LOOK_AGAIN_MS);
  }
  throw new Error(`${listener.name} heard nothing`);
}

async function packetsOf({ control, name }: Listener): Promise<readonly HeardPacket[]> {
  const recordings = await control.recordings(name);
  return recordings.find(({ speaker }) => speaker === BOT_NAME)?.packets ?? [];
}

function timeIn(line: string): number {
  return Number(line.split(' ')[1]);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
