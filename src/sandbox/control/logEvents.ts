import type { ControlContext } from './context.ts';
import { showInteraction, showTrafficEvent, showWorldEvent } from './presentation.ts';

/** Writes all that happens into the event log. Returns the function that ends it. */
export function logEvents(context: ControlContext): () => void {
  const { discord, events } = context;
  const ends = [
    discord.world.subscribe((event) => events.add(event.type, showWorldEvent(context, event))),
    discord.interactions.subscribe((event) =>
      events.add(event.type, showInteraction(context, event.interaction)),
    ),
    discord.subscribe((event) => events.add(event.type, showTrafficEvent(event))),
  ];
  return () => {
    for (const end of ends) end();
  };
}
