import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VoiceConnectionStatus } from '@discordjs/voice';
import { expect } from 'vitest';
import type { Clock } from '#src/clock.ts';
import type { ConditionName } from '#src/conditions.ts';
import type { Failure } from '#src/failure.ts';
import type { VoiceServer } from '#src/sandbox/voice/contract.ts';
import { VoiceLink } from '#src/voice/VoiceLink.ts';
import { until } from '#test/support/events.ts';
import { capturedLog } from '#test/support/lyria/capturedLog.ts';
import type { VirtualClock } from '#test/support/VirtualClock.ts';
import { VoiceDesk } from '#test/support/voice/VoiceDesk.ts';

export const GUILD = '110';
export const CHANNEL = '210';
export const BOT = '310';
const LONGEST_BACKOFF_MS = 20_000;

/** A link, its gateway, and what it told. */
export class Scene {
  readonly desk: VoiceDesk;
  readonly link: VoiceLink;
  readonly told: string[] = [];
  readonly logged: readonly string[];
  /** What an operator is told is wrong. */
  readonly conditions = new Set<ConditionName>();
  lost: 'removed' | Failure | undefined;
  /** Does something from inside whatever it tells. */
  onTold: () => void = () => {};
  #wake: (() => void)[] = [];

  /** @param patient whether nobody waits for an answer to a first start */
  constructor(server: VoiceServer, clock: Clock, patient = false) {
    const { log, lines } = capturedLog();
    this.logged = lines;
    this.desk = new VoiceDesk({
      server,
      guildId: GUILD,
      userId: BOT,
      tellState: (payload) => this.link.voiceStateUpdate(payload),
      tellServer: (payload) => this.link.voiceServerUpdate(payload),
    });
    this.link = new VoiceLink({
      guildId: GUILD,
      channelId: CHANNEL,
      patient,
      sendGateway: (payload) => this.desk.take(payload),
      clock,
      random: () => 0.5,
      log,
      conditions: {
        raise: (name) => void this.conditions.add(name),
        clear: (name) => void this.conditions.delete(name),
      },
      events: {
        onAudible: () => this.#tell('audible'),
        onInterrupted: () => this.#tell('interrupted'),
        onLost: (cause) => {
          this.lost = cause;
          this.#tell('lost');
        },
      },
    });
  }

  /** Until the link has told so much. */
  async hears(...told: string[]): Promise<void> {
    await until(
      told.join(', '),
      () => (this.told.length >= told.length ? true : undefined),
      () => new Promise<void>((resolve) => this.#wake.push(resolve)),
    );
    expect(this.told).toEqual(told);
  }

  /** Until the link has told so many things in all. */
  async hearsMore(count: number): Promise<void> {
    await until(
      `${count} things`,
      () => (this.told.length >= count ? true : undefined),
      () => new Promise<void>((resolve) => this.#wake.push(resolve)),
    );
  }

  /** Until sockets that are being closed are closed. */
  async settled(probe: () => Promise<boolean>): Promise<void> {
    await until(
      'everything to be closed',
      async () => ((await probe()) ? true : undefined),
      () => nextTurn(),
    );
  }

  async is(status: VoiceConnectionStatus): Promise<void> {
    if (this.link.connection.state.status !== status) await once(this.link.connection, status);
  }

  /** Lets time pass until the link asks to join again, and no longer. */
  async rejoins(clock: VirtualClock): Promise<void> {
    const { joins } = this.desk;
    for (let ms = 0; this.desk.joins === joins; ms += 50) {
      if (ms > LONGEST_BACKOFF_MS) throw new Error('It does not rejoin');
      await clock.advance(50);
    }
  }

  #tell(what: string): void {
    this.told.push(what);
    this.onTold();
    for (const wake of this.#wake.splice(0)) wake();
  }
}
