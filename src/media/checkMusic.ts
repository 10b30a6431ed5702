import { type Failure, FailureError } from '../failure.ts';
import { configMessage, promptsMessage } from '../lyria/clientMessages.ts';
import type { MediaCommand } from './protocol.ts';

/** What is wrong with a command's prompts and configuration, so that no session need refuse it. */
export function checkMusic(command: MediaCommand): Failure | undefined {
  try {
    if (command.type === 'start' || command.type === 'setMix') promptsMessage(command.prompts);
    if (command.type === 'start' || command.type === 'setConfig') configMessage(command.config);
    return undefined;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
}
