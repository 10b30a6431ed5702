import type { SnowflakeFactory } from './snowflake.ts';

interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** All uploads together; beyond it the oldest bytes go, as links to old attachments expire. */
const MAX_STORED_BYTES = 256 * 1024 * 1024;

/** The bytes of uploaded files, served again under `/attachments`. */
export class AttachmentStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #ids: SnowflakeFactory;
  #storedBytes = 0;

  constructor(ids: SnowflakeFactory) {
    this.#ids = ids;
  }

  put(file: Omit<StoredFile, 'id'>): StoredFile {
    const stored = { ...file, id: this.#ids.next() };
    this.#files.set(stored.id, stored);
    this.#storedBytes += file.bytes.byteLength;
    for (const [id, oldest] of this.#files) {
      if (this.#storedBytes <= MAX_STORED_BYTES || id === stored.id) break;
      this.#files.delete(id);
      this.#storedBytes -= oldest.bytes.byteLength;
    }
    return stored;
  }

  get(id: string, filename: string): StoredFile | undefined {
    const file = this.#files.get(id);
    return file?.filename === filename ? file : undefined;
  }
}
