import { readEnvFile } from './envFile.ts';
import { environmentSchema } from './environment.ts';
import { FailureError } from './failure.ts';
import { givenVariables } from './givenVariables.ts';
import { exitStatusOf } from './ops/exitStatus.ts';
import { explain } from './ops/explain.ts';

/**
 * Runs a command about the data folder of the bot that has these settings, and says in one line what
 * came of it. Nothing else has to be set, or right.
 *
 * @param work returns what it has done
 */
export async function runOnDataFolder(work: (directory: string) => Promise<string>): Promise<void> {
  try {
    readEnvFile('.env');
    const given = givenVariables(process.env);
    const { DATA_DIR: directory } = environmentSchema.pick({ DATA_DIR: true }).parse(given);
    process.stderr.write(`${await work(directory)}\n`);
  } catch (error) {
    const machine = { now: new Date(), userId: process.getuid?.() };
    const failure = error instanceof FailureError ? error.failure : undefined;
    process.stderr.write(`${failure === undefined ? String(error) : explain(failure, machine)}\n`);
    process.exitCode = exitStatusOf(failure?.code ?? '');
  }
}
