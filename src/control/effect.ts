import { type Told, tell } from '#src/texts/texts.ts';
import type { EndReason, MediaCommand } from '../media/protocol.ts';
import type { Moment } from './moments.ts';
import type { Outcome } from './outcome.ts';
import type { GuildSettings } from './StationRecord.ts';

/** What is to be done once the step is kept. */
export type Effect =
  | { readonly do: 'media'; readonly command: MediaCommand }
  | { readonly do: 'answer'; readonly ticket: number; readonly outcome: Outcome }
  /** The panel as it is now into its message; its end is told by an action. */
  | { readonly do: 'drawPanel'; readonly channelId: string; readonly messageId: string }
  /** The former panel goes, or says where the newest one is. */
  | {
      readonly do: 'retirePanel';
      readonly channelId: string;
      readonly messageId: string;
      readonly movedTo: string;
    }
  /** A new panel; its message is told by an action. */
  | { readonly do: 'postPanel'; readonly channelId: string }
  /** How many messages stand below the panel is told by an action. */
  | { readonly do: 'countBelow'; readonly channelId: string; readonly messageId: string }
  /** Its proposer is told in private that a prompt was filtered. */
  | {
      readonly do: 'tellFiltered';
      readonly userId: string;
      readonly text: string;
      readonly reason: string;
    }
  /** Something to look back at. A mix takes the place of the one noted at the same moment. */
  | { readonly do: 'note'; readonly moment: Moment }
  /** What the server has set outlives the station. */
  | { readonly do: 'changeSettings'; readonly changes: Partial<GuildSettings> }
  /** The panel as it is to stand when nobody edits it any more, sooner or later. */
  | { readonly do: 'lastPanel'; readonly channelId: string; readonly messageId: string }
  /** Why the music has ended, for the text channel. */
  | {
      readonly do: 'announceEnd';
      readonly channelId: string;
      readonly text: Told;
    };

/** Why a station has ended; a failure brings words of its own. */
export function endText(why: Exclude<EndReason, 'failed'> | 'outage' | 'limit'): Told {
  return tell(`end.${why}`);
}
