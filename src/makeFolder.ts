import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** For the owner only: what members wish for is nobody else's business. */
const MODE = 0o700;

/**
 * Makes a folder and those it is in, where they are not there. Node's own recursive way never ends
 * where the system says that a folder is missing and cannot be made, as below `/proc`.
 *
 * @throws what the system says, and for a path that is there and no folder
 */
export function makeFolder(path: string): void {
  const folder = resolve(path);
  if (isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: MODE });
  } catch (error) {
    // Another program may just have made it.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
