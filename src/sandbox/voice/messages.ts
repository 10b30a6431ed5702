import { VoiceOpcodes } from 'discord-api-types/voice/v8';
import * as z from 'zod';
import type { Wire } from './Outbox.ts';

const snowflake = z.string().regex(/^\d{1,20}$/);
const port = z.int().min(0).max(65_535);
const unsigned32 = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Every JSON message: which operation, and its data. */
export const envelopeSchema = z.object({ op: z.int(), d: z.unknown() });

export const identifySchema = z.object({
  server_id: snowflake,
  user_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  max_dave_protocol_version: z.int().min(0).default(0),
});

export const resumeSchema = z.object({
  server_id: snowflake,
  session_id: z.string(),
  token: z.string(),
  seq_ack: z.int().min(-1),
});

/** `protocol` and `mode` are checked apart: each has a close code of its own. */
export const selectProtocolSchema = z.object({
  protocol: z.string(),
  data: z.object({ address: z.ipv4(), port, mode: z.string() }),
});

/** Some clients do not say what they have received. */
export const heartbeatSchema = z.object({ t: z.int(), seq_ack: z.int().min(-1).optional() });

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
