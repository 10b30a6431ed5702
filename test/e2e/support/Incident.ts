import { expect } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { EventView } from '#src/sandbox/client/schemas.ts';
import type { VoiceAttemptView } from '#src/sandbox/client/VoiceFaultsClient.ts';
import { until } from '#test/support/events.ts';
import { BOT_NAME, isHeard, nothingIsLeft, type Stage, startStage } from './Stage.ts';
import { openSockets } from './sockets.ts';

/** The gateway is back in 5 s after a new IDENTIFY, the library waits at most as long before. */
const RECOVERY_MS = 20_000;

/** Something goes wrong while the bot plays for Ada: what has come of it since. */
export class Incident {
  readonly stage: Stage;
  readonly control: ControlClient;
  /** Number of the last event before the fault. */
  before = 0;
  #voiceAttemptsBefore = 0;

  private constructor(stage: Stage) {
    this.stage = stage;
    this.control = stage.control;
  }

  static async prepare(): Promise<Incident> {
    return new Incident(await startStage());
  }

  /** Ada listens in a channel, and the bot plays there: what comes from now on counts. */
  async playIn(channel: string): Promise<void> {
    await this.control.join('Ada', channel);
    const states = await this.control.voiceStates();
    if (!states.some(({ user }) => user === BOT_NAME)) {
      const { state } = await this.control.type('Ada', '/lyria play techno');
      expect(state).toBe('acknowledged');
    }
    await isHeard(this.control);
    await this.countFromNow();
  }

  async countFromNow(): Promise<void> {
    this.before = (await this.control.overview()).lastEvent;
    this.#voiceAttemptsBefore = (await this.control.voiceFaults.attempts()).length;
  }

  async since(...types: string[]): Promise<EventView[]> {
    return (await this.control.events(this.before, { types })).events;
  }

  /** Attempts to identify and resume at the voice gateway since the fault, and how they were met. */
  async voiceAttempts(): Promise<VoiceAttemptView[]> {
    return (await this.control.voiceFaults.attempts()).slice(this.#voiceAttemptsBefore);
  }

  /** The first event of that kind after the fault. */
  happens(type: string): Promise<EventView> {
    let after = this.before;
    return until(
      type,
      async () => (await this.since(type))[0],
      async () => {
        ({ last: after } = await this.control.events(after, { types: [type], waitMs: 1_000 }));
      },
      RECOVERY_MS,
    );
  }

  async saidInMusic(text: string): Promise<void> {
    let after = this.before;
    await until(
      `"${text}" in #music`,
      async () => {
        const messages = await this.control.messages('Ada', 'music');
        const said = messages.some((message) => JSON.stringify(message).includes(text));
        return said ? true : undefined;
      },
      async () => {
        const types = ['messageCreated', 'messageUpdated'];
        ({ last: after } = await this.control.events(after, { types, waitMs: 1_000 }));
      },
    );
  }

  /** One voice connection and one session with the generator: nothing piles up. */
  async nothingLeaks(): Promise<void> {
    const voicePort = Number((await this.control.voiceFaults.server()).endpoint?.split(':')[1]);
    const lyriaPort = Number(new URL(this.stage.announcement.lyriaUrl).port);
    await until(
      'one UDP socket, one voice connection and one session with the generator',
      async () => {
        const { udp, tcp } = await openSockets(this.stage.bot.pid ?? 0);
        const isOne = udp === 1 && tcp.get(voicePort) === 1 && tcp.get(lyriaPort) === 1;
        return isOne ? true : undefined;
      },
      async () => {
        const { lastEvent } = await this.control.overview();
        await this.control.events(lastEvent, { waitMs: 500 });
      },
    );
  }

  /** A fresh stay for what comes next: a link remembers for 30 s that it had to rejoin. */
  async stopPlaying(): Promise<void> {
    await this.control.type('Ada', '/lyria stop');
    await nothingIsLeft(this.control);
  }

  async openUdpSockets(): Promise<number> {
    return (await openSockets(this.stage.bot.pid ?? 0)).udp;
  }

  /** No request came too soon, and nothing is left that would keep the program from ending. */
  async endCleanly(): Promise<void> {
    try {
      const { limited } = await this.control.discordFaults.restStatistics();
      expect(limited).toEqual({ user: 0, global: 0, shared: 0 });
      const tooSoon = await this.control.events(0, { types: ['gatewayIdentifiedTooSoon'] });
      expect(tooSoon.events).toEqual([]);
      expect(await this.stage.bot.stop()).toBe(0);
    } finally {
      await this.stage.close();
    }
  }
}
