import type { StationRecord } from '#src/control/StationRecord.ts';

export const STATION: StationRecord = {
  guildId: 'guild',
  channelId: 'voice',
  textChannelId: 'text',
  panelMessageId: null,
  startedBy: 'ada',
  startedAtMs: 1_790_000_000_000,
  config: { bpm: 128, scale: 'D_MAJOR_B_MINOR', density: 0.5, muteBass: true },
  paused: false,
  tuning: { bpm: [{ userId: 'ada', steps: 1 }], density: [], brightness: [] },
  silentSinceMs: null,
  earlier: {
    candidates: [
      {
        id: 1,
        text: 'jazz',
        proposedBy: 'ada',
        proposedAtMs: 1_790_000_000_000,
        startPoints: 2,
        ballots: [{ userId: 'ben', choice: 'up', castAtMs: 1_790_000_000_001 }],
        filteredReason: null,
      },
    ],
    avoided: [{ text: 'piano', weight: -0.5 }],
    config: { bpm: 90 },
    replacedAtMs: 1_790_000_000_002,
  },
  sleep: { untilMs: 1_790_000_060_000, fadeMs: 30_000 },
  uses: [{ deed: 'poll', userId: 'ada', atMs: 1_790_000_000_003 }],
};
