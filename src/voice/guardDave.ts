import type { DAVESession, Networking, NetworkingState } from '@discordjs/voice';

/**
 * The library calls its DAVE session from inside a socket's event handler, where an error would
 * end the process. Catches what cannot be understood of the server's messages and hands it to
 * `onError`, once for each.
 */
export function guardDave(networking: Networking, onError: (error: unknown) => void): void {
  let guarded: DAVESession | undefined;
  networking.on('stateChange', (_before: NetworkingState, state: NetworkingState) => {
    const dave = 'dave' in state ? state.dave : undefined;
    if (dave === undefined || dave === guarded) return;
    guarded = dave;
    dave.processProposals = guard(dave.processProposals.bind(dave), onError);
    dave.setExternalSender = guard(dave.setExternalSender.bind(dave), onError);
  });
}

function guard<Arguments extends unknown[], Result>(
  method: (...given: Arguments) => Result,
  onError: (error: unknown) => void,
): (...given: Arguments) => Result | undefined {
  return (...given) => {
    try {
      return method(...given);
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
}
