import type { Sandbox } from '#src/sandbox/Sandbox.ts';

/** A request to the control API. */
export async function control(
  sandbox: Pick<Sandbox, 'announcement'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${sandbox.announcement.controlUrl}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}
