import type { EndReason, MediaCommand } from '../media/protocol.ts';
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
  /** What the server has set outlives the station. */
  | { readonly do: 'changeSettings'; readonly changes: Partial<GuildSettings> }
  /** The panel as it is to stand when nobody edits it any more, sooner or later. */
  | { readonly do: 'lastPanel'; readonly channelId: string; readonly messageId: string }
  /** Why the music has ended, for the text channel. */
  | {
      readonly do: 'announceEnd';
      readonly channelId: string;
      readonly text: string;
    };

/** Why a station has ended; a failure brings words of its own. */
export const END_TEXTS: Readonly<
  Record<Exclude<EndReason, 'failed'> | 'outage' | 'limit', string>
> = {
  kicked: 'I was removed from the voice channel, so the music has ended.',
  'channel-deleted': 'The voice channel was deleted, so the music has ended.',
  stopped: 'The music has ended.',
  /** Chosen by the control side alone. */
  outage:
    'Discord could not be reached for too long, so the music has ended. `/lyria play` starts it again.',
  /** Chosen by the control side alone. */
  limit:
    'The music fades out: whoever runs this bot lets it play for so long at a time. `/lyria play` starts it again.',
  shutdown: 'The bot is restarting. The music comes back by itself.',
};
