import { createServer } from 'node:http';
import { PermissionFlagsBits } from 'discord.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

export const GUILD_ID = '1345274354073743360';
export const CHANNEL_ID = '1345274354073743361';
export const BOT_ID = '1345274354073743362';
export const TOKEN = `${'MTIzNDU2Nzg5MDEyMzQ1Njc4'}.GabcdE.${'x-_9'.repeat(9)}`;

type Answers = Record<string, unknown>;

const EVERYTHING = String(
  PermissionFlagsBits.ViewChannel |
    PermissionFlagsBits.SendMessages |
    PermissionFlagsBits.Connect |
    PermissionFlagsBits.Speak,
);

/** What Discord answers a bot that is as it should be; a number is a status. */
export function wellAnswers(): Answers {
  return {
    '/gateway': { url: 'wss://gateway.example' },
    '/gateway/bot': {
      url: 'wss://gateway.example',
      session_start_limit: { total: 1_000, remaining: 990, reset_after: 3_600_000 },
    },
    '/applications/@me': { id: BOT_ID, name: 'Lyrebird', bot_public: true },
    [`/applications/${BOT_ID}/commands`]: [{ name: 'lyria' }],
    [`/applications/${BOT_ID}/guilds/${GUILD_ID}/commands`]: [],
    '/users/@me': { id: BOT_ID },
    [`/channels/${CHANNEL_ID}`]: channelOf(2),
    [`/guilds/${GUILD_ID}`]: {
      name: 'Home',
      roles: [{ id: GUILD_ID, permissions: EVERYTHING }],
    },
    [`/guilds/${GUILD_ID}/members/${BOT_ID}`]: { roles: [], user: { id: BOT_ID } },
  };
}

/** A channel that takes these permissions from the bot. */
export function channelOf(type: number, denied = 0n): unknown {
  return {
    type,
    name: 'Lounge',
    guild_id: GUILD_ID,
    permission_overwrites: [{ id: BOT_ID, type: 1, allow: '0', deny: String(denied) }],
  };
}

/** A status other than 200 with a body. */
const withStatus = z.object({ status: z.number(), body: z.looseObject({}) });

/** Answers as Discord's REST API would, over a real socket. Resolves with its base URL. */
export async function startDiscordApi(
  answers: Answers,
  options: { readonly dateOffMs?: number; readonly page?: string } = {},
): Promise<string> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/api\/v10/, '').replace(/\?.*$/, '');
    const answer = options.page ?? answers[path] ?? 404;
    const other = withStatus.safeParse(answer).data;
    const status = typeof answer === 'number' ? answer : (other?.status ?? 200);
    const wait = other?.body['retry_after'];
    if (wait !== undefined) response.setHeader('retry-after', String(wait));
    response.setHeader('date', new Date(Date.now() + (options.dateOffMs ?? 0)).toUTCString());
    response.setHeader(
      'content-type',
      options.page === undefined ? 'application/json' : 'text/html',
    );
    response.writeHead(status);
    const body =
      typeof answer === 'number' ? { message: 'No', code: answer * 100 } : (other?.body ?? answer);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('has no port');
  return `http://127.0.0.1:${address.port}/api`;
}
