import type { OnReadOpts } from 'node:net';
import type { WebSocket } from 'ws';
import { z } from 'zod';

/** What the kernel hands over at most at a time. */
const READ_BYTES = 64 * 1024;
/** What is shorter comes from Node's own pool, and costs the collector nothing. */
const LEAST_BYTES = 4_096;
/** As a record of TLS, and as the kernel has it. */
const SIZES = [16_384, READ_BYTES] as const;
/** Of each size: some messages that are on their way. More are left to the collector. */
const MOST_FREE = 32;

/** What is read of the library's receiver, which it keeps to itself. */
const receiverSchema = z.object({
  _bufferedBytes: z.number(),
  _buffers: z.array(z.instanceof(Uint8Array)),
  _fin: z.boolean(),
  _fragments: z.array(z.unknown()),
  consume: z.function(),
});
type Receiver = z.infer<typeof receiverSchema>;

/** Where all sockets read into, one at a time. */
const read = Buffer.allocUnsafeSlow(READ_BYTES);
const free = new Map<number, Buffer[]>(SIZES.map((size) => [size, []]));
/** Those in use that are to come back. */
const lent = new WeakSet<ArrayBufferLike>();
/** The message that is being read. */
let message = Buffer.alloc(0);

/**
 * Options of a socket that reads into buffers which are used over and over. Half a megabyte of text every
 * 2 s comes in eight reads, each into memory of its own, and is then copied into more: as much memory as
 * all stations hold goes through in seconds, and has V8 look through the whole heap each time.
 */
export const REUSED_READS: { readonly onread: OnReadOpts } = {
  onread: {
    buffer: read,
    callback(bytes) {
      const chunk = bytes < LEAST_BYTES ? Buffer.allocUnsafe(bytes) : lend(bytes);
      read.copy(chunk, 0, 0, bytes);
      // Node calls it on the socket.
      Reflect.apply(emitData, this, [chunk]);
      return true;
    },
  },
};

function emitData(this: { emit(event: 'data', chunk: Buffer): void }, chunk: Buffer): void {
  this.emit('data', chunk);
}

/**
 * Has the messages of an open socket put together in one place for all: what a listener gets is good until it
 * returns. Without the library's inner parts as they are known, nothing changes.
 */
export function reuseMessages(socket: WebSocket): void {
  const inner: unknown = Reflect.get(socket, '_receiver');
  if (!isReceiver(inner)) return;
  inner.consume = (bytes: number): Buffer => take(inner, bytes);
}

function isReceiver(inner: unknown): inner is Receiver & { consume: (bytes: number) => Buffer } {
  return receiverSchema.safeParse(inner).success;
}

/** The next bytes, of which there are as many. */
function take(receiver: Receiver, bytes: number): Buffer {
  const isWhole = receiver._fin && receiver._fragments.length === 0;
  const taken = bytes > READ_BYTES && isWhole ? room(bytes) : Buffer.allocUnsafe(bytes);
  receiver._bufferedBytes -= bytes;
  let at = 0;
  while (at < bytes) {
    const [first] = receiver._buffers;
    if (first === undefined) throw new RangeError('More is taken than has come');
    const part = Math.min(first.length, bytes - at);
    taken.set(part === first.length ? first : first.subarray(0, part), at);
    at += part;
    if (part < first.length) receiver._buffers[0] = first.subarray(part);
    else giveBack(receiver._buffers.shift());
  }
  return taken;
}

function room(bytes: number): Buffer {
  if (message.length < bytes) message = Buffer.allocUnsafeSlow(bytes);
  return message.subarray(0, bytes);
}

function lend(bytes: number): Buffer {
  const size = SIZES.find((each) => bytes <= each) ?? READ_BYTES;
  const buffer = free.get(size)?.pop() ?? Buffer.allocUnsafeSlow(size);
  lent.add(buffer.buffer);
  return buffer.subarray(0, bytes);
}

function giveBack(used: Uint8Array | undefined): void {
  if (used === undefined || !lent.delete(used.buffer)) return;
  const others = free.get(used.buffer.byteLength);
  if (others !== undefined && others.length < MOST_FREE) others.push(Buffer.from(used.buffer));
}
