import { Client, type ClientOptions, Events, GatewayIntentBits } from 'discord.js';
import type { Clock } from '#src/clock.ts';
import { type Log, silentLog } from '#src/log.ts';
import { type RateLimiter, unlimited } from '#src/sandbox/rest/RateLimiter.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';
import { FakeVoiceServer } from './FakeVoiceServer.ts';

export interface QuietSandbox extends Sandbox {
  readonly voice: FakeVoiceServer;
}

/** A sandbox without sound and, unless given, limits: Discord alone, over real sockets. */
export async function startQuietSandbox(
  options: {
    readonly clock?: Clock;
    readonly log?: Log;
    readonly limiter?: RateLimiter;
    readonly guilds?: number;
    readonly moreGuilds?: number;
    readonly shards?: number;
    readonly maxConcurrency?: number;
    readonly bots?: number;
  } = {},
): Promise<QuietSandbox> {
  const voice = new FakeVoiceServer();
  const sandbox = await startSandbox({
    log: silentLog,
    limiter: unlimited,
    ...options,
    voice,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  return { ...sandbox, voice };
}

/** An unmodified discord.js client, logged in and ready. */
export async function logIn(
  sandbox: Sandbox,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = newClient(sandbox, options);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.announcement.discordToken);
  return ready;
}

export function newClient(sandbox: Sandbox, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
    rest: { api: sandbox.announcement.discordApiUrl, retries: 0 },
    ...options,
  });
}
