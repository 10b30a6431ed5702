import type { Clock, Timer } from '../clock.ts';
import type { ConditionName, Conditions } from '../conditions.ts';
import type { MediaEvent } from '../media/protocol.ts';
import type { MediaSide } from '../media/StationVitals.ts';
import { RemoteGates } from './RemoteGate.ts';
import type { FromNode, ToNode } from './Wire.ts';

/** The control side takes ten of these missing for death. */
const REPORT_MS = 500;

/** What an agent needs of the stations of its process. */
export interface NodeHost extends MediaSide {
  /** Lets go of a station without a word to anybody: it plays elsewhere now. */
  drop(guildId: string): void;
}

/**
 * A media process's end of the wire: does what is told of the newest placement of each station, lets
 * go of what is not its own, and reports.
 */
export class Agent {
  readonly gates: RemoteGates;
  readonly #clock: Clock;
  readonly #send: (message: FromNode) => void;
  readonly #epochs = new Map<string, number>();
  #newest = 0;
  #host: NodeHost | undefined;
  #reports: Timer | undefined;

  constructor(options: {
    readonly clock: Clock;
    /** See `Gate`. */
    readonly probeMs: number;
    readonly send: (message: FromNode) => void;
  }) {
    this.#clock = options.clock;
    this.#send = options.send;
    this.gates = new RemoteGates(options);
  }

  /** Where stations note what is wrong with voice: the control side keeps the book. */
  get conditions(): Conditions {
    const tell = (name: ConditionName, guildId?: string, text?: string): void =>
      this.#send({
        kind: 'condition',
        name,
        ...(guildId !== undefined && { guildId }),
        ...(text !== undefined && { text }),
      });
    return {
      raise: (name, text, guildId) => tell(name, guildId, text),
      clear: (name, guildId) => tell(name, guildId),
    };
  }

  /** From now on there is a host to play for. */
  serve(host: NodeHost): void {
    this.#host = host;
    host.subscribe((event) => this.#tell(event));
    this.#send({ kind: 'ready' });
    this.#report();
  }

  /** Asks for its stations to be moved, so that the process can end. */
  drain(): void {
    this.#send({ kind: 'draining' });
  }

  /** Does as told. Resolves once it is done: after `close`, when nothing is left. */
  async take(message: ToNode): Promise<void> {
    const host = this.#host;
    if (host === undefined) return;
    switch (message.kind) {
      case 'command': {
        const { epoch, command } = message;
        const { guildId } = command;
        const known = this.#epochs.get(guildId);
        this.#newest = Math.max(this.#newest, epoch);
        if (command.type === 'start') {
          if (known !== undefined && known >= epoch) return;
          if (known !== undefined) host.drop(guildId);
          this.#epochs.set(guildId, epoch);
        } else if (known !== epoch) return;
        host.send(command);
        break;
      }
      case 'owned':
        this.#keepOnly(host, new Map(message.stations));
        break;
      case 'permit':
        this.gates.take(message.id, message.answer);
        break;
      case 'close':
        await host.close();
        this.#reports?.cancel();
        break;
      case 'end':
        break;
    }
  }

  #keepOnly(host: NodeHost, owned: ReadonlyMap<string, number>): void {
    for (const [guildId, epoch] of this.#epochs) {
      if (owned.get(guildId) === epoch) continue;
      this.#epochs.delete(guildId);
      host.drop(guildId);
    }
  }

  #tell(event: MediaEvent): void {
    const guildId = event.type === 'station' ? event.snapshot.guildId : event.guildId;
    const epoch = this.#epochs.get(guildId);
    if (epoch === undefined) return;
    if (event.type === 'ended') this.#epochs.delete(guildId);
    this.#send({ kind: 'event', epoch, event });
  }

  #report(): void {
    const host = this.#host;
    if (host === undefined) return;
    this.#reports = this.#clock.after(REPORT_MS, () => this.#report());
    const { counts, sumMs } = host.gaps;
    const gaps = { counts: Array.from(counts), sumMs };
    this.#send({
      kind: 'report',
      vitals: host.vitals(),
      totals: host.totals(),
      gaps,
      headroom: host.headroom(),
      newest: this.#newest,
      places: this.gates.places,
    });
  }
}
