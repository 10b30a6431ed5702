import { readFileSync } from 'node:fs';
import { decoded } from './decoded.ts';
import { SECRET_NAMES } from './environment.ts';
import { givenVariables } from './givenVariables.ts';

type Given = Readonly<Record<string, string>>;

/**
 * Puts what is in the files of `DISCORD_TOKEN_FILE` and its like in the place of the variables they
 * stand for. A problem names the variable alone: its value might be the secret itself, by mistake.
 *
 * @param given as `givenVariables` returns it
 */
export function readSecretFiles(given: Given): {
  readonly given: Given;
  readonly problems: readonly string[];
} {
  const all = { ...given };
  const problems = SECRET_NAMES.flatMap((name) => {
    const variable = `${name}_FILE` as const;
    const path = given[variable];
    if (path === undefined || path.startsWith('~')) return [];
    if (given[name] !== undefined) return [`${variable} and ${name} are both set: remove one`];
    const read = contentOf(path);
    if ('why' in read) return [`${variable} names a file that ${read.why}`];
    all[name] = read.secret;
    return [];
  });
  return { given: all, problems };
}

/** Cleaned as the values of variables are: of the line break at the end above all. */
function contentOf(path: string): { readonly secret: string } | { readonly why: string } {
  try {
    const { secret } = givenVariables({ secret: decoded(readFileSync(path)) });
    return secret === undefined ? { why: 'is empty' } : { secret };
  } catch (error) {
    return { why: whyUnread(error) };
  }
}

function whyUnread(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  if (code === 'ENOENT') return 'is not there';
  if (code === 'EISDIR') return 'is a folder: Docker makes one where there is no file to mount';
  const user = process.getuid?.();
  const whose = user === undefined ? '' : `, which is ${user}`;
  return `cannot be read (${code}): the user that the bot runs as${whose} has to be allowed to`;
}
