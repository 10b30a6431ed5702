import type { Networking, NetworkingState } from '@discordjs/voice';

/**
 * By which names the sockets and timers of a connection call into the library: messages, opening,
 * closing and errors (`emit`), and heartbeats. Everything else the library does, the DAVE session
 * included, it does within one of these, or within a call of ours.
 */
const ENTRANCES = {
  ws: ['onMessage', 'emit', 'sendHeartbeat'],
  udp: ['onMessage', 'emit', 'keepAlive'],
} as const;

/**
 * The library takes what a voice server sends on trust, inside event handlers and timers: what is
 * thrown there would end the process, and with it the music of all other guilds. Hands it to
 * `onError` instead; the connection is then in no known state, and wants replacing.
 */
export function guardNetworking(networking: Networking, onError: (error: unknown) => void): void {
  const guarded = new WeakSet<object>();
  const guard = (state: NetworkingState): void => {
    for (const [socket, names] of Object.entries(ENTRANCES)) {
      const target: unknown = Reflect.get(state, socket);
      if (typeof target !== 'object' || target === null || guarded.has(target)) continue;
      guarded.add(target);
      for (const name of names) guardMethod(target, name, onError);
    }
  };
  guard(networking.state);
  // A session that resumes has a new WebSocket.
  networking.on('stateChange', (_before: NetworkingState, state: NetworkingState) => guard(state));
}

function guardMethod(target: object, name: string, onError: (error: unknown) => void): void {
  const method: unknown = Reflect.get(target, name);
  if (typeof method !== 'function')
    throw new TypeError(`The voice library has no ${name} any more`);
  Reflect.set(target, name, (...given: unknown[]): unknown => {
    try {
      return Reflect.apply(method, target, given);
    } catch (error) {
      onError(error);
      return undefined;
    }
  });
}
