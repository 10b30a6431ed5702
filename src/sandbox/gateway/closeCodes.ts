import { GatewayCloseCodes as Code } from 'discord-api-types/v10';

/** Codes with which a session is over: coming back takes a new one. */
export const ENDING_CODES: ReadonlySet<number> = new Set([
  Code.AuthenticationFailed,
  Code.InvalidSeq,
  Code.SessionTimedOut,
  Code.InvalidShard,
  Code.ShardingRequired,
  Code.InvalidAPIVersion,
  Code.InvalidIntents,
  Code.DisallowedIntents,
]);

/** The words that come with close codes. */
const REASONS: Readonly<Record<number, string>> = {
  [Code.UnknownError]: 'Unknown error.',
  [Code.UnknownOpcode]: 'Unknown opcode.',
  [Code.DecodeError]: 'Error while decoding payload.',
  [Code.NotAuthenticated]: 'Not authenticated.',
  [Code.AuthenticationFailed]: 'Authentication failed.',
  [Code.AlreadyAuthenticated]: 'Already authenticated.',
  [Code.InvalidSeq]: 'Invalid seq.',
  [Code.RateLimited]: 'Rate limited.',
  [Code.SessionTimedOut]: 'Session timed out.',
  [Code.InvalidShard]: 'Invalid shard.',
  [Code.ShardingRequired]: 'Sharding required.',
  [Code.InvalidAPIVersion]: 'Invalid API version.',
  [Code.InvalidIntents]: 'Invalid intent(s).',
  [Code.DisallowedIntents]: 'Disallowed intent(s).',
};

export function reasonFor(code: number): string {
  return REASONS[code] ?? '';
}
