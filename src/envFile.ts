import { loadEnvFile } from 'node:process';
import type { ConfigFailureCode } from './config.ts';
import { FailureError } from './failure.ts';

/**
 * Adds the variables of a file such as `.env` to the environment; what is set already stays as it
 * is. A file that is not there adds nothing: everything in it is optional.
 *
 * @throws FailureError `config.invalid` when there is one that cannot be read
 */
export function readEnvFile(path: string): void {
  try {
    loadEnvFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
    if (code === 'ENOENT') return;
    throw new FailureError(
      {
        code: 'config.invalid' satisfies ConfigFailureCode,
        memberText: 'The bot is not set up correctly. Its operator finds the reason in the log.',
        operatorText: `The file ${path} cannot be read (${code}).`,
      },
      { cause: error },
    );
  }
}
