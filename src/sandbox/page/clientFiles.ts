import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a browser gets for one path. */
export interface ClientFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Changes with the content. */
  readonly etag: string;
}

const ROOT = new URL('./client/', import.meta.url);

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Plain names between single slashes: nothing that climbs out of the folder, nothing hidden. */
const SAFE_PATH = /^\/(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;

/** Reads the page's files as they are on disk; TypeScript loses its types on the way. */
export class ClientFiles {
  readonly #cache = new Map<string, { readonly modifiedMs: number; readonly file: ClientFile }>();

  /** @param path as in the URL, `/` for the page itself. Undefined when there is no such file. */
  async get(path: string): Promise<ClientFile | undefined> {
    const wanted = path === '/' ? '/index.html' : path;
    const contentType = CONTENT_TYPES[extname(wanted)];
    if (contentType === undefined || !SAFE_PATH.test(wanted) || wanted.endsWith('.d.ts')) {
      return undefined;
    }
    const location = new URL(`.${wanted}`, ROOT);
    const modifiedMs = await stat(location).then(
      (stats) => (stats.isFile() ? stats.mtimeMs : undefined),
      () => undefined,
    );
    if (modifiedMs === undefined) return undefined;
    const cached = this.#cache.get(wanted);
    if (cached?.modifiedMs === modifiedMs) return cached.file;
    const file = await read(location, contentType);
    this.#cache.set(wanted, { modifiedMs, file });
    return file;
  }
}

async function read(location: URL, contentType: string): Promise<ClientFile> {
  const path = fileURLToPath(location);
  const source = await readFile(path);
  // Types become blanks, so that lines and columns in the browser's tools are those of the source.
  const body = path.endsWith('.ts') ? Buffer.from(stripTypeScriptTypes(source.toString())) : source;
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return { body, contentType, etag };
}
