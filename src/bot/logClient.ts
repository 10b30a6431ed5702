import { type Client, Events, RESTEvents } from 'discord.js';
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
