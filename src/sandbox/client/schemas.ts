import { z } from 'zod';

/** What the control API answers, see docs/sandbox.md. Fields that no caller needs are left out. */

export const controlError = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});

export const voiceState = z.object({
  user: z.string(),
  userId: z.string(),
  channel: z.string().nullable(),
  channelId: z.string(),
  selfMute: z.boolean(),
  selfDeaf: z.boolean(),
  mute: z.boolean(),
  deaf: z.boolean(),
  suppress: z.boolean(),
  requestToSpeak: z.boolean(),
});
export type VoiceStateView = z.infer<typeof voiceState>;

export const person = z.object({
  name: z.string(),
  userId: z.string(),
  voice: voiceState.nullable(),
});
export type PersonView = z.infer<typeof person>;

/** A component of any kind, as deep as they nest; readers pick the fields they know. */
export const component = z.looseObject({ type: z.number() });
export type ComponentView = z.infer<typeof component>;

export const message = z.looseObject({
  id: z.string(),
  channel_id: z.string(),
  author: z.looseObject({ id: z.string(), username: z.string() }),
  content: z.string(),
  flags: z.number(),
  components: z.array(component),
  embeds: z.array(z.looseObject({})),
  attachments: z.array(z.looseObject({ filename: z.string() })),
  ephemeral: z.boolean(),
  thinking: z.boolean(),
});
export type MessageView = z.infer<typeof message>;

export const choice = z.looseObject({
  name: z.string(),
  value: z.union([z.string(), z.number()]),
});

export const interaction = z.object({
  id: z.string(),
  type: z.string(),
  person: z.string(),
  command: z.string(),
  customId: z.string(),
  state: z.enum(['waiting', 'acknowledged', 'failed']),
  answer: z.string().nullable(),
  /** From the dispatch on the gateway to the valid answer, ms. */
  acknowledgedAfterMs: z.number().nullable(),
  modal: z.looseObject({}).nullable(),
  choices: z.array(choice).nullable(),
  followUpIds: z.array(z.string()),
  /** Of all tries, when it was to be done again; this is the last one. */
  tries: z.array(z.string()).optional(),
  responseMessageId: z.string().nullable(),
  response: message.nullable(),
});
export type InteractionView = z.infer<typeof interaction>;

export const command = z.object({ name: z.string(), description: z.string() });
export type CommandView = z.infer<typeof command>;

export const packet = z.object({
  sequence: z.number(),
  timestamp: z.number(),
  ssrc: z.number(),
  /** The sandbox's monotonic clock, ms: the same as `atMs` everywhere else. */
  arrivedAtMs: z.number(),
  bytes: z.number(),
  silence: z.boolean(),
});

export const recording = z.object({
  channelId: z.string(),
  speaker: z.string(),
  speakerId: z.string(),
  seconds: z.number(),
  packets: z.array(packet),
});
export type RecordingView = z.infer<typeof recording>;

const lyriaSessionShape = {
  id: z.number(),
  openedAtMs: z.number(),
  closed: z.object({ code: z.number(), atMs: z.number() }).nullable(),
  messageCount: z.number(),
  sentSeconds: z.number(),
  kept: z.object({
    firstFrame: z.number(),
    chunks: z.array(z.object({ atMs: z.number(), firstFrame: z.number(), frames: z.number() })),
  }),
};

export const lyriaSession = z.object(lyriaSessionShape);
export type LyriaSessionView = z.infer<typeof lyriaSession>;

const lyriaMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('prompts'),
    prompts: z.array(z.looseObject({ text: z.string(), weight: z.number() })),
  }),
  z.object({ type: z.literal('config'), config: z.looseObject({}) }),
  z.object({
    type: z.literal('playback'),
    control: z.enum(['PLAY', 'PAUSE', 'STOP', 'RESET_CONTEXT']),
  }),
]);

export const toldLyriaSession = z.object({
  ...lyriaSessionShape,
  messages: z.array(z.object({ atMs: z.number(), message: lyriaMessage })),
});
export type ToldLyriaSessionView = z.infer<typeof toldLyriaSession>;

export const bot = z.looseObject({
  name: z.string(),
  userId: z.string(),
  connected: z.boolean(),
});

export const overview = z.looseObject({
  people: z.array(person),
  bots: z.array(bot),
  lastEvent: z.number(),
});
export type OverviewView = z.infer<typeof overview>;

export const event = z.object({
  sequence: z.number(),
  at: z.string(),
  atMs: z.number(),
  type: z.string(),
  data: z.unknown(),
});
export type EventView = z.infer<typeof event>;

export const events = z.object({ events: z.array(event), last: z.number() });

export const restStatistics = z.object({
  requests: z.number(),
  limited: z.object({ user: z.number(), global: z.number(), shared: z.number() }),
  /** 401, 403 and 429 in the last ten minutes. */
  invalid: z.number(),
  shutOut: z.boolean(),
});
export type RestStatisticsView = z.infer<typeof restStatistics>;
