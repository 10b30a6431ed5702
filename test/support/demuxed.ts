import { once } from 'node:events';
import { Readable } from 'node:stream';
import prism from 'prism-media';

/** The packets in an Ogg file, and how much of their sound is not to be heard. */
export async function demuxed(bytes: Uint8Array) {
  const demuxer = new prism.opus.OggDemuxer();
  const packets: Buffer[] = [];
  const heads: Buffer[] = [];
  demuxer.on('head', (head: Buffer) => heads.push(head));
  demuxer.on('data', (packet: Buffer) => packets.push(packet));
  Readable.from([Buffer.from(bytes)]).pipe(demuxer);
  await once(demuxer, 'end');
  return { packets, preSkip: heads[0]?.readUInt16LE(10) ?? -1 };
}
