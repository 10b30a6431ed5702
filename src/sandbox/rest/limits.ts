/** How often a route may be used by one bot, for one major parameter. */
export interface RouteLimit {
  readonly requests: number;
  readonly perMs: number;
  /** Routes of one family count together; a route of its own unless given. */
  readonly family?: string;
}

/** Documented: 50 requests a second and bot, interactions apart. */
export const GLOBAL_LIMIT = { requests: 50, perMs: 1_000 } as const;

/** From when on a message counts as old, and how often such messages are edited in a channel. */
export const OLD_MESSAGE_MS = 3_600_000;
/** Not documented; what bots have met. */
export const OLD_MESSAGE_EDITS = { requests: 3, perMs: 6_000 } as const;

/** What a route has that is not listed. */
const USUAL: RouteLimit = { requests: 10, perMs: 10_000 };

/**
 * Discord documents that routes are limited and how it tells, not by how much. These are what its
 * headers have been seen to say; where nothing is known, the usual.
 */
const LIMITS: Readonly<Record<string, RouteLimit>> = {
  'GET /gateway/bot': { requests: 2, perMs: 5_000 },
  'POST /channels/:channelId/messages': { requests: 5, perMs: 5_000 },
  'GET /channels/:channelId/messages': { requests: 5, perMs: 5_000 },
  'GET /channels/:channelId/messages/:messageId': { requests: 5, perMs: 5_000 },
  'PATCH /channels/:channelId/messages/:messageId': { requests: 5, perMs: 5_000 },
  'DELETE /channels/:channelId/messages/:messageId': { requests: 5, perMs: 1_000 },
  'POST /channels/:channelId/typing': { requests: 5, perMs: 5_000 },
  'PATCH /channels/:channelId': { requests: 5, perMs: 15_000 },
  'PUT /channels/:channelId/voice-status': { requests: 5, perMs: 5_000 },
  'PUT /channels/:channelId/permissions/:targetId': {
    requests: 10,
    perMs: 15_000,
    family: 'overwrites',
  },
  'DELETE /channels/:channelId/permissions/:targetId': {
    requests: 10,
    perMs: 15_000,
    family: 'overwrites',
  },
  'POST /webhooks/:applicationId/:token': { requests: 5, perMs: 2_000 },
  'GET /webhooks/:applicationId/:token/messages/:messageId': { requests: 5, perMs: 5_000 },
  'PATCH /webhooks/:applicationId/:token/messages/:messageId': { requests: 5, perMs: 5_000 },
  'DELETE /webhooks/:applicationId/:token/messages/:messageId': { requests: 5, perMs: 5_000 },
};

export function limitOf(method: string, route: string): RouteLimit {
  return LIMITS[`${method} ${route}`] ?? USUAL;
}

const CALLBACK = /^\/interactions\/:interactionId\/:token\/callback$/;

/** The first answer to an interaction has three seconds and no limit. */
export function isUnlimited(route: string): boolean {
  return CALLBACK.test(route);
}

/** Documented: endpoints that an interaction's token opens do not count for the whole. */
export function countsGlobally(route: string): boolean {
  return !route.startsWith('/interactions/') && !route.startsWith('/webhooks/');
}
