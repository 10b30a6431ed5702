import type { Networking, NetworkingState } from '@discordjs/voice';

/**
 * The library sends its first keep-alive a turn of the event loop after it has opened its UDP
 * socket, closed by then or not. What cannot be sent throws, and from a timer that would end the
 * process. Keeps a closed socket still, and hands the first of other errors to `onError`.
 */
export function guardUdp(networking: Networking, onError: (error: unknown) => void): void {
  let guarded: unknown;
  networking.on('stateChange', (_before: NetworkingState, state: NetworkingState) => {
    const udp = 'udp' in state ? state.udp : undefined;
    if (udp === undefined || udp === guarded) return;
    guarded = udp;
    const send = udp.send.bind(udp);
    let isClosed = false;
    let hasFailed = false;
    udp.once('close', () => {
      isClosed = true;
    });
    udp.send = (packet) => {
      if (isClosed) return;
      try {
        send(packet);
      } catch (error) {
        if (!hasFailed) onError(error);
        hasFailed = true;
      }
    };
  });
}
