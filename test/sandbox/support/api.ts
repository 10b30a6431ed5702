import type { Sandbox } from '#src/sandbox/Sandbox.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A request to the REST API as any client might send it. */
export async function callApi(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ApiAnswer> {
  const { discordApiUrl, discordToken } = sandbox.announcement;
  const response = await fetch(`${discordApiUrl}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discordToken}`,
      ...(body !== undefined &&
        !(body instanceof FormData) && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? null : JSON.parse(text),
  };
}

/** The error codes in Discord's nested shape, by the path of their field. */
export function errorsByPath(body: unknown): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === '_errors' && Array.isArray(value)) {
        found[path] = value.map(({ code }: { code: string }) => code);
      } else {
        visit(value, path === '' ? key : `${path}.${key}`);
      }
    }
  };
  if (typeof body === 'object' && body !== null && 'errors' in body) visit(body.errors, '');
  return found;
}
