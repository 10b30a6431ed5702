import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { extname } from 'node:path';
import { importedModules, joinStyles } from './clientImports.ts';

/** What a browser gets for one path. */
export interface ClientFile {
  readonly body: Buffer;
  readonly contentType: string;
  /** Changes with the content. */
  readonly etag: string;
}

/** One file as it is on disk; a module without its types. */
interface Source {
  readonly modifiedMs: number;
  readonly text: string;
  /** The modules it loads. */
  readonly imports: readonly string[];
}

const ROOT = new URL('./client/', import.meta.url);
const PAGE = '/index.html';
/** The module that the page begins with. */
const FIRST_MODULE = '/main.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
};

/** Plain names between single slashes: nothing that climbs out of the folder, nothing hidden. */
const SAFE_PATH = /^\/(?:[\w-]+\/)*[\w-]+(?:\.[\w-]+)+$/;

/**
 * Reads the page's files as they are on disk, and makes them quick to load: TypeScript loses its
 * types, a style sheet takes in what it imports, and the page names every module it will need, so
 * that the browser asks for all of them at once instead of finding them one behind the other.
 */
export class ClientFiles {
  readonly #cache = new Map<string, Source>();

  /** @param path as in the URL, `/` for the page itself. Undefined when there is no such file. */
  async get(path: string): Promise<ClientFile | undefined> {
    const wanted = path === '/' ? PAGE : path;
    const contentType = CONTENT_TYPES[extname(wanted)];
    const source = await this.#read(wanted);
    if (contentType === undefined || source === undefined) return undefined;
    const body = Buffer.from(await this.#assemble(wanted, source));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
    return { body, contentType, etag };
  }

  async #assemble(path: string, { text }: Source): Promise<string> {
    if (path.endsWith('.css')) return joinStyles(path, text, (each) => this.#textOf(each));
    if (path !== PAGE) return text;
    const links = (await this.#modules()).map(
      (module) => `    <link rel="modulepreload" href="${module}" />\n`,
    );
    return text.replace(/^.*<\/head>/m, (end) => `${links.join('')}${end}`);
  }

  /** All modules of the page: nearest to the first one first. */
  async #modules(): Promise<string[]> {
    const found = new Set([FIRST_MODULE]);
    for (const path of found) {
      const source = await this.#read(path);
      for (const each of source?.imports ?? []) found.add(each);
    }
    return [...found];
  }

  async #textOf(path: string): Promise<string> {
    const source = await this.#read(path);
    if (source === undefined) throw new Error(`The page imports ${path}, which is not there`);
    return source.text;
  }

  async #read(path: string): Promise<Source | undefined> {
    const known = CONTENT_TYPES[extname(path)] !== undefined;
    if (!known || !SAFE_PATH.test(path) || path.endsWith('.d.ts')) return undefined;
    const location = new URL(`.${path}`, ROOT);
    const modifiedMs = await stat(location).then(
      (stats) => (stats.isFile() ? stats.mtimeMs : undefined),
      () => undefined,
    );
    if (modifiedMs === undefined) return undefined;
    const cached = this.#cache.get(path);
    if (cached?.modifiedMs === modifiedMs) return cached;
    const written = await readFile(location, 'utf8');
    const isModule = path.endsWith('.ts');
    // Types become blanks, so that lines and columns in the browser's tools are those of the source.
    const text = isModule ? stripTypeScriptTypes(written) : written;
    const imports = isModule ? importedModules(path, text) : [];
    const source = { modifiedMs, text, imports };
    this.#cache.set(path, source);
    return source;
  }
}
