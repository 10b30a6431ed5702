import {
  type Client,
  DiscordAPIError,
  Events,
  HTTPError,
  RateLimitError,
  RESTEvents,
} from 'discord.js';
import type { Log } from '../log.ts';

/** What discord.js has to tell goes into the log. */
export function logClient(client: Client, log: Log): void {
  client.on(Events.Error, (error) => log.error({ error }, 'The Discord client failed'));
  client.on(Events.Warn, (message) => log.warn({ message }, 'The Discord client warns'));
  client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) => {
    log.warn(
      { count },
      'Discord refuses many requests; at 10,000 in ten minutes it shuts the bot out',
    );
  });
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * The same log, with what went wrong at Discord reduced to what an operator needs: the library's
 * own errors carry the request, so the words of members and, in its URL, an interaction's token.
 */
export function discreetLog(log: Log): Log {
  // A limit is told once, by whoever knows it; not by all who meet it.
  const quieter = (fields: Fields): boolean => fields['error'] instanceof RateLimitError;
  const write =
    (level: keyof Log) =>
    (fields: Fields, message: string): void =>
      log[quieter(fields) ? 'debug' : level](discreet(fields), message);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
}

function discreet(fields: Fields): Fields {
  return 'error' in fields ? { ...fields, error: withoutRequest(fields['error']) } : fields;
}

function withoutRequest(error: unknown): unknown {
  if (error instanceof DiscordAPIError) {
    const { code, status, method } = error;
    // The lines after the first name fields and can quote what was in them.
    const [message] = error.message.split('\n');
    return { name: 'DiscordAPIError', code, status, method, message, at: frames(error) };
  }
  if (error instanceof HTTPError) {
    const { status, method } = error;
    return { name: 'HTTPError', status, method, at: frames(error) };
  }
  if (error instanceof RateLimitError) {
    const { method, limit, timeToReset } = error;
    return { name: 'RateLimitError', method, limit, timeToReset, at: frames(error) };
  }
  return error;
}

/** Where it happened, without the message that a stack begins with. */
function frames({ stack }: Error): readonly string[] {
  const lines = stack?.split('\n') ?? [];
  return lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
}
