import { tell } from '#src/texts/texts.ts';
import { type Failure, FailureError } from '../failure.ts';

export type StoreFailureCode =
  /** The file is damaged, or no database at all. */
  | 'store.corrupt'
  /** It was written by a newer version of the program. */
  | 'store.newer'
  /** It is a database of another program. */
  | 'store.foreign'
  /** It cannot be opened, read or written: missing rights, a read-only or failing disk. */
  | 'store.unavailable'
  | 'store.full'
  /** Another process holds it. */
  | 'store.busy'
  /** A row does not make sense. */
  | 'store.invalid'
  | 'store.failed';

export type StoreFailure = Failure<StoreFailureCode>;

export function storeFailure(
  code: StoreFailureCode,
  operatorText: string,
  options?: ErrorOptions,
): FailureError<StoreFailure> {
  const memberText = tell('failure.store');
  return new FailureError({ code, memberText, operatorText }, options);
}

/** SQLite's primary result codes, https://sqlite.org/rescode.html, that mean something to us. */
const BY_RESULT_CODE: Readonly<Record<number, readonly [StoreFailureCode, string]>> = {
  5: ['store.busy', 'is held by another process. Is the bot running twice on one DATA_DIR?'],
  6: ['store.busy', 'is held by another process. Is the bot running twice on one DATA_DIR?'],
  8: ['store.unavailable', 'cannot be written. Check the rights of the file and its directory.'],
  10: ['store.unavailable', 'cannot be read or written: the disk reports an error.'],
  11: ['store.corrupt', 'is damaged. Nothing was changed; restore a copy or move it away.'],
  13: ['store.full', 'cannot grow: the disk is full.'],
  14: ['store.unavailable', 'cannot be opened. Check DATA_DIR and its rights.'],
  26: ['store.corrupt', 'is not a database. Nothing was changed; restore a copy or move it away.'],
};

/** Runs `work` on the database at `path`; what SQLite throws comes out as a `StoreFailure`. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const resultCode = resultCodeOf(error);
    const known = resultCode === undefined ? undefined : BY_RESULT_CODE[resultCode];
    if (known !== undefined) {
      throw storeFailure(known[0], `${path} ${known[1]}`, { cause: error });
    }
    throw storeFailure('store.failed', `${path}: ${describe(error)}`, { cause: error });
  }
}

/** SQLite's own texts name tables and columns, never their contents. */
function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The lowest byte of an extended result code is the primary one. */
function resultCodeOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}
