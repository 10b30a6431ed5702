import { diagnose } from './diagnose.ts';
import type { Finding } from './Finding.ts';

/** What concerns a server; log-ins, the application and the like are for the operator alone. */
const FOR_MEMBERS: ReadonlySet<string> = new Set([
  'Settings',
  'Discord',
  'Clock',
  'Commands',
  'Permissions',
  'UDP',
  'Music',
  'Words',
  'Running bot',
  'Lateness',
  'Pace',
]);

/**
 * The doctor as members ask it, in Discord: one look at a time, however many ask.
 *
 * @param isPlaying whether music plays anywhere
 */
export function doctorForMembers(
  environment: Readonly<Record<string, string | undefined>>,
  isPlaying: () => boolean,
): { examine(channelIds: readonly string[]): Promise<readonly Finding[]> } {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async examine(channelIds) {
      const before = last;
      const looking = before.then(() =>
        diagnose({ environment, channelIds, bot: { isPlaying: isPlaying() } }),
      );
      last = looking.catch(() => {});
      return (await looking).filter(({ about }) => FOR_MEMBERS.has(about));
    },
  };
}
