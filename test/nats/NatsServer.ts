import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '#test/support/events.ts';
import { clusterFiles } from '../../scripts/cluster/files.ts';

/** Debian's nats-server on loopback, as `npm run cluster:init` sets it up: TLS, and two users. */
export class NatsServer {
  readonly urls: Readonly<Record<'control' | 'media', string>>;
  readonly caPem: string;
  readonly #folder: string;
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(options: {
    readonly urls: Readonly<Record<'control' | 'media', string>>;
    readonly caPem: string;
    readonly folder: string;
    readonly port: number;
  }) {
    this.urls = options.urls;
    this.caPem = options.caPem;
    this.#folder = options.folder;
    this.#port = options.port;
  }

  static async start(): Promise<NatsServer> {
    const folder = await mkdtemp(join(tmpdir(), 'lyrebird-nats-'));
    const port = await freePort();
    const { files, urls } = await clusterFiles(['127.0.0.1'], { folder, port });
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(folder, name), text.replace('0.0.0.0', '127.0.0.1'));
    }
    const server = new NatsServer({ urls, caPem: files['ca.pem'] ?? '', folder, port });
    await server.run();
    return server;
  }

  /** Starts it, or starts it again. */
  async run(): Promise<void> {
    this.#process = spawn('nats-server', ['-c', join(this.#folder, 'nats.conf')], {
      stdio: 'ignore',
    });
    await until(
      'the NATS server',
      () => this.#answers(),
      () => pause(50),
    );
  }

  async kill(): Promise<void> {
    const process = this.#process;
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #answers(): Promise<true | undefined> {
    return new Promise((resolve) => {
      const socket = connect(this.#port, '127.0.0.1');
      socket.once('data', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(undefined));
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}
