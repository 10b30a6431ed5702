import { once } from 'node:events';
import { GatewayOpcodes } from 'discord-api-types/v10';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Sandbox } from '#src/sandbox/Sandbox.ts';

const frame = z.object({
  op: z.number(),
  t: z.string().nullable(),
  s: z.number().nullable(),
  d: z.unknown(),
});
export type RawFrame = z.output<typeof frame>;

const PATIENCE_MS = 5_000;

/** A gateway client that does exactly what it is told: nothing by itself. */
export class RawGateway {
  readonly frames: RawFrame[] = [];
  readonly #socket: WebSocket;
  readonly #sandbox: Sandbox;
  readonly #waiting = new Set<() => void>();
  #heartbeats = 0;
  #closeCode: number | null = null;

  private constructor(sandbox: Sandbox, query: string) {
    this.#sandbox = sandbox;
    this.#socket = new WebSocket(`${sandbox.discord.gatewayUrl}/?${query}`);
    this.#socket.on('message', (data) => {
      this.frames.push(frame.parse(JSON.parse(String(data))));
      this.#wake();
    });
    this.#socket.on('close', (code) => {
      this.#closeCode = code;
      this.#wake();
    });
  }

  /** Resolves when the line stands. */
  static async open(sandbox: Sandbox, query = 'v=10&encoding=json'): Promise<RawGateway> {
    const gateway = new RawGateway(sandbox, query);
    await once(gateway.#socket, 'open');
    return gateway;
  }

  /** Resolves when READY has come. */
  static async identified(sandbox: Sandbox, fields: object = {}): Promise<RawGateway> {
    const gateway = await RawGateway.open(sandbox);
    gateway.identify(fields);
    await gateway.event('READY');
    return gateway;
  }

  identify(fields: object = {}): void {
    this.send(GatewayOpcodes.Identify, {
      token: this.#sandbox.announcement.discordToken,
      intents: 1,
      properties: { os: 'linux', browser: 'raw', device: 'raw' },
      ...fields,
    });
  }

  resume(fields: object): void {
    const { discordToken } = this.#sandbox.announcement;
    this.send(GatewayOpcodes.Resume, { token: discordToken, seq: this.sequence, ...fields });
  }

  send(op: number, d: unknown): void {
    if (op === GatewayOpcodes.Heartbeat) this.#heartbeats += 1;
    this.sendText(JSON.stringify({ op, d }));
  }

  sendText(text: string | Buffer): void {
    this.#socket.send(text);
  }

  get sequence(): number {
    return Math.max(0, ...this.frames.map(({ s }) => s ?? 0));
  }

  /** Names of the events that came, in order. */
  get events(): string[] {
    return this.frames.flatMap(({ t }) => (t === null ? [] : [t]));
  }

  get sessionId(): string {
    const ready = this.frames.find(({ t }) => t === 'READY');
    return z.object({ session_id: z.string() }).parse(ready?.d).session_id;
  }

  /** The newest event of that name; waits for the first. */
  event(name: string): Promise<RawFrame> {
    return this.#until(name, () => this.frames.findLast(({ t }) => t === name));
  }

  /** The newest frame of that opcode; waits for the first. */
  op(op: number): Promise<RawFrame> {
    return this.#until(`opcode ${op}`, () => this.frames.findLast((each) => each.op === op));
  }

  /** The code that the connection is closed with. */
  closed(): Promise<number> {
    return this.#until('the close', () => this.#closeCode ?? undefined);
  }

  /** Resolves when the server has read all that was sent before: it answers in order. */
  async settled(): Promise<void> {
    this.send(GatewayOpcodes.Heartbeat, null);
    const acks = (): number =>
      this.frames.filter(({ op }) => op === GatewayOpcodes.HeartbeatAck).length;
    await this.#until('the answers', () => acks() >= this.#heartbeats || undefined);
  }

  close(): void {
    this.#socket.close(1_000);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  async #until<T>(what: string, look: () => T | undefined): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const check = (): void => {
      const found = look();
      if (found !== undefined) resolve(found);
    };
    const giveUp = setTimeout(
      () => reject(new Error(`${what} did not come; there is ${JSON.stringify(this.events)}`)),
      PATIENCE_MS,
    );
    this.#waiting.add(check);
    check();
    try {
      return await promise;
    } finally {
      clearTimeout(giveUp);
      this.#waiting.delete(check);
    }
  }

  #wake(): void {
    for (const check of this.#waiting) check();
  }
}
