import { posix } from 'node:path';

/** As the formatter writes them: at the beginning of a line, relative, with their ending. */
const MODULE_IMPORT = /^(?:import|export)\b(?:[^;'"]*\bfrom)?\s*['"](\.[^'"]+)['"]/gm;
const STYLE_IMPORT = /^@import url\("([^"]+)"\);$/gm;

/** The paths of the modules that a module without types loads, as in URLs. */
export function importedModules(path: string, source: string): string[] {
  return [...source.matchAll(MODULE_IMPORT)].map(([, to = '']) =>
    posix.join(posix.dirname(path), to),
  );
}

/** A style sheet with what it imports in place of the imports. */
export async function joinStyles(
  path: string,
  source: string,
  read: (path: string) => Promise<string>,
): Promise<string> {
  const imported = await Promise.all(
    [...source.matchAll(STYLE_IMPORT)].map(([, to = '']) =>
      read(posix.join(posix.dirname(path), to)),
    ),
  );
  let next = 0;
  return source.replaceAll(STYLE_IMPORT, () => imported[next++] ?? '');
}
