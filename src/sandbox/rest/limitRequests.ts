import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { param } from './context.ts';
import { RateLimited } from './RateLimited.ts';
import type { LimitDecision, LimitRefusal, RateLimiter } from './RateLimiter.ts';
import type { RestTraffic } from './RestTraffic.ts';

/** Has every request pass the limits, and tells them on every answer. */
export function limitRequests(
  api: FastifyInstance,
  options: {
    readonly limiter: RateLimiter;
    readonly traffic: RestTraffic;
    readonly epochMs: () => number;
    /** The route's pattern, such as `/channels/:channelId`. */
    readonly routeOf: (request: FastifyRequest) => string;
  },
): void {
  const { limiter, traffic, epochMs, routeOf } = options;
  api.addHook('onRequest', async (request, reply) => {
    if (request.is404) return;
    const route = routeOf(request);
    const decision = limiter.take({
      method: request.method,
      route,
      majorParameter: majorParameterOf(request, route),
      sender: senderOf(request),
    });
    if (decision === null) return;
    tellLimits(reply, decision, epochMs());
    if (decision.refused !== undefined) throw new RateLimited(decision.refused);
  });
  // What is refused is written by a handler of its own: a limited request is no failure.
  api.addHook('onResponse', async (_request, reply) => {
    traffic.answered(reply.statusCode, scopeOf(reply));
  });
}

/** Shuts out an address that has sent too much that was refused, as Discord's edge does. */
export function shutOutInvalid(api: FastifyInstance, traffic: RestTraffic): void {
  api.addHook('onRequest', async (_request, reply) => {
    if (!traffic.shutOut) {
      // Whoever misses this header has met the edge and not the API.
      void reply.header('via', '1.1 google');
      return;
    }
    return reply
      .code(429)
      .header('retry-after', Math.ceil(traffic.shutOutForMs / 1_000))
      .send({
        message:
          'You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.',
        code: 0,
      });
  });
}

const BUCKET_HEADERS = ['bucket', 'limit', 'remaining', 'reset', 'reset-after'].map(
  (name) => `x-ratelimit-${name}`,
);

export function answerLimited(
  reply: FastifyReply,
  { refusal, message, code }: RateLimited,
  traffic: RestTraffic,
): FastifyReply {
  const { retryAfterS, scope } = refusal;
  traffic.limited(scope);
  const global = scope === 'global';
  // Documented: an answer about the whole tells nothing of the route's own limit.
  if (global) for (const header of BUCKET_HEADERS) reply.removeHeader(header);
  return reply
    .code(429)
    .headers({
      'retry-after': Math.ceil(retryAfterS),
      'x-ratelimit-scope': scope,
      ...(global && { 'x-ratelimit-global': 'true' }),
    })
    .send({ message, retry_after: retryAfterS, global, ...(code !== undefined && { code }) });
}

/** Whose requests count together: those of one bot, or of all that bring no token. */
export function senderOf(request: FastifyRequest): string {
  return request.headers.authorization ?? request.ip;
}

/** Documented: channels, guilds and webhooks are counted apart, and only where a path starts so. */
function majorParameterOf(request: FastifyRequest, route: string): string {
  if (route.startsWith('/channels/')) return param(request, 'channelId');
  if (route.startsWith('/guilds/')) return param(request, 'guildId');
  if (route.startsWith('/webhooks/')) {
    return `${param(request, 'applicationId')}/${param(request, 'token')}`;
  }
  return '';
}

function tellLimits(reply: FastifyReply, decision: LimitDecision, nowEpochMs: number): void {
  const { bucket, limit, remaining, resetAfterS } = decision;
  void reply.headers({
    'x-ratelimit-bucket': bucket,
    'x-ratelimit-limit': limit,
    'x-ratelimit-remaining': remaining,
    'x-ratelimit-reset': (nowEpochMs / 1_000 + resetAfterS).toFixed(3),
    'x-ratelimit-reset-after': resetAfterS.toFixed(3),
  });
}

function scopeOf(reply: FastifyReply): LimitRefusal['scope'] | null {
  const scope = reply.getHeader('x-ratelimit-scope');
  return scope === 'user' || scope === 'global' || scope === 'shared' ? scope : null;
}
