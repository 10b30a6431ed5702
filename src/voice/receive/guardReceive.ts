import { EndBehaviorType, type VoiceConnection } from '@discordjs/voice';
import type { Clock } from '../../clock.ts';
import { audibility } from '../audibility.ts';

/** Header of 12 bytes, at least one of Opus, tag of 16 and counter of 4: the library reads into less. */
const LEAST_BYTES = 12 + 1 + 16 + 4;
/** RTP version 2, the only one there is. */
const RTP_VERSION = 2;
const OPUS_PAYLOAD_TYPE = 0x78;
const SSRC_AT = 8;
const SEQUENCE_AT = 2;
const TIMESTAMP_AT = 4;
/** The largest that Opus makes; a jumbo datagram holds none. */
const MOST_OPUS_BYTES = 1_275;
/**
 * What is forged costs as much as what is heard: an attempt to decrypt. So many may fail in a second,
 * three times what two speakers send; what comes then is not looked at, and the music never waits.
 */
const MOST_FAILURES_A_SECOND = 300;
const SECOND_MS = 1_000;

/** One packet of somebody who is listened to, decrypted. */
export interface ReceivedPacket {
  /** RTP: 0 to 65,535. */
  readonly sequence: number;
  /** RTP: samples at 48 kHz, 32 bit. */
  readonly timestamp: number;
  readonly opus: Buffer;
}

/** Who is listened to, and who learns what they send. */
export interface PacketListener {
  readonly packet: (packet: ReceivedPacket) => void;
  /** One came that is nobody's to understand: forged, damaged, repeated, or too early. */
  readonly unreadable: () => void;
}

/** What a connection lets in, past a library that believes whatever comes. */
export interface GuardedReceiver {
  /**
   * Tells of each packet that claims to be one of these people's, until the returned function is called.
   * None is decrypted: whoever forges one achieves no more than to be noticed.
   */
  notice(people: ReadonlySet<string>, noticed: () => void): () => void;
  /** Until the returned function is called. One listener a person; the newest holds. */
  listen(userId: string, listener: PacketListener): () => void;
  /** Another networking has come: whoever had which ssrc counts no more. */
  forgetSpeakers(): void;
}

interface Noticing {
  readonly people: ReadonlySet<string>;
  readonly noticed: () => void;
}

type ParsePacket = (datagram: Buffer, ...more: unknown[]) => unknown;

/**
 * Stands between the socket and the library's receiver, which takes datagrams from any address: one
 * of 9 to 11 bytes throws inside the socket's handler, one that cannot be authenticated destroys the
 * stream, and ciphertext passes for Opus until the keys are there. Nobody is looked at who is not
 * listened to. Packets are handed over as they come, with their numbers, which the library's streams
 * leave out.
 */
export function guardReceive(connection: VoiceConnection, clock: Clock): GuardedReceiver {
  const { receiver } = connection;
  const library: unknown = Reflect.get(receiver, 'parsePacket');
  if (typeof library !== 'function')
    throw new TypeError('The voice library receives otherwise now');
  const listeners = new Map<string, PacketListener>();
  const notices = new Set<Noticing>();
  const passOn = receiver.onUdpMessage;
  let failures = 0;
  let secondEndsMs = 0;

  const mayTry = (): boolean => {
    const nowMs = clock.now();
    if (nowMs >= secondEndsMs) {
      failures = 0;
      secondEndsMs = nowMs + SECOND_MS;
    }
    return failures < MOST_FAILURES_A_SECOND;
  };

  const parsePacket: ParsePacket = (datagram, ...more) => {
    const userId = more.at(-1);
    const listener = typeof userId === 'string' ? listeners.get(userId) : undefined;
    if (listener === undefined) return null;
    const opus = readable(() => Reflect.apply(library, receiver, [datagram, ...more]));
    if (opus === undefined) {
      failures += 1;
      listener.unreadable();
      return null;
    }
    listener.packet({
      sequence: datagram.readUInt16BE(SEQUENCE_AT),
      timestamp: datagram.readUInt32BE(TIMESTAMP_AT),
      opus,
    });
    // Nothing goes into the library's stream: nobody reads it.
    return null;
  };

  const onUdpMessage = (datagram: Buffer): void => {
    if (listeners.size + notices.size === 0 || datagram.length < LEAST_BYTES) return;
    if ((datagram[0] ?? 0) >> 6 !== RTP_VERSION) return;
    if (((datagram[1] ?? 0) & 0x7f) !== OPUS_PAYLOAD_TYPE) return;
    const speaker = receiver.ssrcMap.get(datagram.readUInt32BE(SSRC_AT));
    if (speaker === undefined) return;
    for (const { people, noticed } of notices) if (people.has(speaker.userId)) noticed();
    if (!listeners.has(speaker.userId) || !mayTry()) return;
    if (audibility(connection) !== 'audible') listeners.get(speaker.userId)?.unreadable();
    else passOn(datagram);
  };

  Reflect.set(receiver, 'parsePacket', parsePacket);
  // Each networking's socket is given this one when it opens, which none has yet.
  receiver.onUdpMessage = onUdpMessage;

  return {
    notice(people, noticed) {
      const noticing: Noticing = { people, noticed };
      notices.add(noticing);
      return () => void notices.delete(noticing);
    },
    listen(userId, listener) {
      listeners.set(userId, listener);
      const stream = receiver.subscribe(userId, { end: { behavior: EndBehaviorType.Manual } });
      stream.on('error', () => {});
      return () => {
        if (listeners.get(userId) !== listener) return;
        listeners.delete(userId);
        stream.destroy();
        receiver.subscriptions.delete(userId);
      };
    },
    forgetSpeakers() {
      const known: unknown = Reflect.get(receiver.ssrcMap, 'map');
      if (known instanceof Map) known.clear();
    },
  };
}

/** A packet of Opus, or undefined where there is none to be had. */
function readable(parse: () => unknown): Buffer | undefined {
  try {
    const opus = parse();
    const isOpus = opus instanceof Buffer && opus.length > 0 && opus.length <= MOST_OPUS_BYTES;
    return isOpus ? opus : undefined;
  } catch {
    return undefined;
  }
}
