import type { z } from 'zod';
import type { PcmFormat } from '../audio/resample/Resampler.ts';
import type { SourceMetadata } from '../music/controls.ts';
import type { Redact } from '../redact/createRedact.ts';
import { DOCUMENTED_FORMAT, isDocumentedFormat, readAudioFormat } from './audioFormat.ts';
import { type LiftedMessage, liftAudio } from './liftAudio.ts';
import type { Oddities } from './Oddities.ts';
import { decodePcm } from './pcm.ts';
import {
  audioChunkSchema,
  filteredPromptSchema,
  serverContentSchema,
  serverMessageSchema,
  setupCompleteSchema,
  sourceMetadataSchema,
  warningSchema,
} from './serverMessages.ts';
import type { LyriaEvent } from './session.ts';
import { unknownFields } from './unknownFields.ts';

/** An event, or audio that is not yet one. */
export type ReadEvent =
  | LyriaEvent
  /** Of another format than the documented one. */
  | {
      readonly type: 'foreignAudio';
      /** Interleaved, whole samples of all channels. */
      readonly pcm: Int16Array;
      readonly format: PcmFormat;
      readonly source: SourceMetadata | undefined;
    }
  /** Audio that nobody here can play. `what` is free of keys. */
  | { readonly type: 'unplayable'; readonly what: string };

/** What one message of the service says. */
export interface ReadMessage {
  readonly setupComplete: boolean;
  readonly events: readonly ReadEvent[];
}

/** The longest name of a format that is told: it comes from the service. */
const MAX_FORMAT_LENGTH = 80;

type Base64Of = LiftedMessage['base64Of'];

const NOTHING: ReadMessage = { setupComplete: false, events: [] };

/**
 * Turns the service's messages into events. Never throws, whatever the bytes are: what cannot be
 * used is counted and passed over.
 */
export class MessageReader {
  readonly #oddities: Oddities;
  readonly #redact: Redact;

  constructor(oddities: Oddities, redact: Redact) {
    this.#oddities = oddities;
    this.#redact = redact;
  }

  /** @param bytes the payload of a frame, binary (as Google sends) or text alike: JSON in UTF-8 */
  read(bytes: Buffer): ReadMessage {
    const { json, base64Of } = liftAudio(bytes);
    const message = this.#parse(json);
    if (message === undefined) return NOTHING;
    const present = Object.keys(message).length;
    if (present === 0) this.#oddities.count('empty message');
    if (present > 1) this.#oddities.count('several fields');
    this.#countUnknown(serverMessageSchema, message);
    return {
      setupComplete: this.#field(setupCompleteSchema, message, 'setupComplete') !== undefined,
      events: [
        ...this.#filteredPrompt(message),
        ...this.#warning(message),
        ...this.#serverContent(message, base64Of),
      ],
    };
  }

  #parse(json: string): Record<string, unknown> | undefined {
    let value: unknown;
    try {
      value = JSON.parse(json);
    } catch {
      // The parser's message quotes the text, so it is not told.
      this.#oddities.count('malformed JSON');
      return undefined;
    }
    const parsed = serverMessageSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.#oddities.count('not an object');
    return undefined;
  }

  *#filteredPrompt(message: Record<string, unknown>): Iterable<LyriaEvent> {
    const filtered = this.#field(filteredPromptSchema, message, 'filteredPrompt');
    if (filtered === undefined) return;
    this.#countUnknown(filteredPromptSchema, filtered);
    const text = this.#redact(filtered.text);
    yield { type: 'filteredPrompt', text, reason: this.#redact(filtered.filteredReason) };
  }

  *#warning(message: Record<string, unknown>): Iterable<LyriaEvent> {
    const warning = this.#field(warningSchema, message, 'warning');
    if (warning !== undefined) yield { type: 'warning', text: this.#redact(warning) };
  }

  *#serverContent(message: Record<string, unknown>, base64Of: Base64Of): Iterable<ReadEvent> {
    const content = this.#field(serverContentSchema, message, 'serverContent');
    if (content === undefined) return;
    this.#countUnknown(serverContentSchema, content);
    const chunks = content.audioChunks ?? [];
    if (chunks.length === 0) this.#oddities.count('content without audio');
    for (const chunk of chunks) {
      const audio = this.#audioChunk(chunk, base64Of);
      if (audio !== undefined) yield audio;
    }
  }

  #audioChunk(value: unknown, base64Of: Base64Of): ReadEvent | undefined {
    const parsed = audioChunkSchema.safeParse(value);
    if (!parsed.success) {
      this.#oddities.count('unreadable field', 'audioChunks');
      return undefined;
    }
    const { data, mimeType, sourceMetadata } = parsed.data;
    this.#countUnknown(audioChunkSchema, parsed.data);
    if (data === undefined || data === '') {
      this.#oddities.count('chunk without data');
      return undefined;
    }
    // The documentation knows one format only, so that is it where none is named.
    if (mimeType === undefined) this.#oddities.count('audio format not named');
    const format = mimeType === undefined ? DOCUMENTED_FORMAT : readAudioFormat(mimeType);
    if (format === undefined) {
      const named = this.#redact(mimeType ?? '').slice(0, MAX_FORMAT_LENGTH);
      this.#oddities.count('unknown audio format', named);
      return { type: 'unplayable', what: `its format is "${named}"` };
    }
    const decoded = decodePcm(base64Of(data), format.channels);
    if (!decoded.ok) {
      this.#oddities.count('malformed base64');
      return { type: 'unplayable', what: 'it is no base64' };
    }
    const { pcm, droppedBytes } = decoded;
    if (droppedBytes > 0) this.#oddities.count('incomplete sample pair');
    if (pcm.length === 0) {
      this.#oddities.count('chunk without data');
      return undefined;
    }
    const source = this.#source(sourceMetadata);
    if (!isDocumentedFormat(format)) return { type: 'foreignAudio', pcm, format, source };
    return { type: 'audio', chunk: source === undefined ? { pcm } : { pcm, source } };
  }

  #source(value: unknown): SourceMetadata | undefined {
    if (value === undefined || value === null) return undefined;
    const parsed = sourceMetadataSchema.safeParse(value);
    if (!parsed.success) {
      this.#oddities.count('unreadable source metadata');
      return undefined;
    }
    const { prompts, config } = parsed.data;
    return {
      prompts: prompts.map(({ text, weight }) => ({ text: this.#redact(text), weight })),
      config,
    };
  }

  /** The field's value when it is there and makes sense. JSON's null means absent, as for Google. */
  #field<Schema extends z.ZodType>(
    schema: Schema,
    message: Record<string, unknown>,
    name: string,
  ): z.output<Schema> | undefined {
    const value = message[name];
    if (value === undefined || value === null) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    this.#oddities.count('unreadable field', name);
    return undefined;
  }

  #countUnknown(schema: z.ZodObject, value: Record<string, unknown>): void {
    for (const name of unknownFields(schema, value)) {
      this.#oddities.count('unknown field', this.#redact(name));
    }
  }
}
