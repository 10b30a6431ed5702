import type { Clock, Timer } from '#src/clock.ts';
import type { LostPacket, NetworkConditions, NetworkReport } from './contract.ts';
import { type Fate, Impairment } from './Impairment.ts';
import { parseRtpHeader } from './rtp.ts';

/** The latest losses are remembered: at 10 % of one speaker's packets, half an hour's. */
const REMEMBERED_LOSSES = 10_000;
const TO_SERVER = 0;
const TO_CLIENTS = 1;

/** What lies between the server's UDP socket and its clients; flawless unless told otherwise. */
export class Network {
  readonly #clock: Clock;
  readonly #timers = new Set<Timer>();
  #conditions: NetworkConditions | undefined;
  #toServer: Impairment | undefined;
  #toClients: Impairment | undefined;
  #counts: Record<Fate, number> = { passed: 0, delayed: 0, reordered: 0, lost: 0 };
  #lostPackets: LostPacket[] = [];
  /** Nothing comes through, either way, whatever the conditions. */
  isCutOff = false;

  constructor(clock: Clock) {
    this.#clock = {
      now: () => clock.now(),
      after: (delayMs, callback) => {
        const timer = clock.after(delayMs, () => {
          this.#timers.delete(timer);
          callback();
        });
        this.#timers.add(timer);
        return timer;
      },
    };
  }

  /** Starts anew, counts included; undefined makes it flawless. What is under way still arrives. */
  impair(conditions: NetworkConditions | undefined): void {
    this.#conditions = conditions;
    this.#counts = { passed: 0, delayed: 0, reordered: 0, lost: 0 };
    this.#lostPackets = [];
    this.#toServer = conditions && new Impairment(this.#clock, conditions, TO_SERVER);
    this.#toClients = conditions && new Impairment(this.#clock, conditions, TO_CLIENTS);
  }

  get report(): NetworkReport {
    return {
      conditions: this.#conditions ?? null,
      ...this.#counts,
      lostPackets: [...this.#lostPackets],
    };
  }

  toServer(datagram: Buffer, deliver: () => void): void {
    if (this.isCutOff) return;
    if (this.#toServer === undefined) {
      deliver();
      return;
    }
    const fate = this.#toServer.pass(deliver);
    this.#counts[fate]++;
    if (fate !== 'lost') return;
    const header = parseRtpHeader(datagram);
    if (header === undefined) return;
    this.#lostPackets.push({ ssrc: header.ssrc, sequence: header.sequence });
    if (this.#lostPackets.length > REMEMBERED_LOSSES) this.#lostPackets.shift();
  }

  toClient(deliver: () => void): void {
    if (this.isCutOff) return;
    if (this.#toClients === undefined) deliver();
    else this.#counts[this.#toClients.pass(deliver)]++;
  }

  /** What is under way is lost. */
  close(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }
}
