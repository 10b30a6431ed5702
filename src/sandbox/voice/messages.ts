import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import * as z from 'zod';
import type { Wire } from './Outbox.ts';

const snowflake = z.string().regex(/^\d{1,20}$/);
const port = z.int().min(0).max(65_535);
const unsigned32 = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Discord refuses older ones, and clients that name none. */
const FIRST_VERSION = 4;
/** Numbers its messages, and sends those that were missed again to who resumes. */
export const BUFFERING_VERSION = 8;
/** Clients name their channel as well. */
const CHANNEL_VERSION = 9;

/** The version of the voice gateway that a client's URL asks for; undefined when there is none. */
export function versionOf(url: string): number | undefined {
  const asked = Number(URL.parse(url, 'wss://voice')?.searchParams.get('v') ?? 0);
  const known = Number.isInteger(asked) && asked >= FIRST_VERSION && asked <= CHANNEL_VERSION;
  return known ? asked : undefined;
}

/** Whether a client names what one of its version has to name. */
export function namesChannel(request: Identify | Resume, version: number): boolean {
  return version < CHANNEL_VERSION || request.channel_id != null;
}

/** Every JSON message: which operation, and its data. */
export const envelopeSchema = z.object({ op: z.int(), d: z.unknown() });

export const identifySchema = z.object({
  server_id: snowflake,
  user_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z
    .int()
    .min(0)
    .nullish()
    .transform((given) => given ?? 0),
  /** From version 9 on. */
  channel_id: snowflake.nullish(),
});

export const resumeSchema = z.object({
  server_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  /** From version 8 on, which buffers what is missed. */
  seq_ack: z.int().min(-1).nullish(),
  /** From version 9 on. */
  channel_id: snowflake.nullish(),
});

/** `protocol` and `mode` are checked apart: each has a close code of its own. */
export const selectProtocolSchema = z.object({
  protocol: z.string(),
  data: z.object({ address: z.ipv4(), port, mode: z.string() }),
});

/** Some clients do not say what they have received. */
const heartbeatSchema = z.object({ t: z.int(), seq_ack: z.int().min(-1).nullish() });
/** Before version 8: any number, which the answer repeats. */
const nonceSchema = z.int();

export interface Heartbeat {
  /** What the acknowledgement says. */
  readonly answer: number | { readonly t: number };
  /** The last message that has come to the client, if it says so. */
  readonly received: number | null;
}

/** What a client of a version sends as heartbeat. */
export const heartbeatOf = (version: number): z.ZodType<Heartbeat> =>
  version >= BUFFERING_VERSION
    ? heartbeatSchema.transform(({ t, seq_ack }) => ({ answer: { t }, received: seq_ack ?? null }))
    : nonceSchema.transform((nonce) => ({ answer: nonce, received: null }));

export const speakingSchema = z.object({
  /** Bits: microphone 1, sound share 2, priority 4. */
  speaking: z.int().min(0).max(7),
  delay: z.number().optional(),
  ssrc: unsigned32,
});

/** Ready for a transition, or not able to follow it. */
export const transitionSchema = z.object({ transition_id: z.int().min(0).max(65_535) });

export type Identify = z.infer<typeof identifySchema>;
export type Resume = z.infer<typeof resumeSchema>;

/** What a client may send as JSON; any other operation closes its connection. */
export const CLIENT_OPERATIONS: ReadonlySet<number> = new Set([
  VoiceOpcodes.Identify,
  VoiceOpcodes.SelectProtocol,
  VoiceOpcodes.Heartbeat,
  VoiceOpcodes.Speaking,
  VoiceOpcodes.Resume,
  VoiceOpcodes.DaveTransitionReady,
  VoiceOpcodes.DaveMlsInvalidCommitWelcome,
]);

/**
 * Known to Discord's server and of no concern to sound: video, which streams a client wants, its
 * flags and its platform. Clients that came from Discord's own send them.
 */
export const UNHEEDED_OPERATIONS: ReadonlySet<number> = new Set([12, 15, 18, 20]);

/** What a client may send as binary: `u8 operation | payload`. */
export const CLIENT_BINARY_OPERATIONS: ReadonlySet<number> = new Set([
  VoiceOpcodes.DaveMlsKeyPackage,
  VoiceOpcodes.DaveMlsCommitWelcome,
]);

/** Sent about every member after 11; not documented, and clients may ignore them. */
export const UNDOCUMENTED_OPERATIONS = { clientFlags: 18, clientPlatform: 20 } as const;

/** A message that is not replayed when the client resumes. */
export function encodeMessage(op: number, d: unknown): string {
  return JSON.stringify({ op, d });
}

export function encodeNumberedMessage(op: number, d: unknown): (sequence: number) => Wire {
  return (sequence) => JSON.stringify({ op, d, seq: sequence });
}

/** `u16 sequence | u8 operation | payload` */
export function encodeBinaryMessage(op: number, payload: Buffer): (sequence: number) => Wire {
  return (sequence) => {
    const header = Buffer.alloc(3);
    header.writeUInt16BE(sequence, 0);
    header.writeUInt8(op, 2);
    return Buffer.concat([header, payload]);
  };
}
