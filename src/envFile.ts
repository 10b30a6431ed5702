import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { tell } from '#src/texts/texts.ts';
import type { ConfigFailureCode } from './config.ts';
import { decoded } from './decoded.ts';
import { VARIABLE_NAMES } from './environment.ts';
import { FailureError } from './failure.ts';

/** What editors make of the name `.env` without being asked. */
const NEARLY_NAMED = ['.env.txt', 'env.txt', '.env.env', 'env'];

/**
 * Adds the variables of a file such as `.env` to the environment; what is set already stays as it
 * is. A file that is not there adds nothing: everything in it is optional.
 *
 * @throws FailureError `config.invalid` when there is one that cannot be read, or that says
 * something the program would not get to see
 */
export function readEnvFile(path: string): void {
  const bytes = bytesOf(path);
  if (bytes === undefined) return;
  const text = decoded(bytes).replace(/\r\n?/g, '\n');
  const variables = parseEnv(text);
  const problems = oddLines(text, Object.keys(variables));
  if (problems.length > 0) {
    throw failed(`The file ${path} is not as it was meant:\n${problems.join('\n')}`);
  }
  for (const [name, value] of Object.entries(variables)) process.env[name] ??= value;
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    if (code !== 'ENOENT') throw failed(`The file ${path} cannot be read (${code}).`, error);
    const folder = dirname(path);
    const other = NEARLY_NAMED.find((name) => existsSync(join(folder, name)));
    if (other === undefined || hasToken()) return undefined;
    throw failed(`The file ${path} is not there, but ${join(folder, other)} is: rename it.`);
  }
}

const hasToken = (): boolean =>
  Boolean(process.env['DISCORD_TOKEN'] || process.env['DISCORD_TOKEN_FILE']);

/** Lines about our variables of which a reader of such files makes nothing, or something else. */
function oddLines(text: string, read: readonly string[]): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const [index, line] of text.split('\n').entries()) {
    const [, name = '', mark = '', value = ''] =
      /^\s*(?:export\s+|set\s+|\$env:)?([A-Z_]+)\s*([=:]?)(.*)$/i.exec(line) ?? [];
    if (!VARIABLE_NAMES.some((known) => known === name.toUpperCase())) continue;
    const where = `  - line ${index + 1}: ${name}`;
    if (mark !== '=') problems.push(`${where} has no = behind it`);
    else if (seen.has(name) && seen.get(name) !== value.trim()) {
      problems.push(`${where} stands there twice, with different values`);
    } else if (!read.includes(name)) {
      problems.push(`${where} is not read: write NAME=value, and look for quotation marks above`);
    }
    seen.set(name, value.trim());
  }
  return problems;
}

function failed(operatorText: string, cause?: unknown): FailureError {
  return new FailureError(
    {
      code: 'config.invalid' satisfies ConfigFailureCode,
      memberText: tell('failure.setup'),
      operatorText,
    },
    { cause },
  );
}
