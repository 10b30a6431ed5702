import type { LiveFault } from '#src/generator/live/LiveConditions.ts';

/** What can be wrong with the DJ, as the drawer says it. */
export const DJ_FAULTS: Readonly<
  Record<LiveFault, { readonly label: string; readonly help: string }>
> = {
  'no-setup': { label: 'Never picks up', help: 'The connection opens, and nothing comes.' },
  'refuses-audio': { label: 'Hangs up at the first word', help: 'Close code 1008.' },
  'breaks-off': { label: 'Breaks off while it speaks', help: 'Close code 1011 in an answer.' },
  'internal-error': { label: 'Fails before it answers', help: 'Close code 1011.' },
  'no-answer': { label: 'Never answers', help: 'It hears, and says nothing.' },
  'mute-after-interrupted': {
    label: 'Falls silent when interrupted',
    help: 'As some sessions of the real service do.',
  },
  'phantom-interrupted': {
    label: 'Thinks it was interrupted',
    help: 'An answer ends though nobody speaks.',
  },
  'late-chunks': {
    label: 'Speaks on after an interruption',
    help: 'Sound of the old answer still comes.',
  },
  'duplicate-calls': { label: 'Asks for everything twice', help: 'Each tool is called again.' },
  'cancelled-call': { label: 'Changes its mind', help: 'Each tool call is taken back at once.' },
  'wrong-rate': { label: 'Speaks at another rate', help: '16 kHz instead of 24.' },
  garbage: {
    label: 'Talks gibberish',
    help: 'Frames that are no JSON, and some that mean nothing.',
  },
  'slow-audio': { label: 'Takes its time', help: 'The first sound comes three seconds late.' },
  'go-away': { label: 'Wants to leave', help: 'It says that the session will end soon.' },
};
