import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import * as z from 'zod';
import { buildRtpHeader, SAMPLES_PER_PACKET } from '#src/sandbox/voice/rtp.ts';
import {
  createTransport,
  type EncryptionMode,
  type Transport,
} from '#src/sandbox/voice/transport.ts';
import type { RawVoiceClient } from './RawVoiceClient.ts';

const PATIENCE_MS = 5_000;

const readySchema = z.object({
  ssrc: z.int(),
  ip: z.string(),
  port: z.int(),
  modes: z.array(z.string()),
});
const descriptionSchema = z.object({ mode: z.string(), secret_key: z.array(z.int()).length(32) });

/** The UDP side of a raw client, connected and ready to send. */
export class RawMedia {
  readonly ssrc: number;
  /** Whatever the server has sent, newest last. */
  readonly received: Buffer[] = [];
  readonly #socket: Socket;
  readonly #server: { readonly ip: string; readonly port: number };
  readonly #transport: Transport;
  #sequence = 0;

  private constructor(ready: z.infer<typeof readySchema>, socket: Socket, transport: Transport) {
    this.ssrc = ready.ssrc;
    this.#server = ready;
    this.#socket = socket;
    this.#transport = transport;
    socket.on('message', (datagram) => this.received.push(datagram));
  }

  /** Goes through what follows IDENTIFY: discovery, protocol, session description. */
  static async open(client: RawVoiceClient, mode: EncryptionMode): Promise<RawMedia> {
    const ready = readySchema.parse((await client.next(2)).d);
    const socket = createSocket('udp4');
    const request = Buffer.alloc(74);
    request.writeUInt16BE(1, 0);
    request.writeUInt16BE(70, 2);
    request.writeUInt32BE(ready.ssrc, 4);
    socket.send(request, ready.port, ready.ip);
    const [response] = await once(socket, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { address, port } = discovered(z.instanceof(Buffer).parse(response));
    client.send(1, { protocol: 'udp', data: { address, port, mode } });
    const description = descriptionSchema.parse((await client.next(4)).d);
    const transport = createTransport(mode, Buffer.from(description.secret_key));
    return new RawMedia(ready, socket, transport);
  }

  /** Where the server takes sound. */
  get serverPort(): number {
    return this.#server.port;
  }

  seal(opus: Buffer): Buffer {
    const sequence = this.#sequence++;
    return this.#transport.seal(
      buildRtpHeader(sequence, sequence * SAMPLES_PER_PACKET, this.ssrc),
      opus,
    );
  }

  open(packet: Buffer): Buffer | undefined {
    return this.#transport.open(packet, 12);
  }

  send(datagram: Buffer): void {
    this.#socket.send(datagram, this.#server.port, this.#server.ip);
  }

  /** Waits until the server has dealt with everything sent so far: a keep-alive comes back. */
  async flush(): Promise<void> {
    const sign = Buffer.from('12345678');
    this.send(sign);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!this.received.some((datagram) => datagram.equals(sign))) {
      await once(this.#socket, 'message', { signal });
    }
    this.received.splice(
      this.received.findIndex((datagram) => datagram.equals(sign)),
      1,
    );
  }

  close(): void {
    this.#socket.close();
  }
}

function discovered(response: Buffer): { address: string; port: number } {
  return {
    address: response.toString('latin1', 8, response.indexOf(0, 8)),
    port: response.readUInt16BE(72),
  };
}
