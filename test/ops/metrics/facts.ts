import type { MetricsFacts } from '#src/ops/metrics/MetricsFacts.ts';

export const GUILD_ID = '1345274354073743360';

/** A program in which everything has happened once. */
export const EVENTFUL: MetricsFacts = {
  discordIsReady: true,
  discord: {
    interactions: new Map([
      ['answered', { boundsMs: [100, 2_000], counts: [5, 1, 0], sumMs: 700 }],
      ['late', { boundsMs: [100, 2_000], counts: [0, 0, 1], sumMs: 3_500 }],
    ]),
    reconnects: 3,
    limited: new Map([['global', 2]]),
  },
  conditions: [
    { name: 'store.failing', stations: null },
    { name: 'voice.away', stations: 2 },
  ],
  conditionsRaised: new Map([
    ['store.failing', 3],
    ['voice.away', 5],
  ]),
  stations: [
    {
      number: 1,
      guildId: GUILD_ID,
      state: 'playing',
      sessions: 2,
      reserveS: 4.5,
      deliveryRate: 0.98,
      playoutRate: 0.97,
    },
  ],
  processes: [
    { complexity: 10, busy: 0.21, late: 0, isFull: false },
    { complexity: 5, busy: 0.85, late: 0.02, isFull: true },
  ],
  totals: {
    begun: 4,
    ended: new Map([['stopped', 3]]),
    troubles: new Map([['lyria.quota', 2]]),
    silenceS: 12.5,
    handovers: 6,
    bridges: 1,
    bridgedS: 2.5,
    rejoins: 7,
    packets: 9_000,
    late: 8,
    dropped: 9,
  },
  gaps: { boundsMs: [19, 25, 100], counts: [1, 8_990, 8, 1], sumMs: 180_000 },
  talk: {
    ears: 2,
    turns: 7,
    speechS: 21.5,
    tokens: new Map([
      ['prompt', 3_000],
      ['response', 400],
    ]),
    failures: new Map([['talk.unheard', 1]]),
    answers: { boundsMs: [1_000, 1_600], counts: [2, 4, 1], sumMs: 9_100 },
  },
  store: { written: 100, failures: 2, held: 1 },
};
