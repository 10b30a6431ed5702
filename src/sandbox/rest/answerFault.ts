import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerLimited } from './limitRequests.ts';
import { RateLimited } from './RateLimited.ts';
import type { LimitScope } from './RateLimiter.ts';
import type { FaultAnswer, RestFaults } from './RestFaults.ts';
import type { RestTraffic } from './RestTraffic.ts';

/** Above every other hook: what the servers in front of the API answer or cut off. */
export function failAtEdge(
  api: FastifyInstance,
  faults: RestFaults,
  traffic: RestTraffic,
  routeOf: (request: FastifyRequest) => string,
): void {
  api.addHook('onRequest', async (request, reply) => {
    const answer = await faults.meet('edge', request.method, routeOf(request));
    if (answer !== null) return answerFault(request, reply, answer, traffic);
  });
}

/** Ends a request the way a fault has it end. */
export function answerFault(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: FaultAnswer,
  traffic: RestTraffic,
): FastifyReply {
  switch (answer.kind) {
    case 'json':
      return reply.code(answer.status).send({ message: answer.message, code: answer.code });
    case 'limited': {
      const { retryAfterS, scope } = answer;
      tellReset(reply, retryAfterS, scope);
      return answerLimited(reply, new RateLimited({ retryAfterS, scope }), traffic);
    }
    case 'page':
      // No limits and no `via`: by that clients tell that the API has not seen the request.
      if (answer.retryAfterS !== null) reply.header('retry-after', Math.ceil(answer.retryAfterS));
      return reply.code(answer.status).type(pageType(answer.text)).send(answer.text);
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
  }
}

/** Of the bucket that the answer names; only the bot's own is empty. */
function tellReset(reply: FastifyReply, retryAfterS: number, scope: LimitScope): void {
  const wasS = Number(reply.getHeader('x-ratelimit-reset-after') ?? 0);
  const resetS = Number(reply.getHeader('x-ratelimit-reset') ?? 0);
  reply.headers({
    ...(scope === 'user' && { 'x-ratelimit-remaining': 0 }),
    'x-ratelimit-reset': (resetS - wasS + retryAfterS).toFixed(3),
    'x-ratelimit-reset-after': retryAfterS.toFixed(3),
  });
}

function pageType(text: string): string {
  return text.startsWith('<') ? 'text/html; charset=UTF-8' : 'text/plain; charset=UTF-8';
}
