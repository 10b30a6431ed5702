import type { z } from 'zod';
import { controlError } from './schemas.ts';

/** The control API refused, with its own words. */
export class ControlRequestError extends Error {
  override readonly name = 'ControlRequestError';
  readonly status: number;
  /** Such as `voice.full`. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

interface RequestContent {
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** How requests reach the control API. Each rejects with a ControlRequestError when refused. */
export class ControlRequests {
  readonly #url: string;

  /** @param url the announcement's `controlUrl` */
  constructor(url: string) {
    this.#url = url;
  }

  /** Asks for something that is answered in JSON. */
  async read<Schema extends z.ZodType>(
    method: string,
    route: string,
    schema: Schema,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<z.infer<Schema>> {
    const response = await this.#request(method, route, { body, signal });
    return schema.parse(await response.json());
  }

  /** Asks for something whose answer says no more than that it is done. */
  async do(method: string, route: string, body?: unknown): Promise<void> {
    const response = await this.#request(method, route, { body });
    // The connection is free for the next request only when the body has been read.
    await response.arrayBuffer();
  }

  /** Gets a file. */
  async bytes(route: string): Promise<Buffer> {
    const response = await this.#request('GET', route);
    return Buffer.from(await response.arrayBuffer());
  }

  async #request(
    method: string,
    route: string,
    { body, signal }: RequestContent = {},
  ): Promise<Response> {
    const response = await fetch(`${this.#url}${route}`, {
      method,
      ...(signal !== undefined && { signal }),
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (response.ok) return response;
    const text = await response.text();
    const told = controlError.safeParse(parseJson(text));
    if (!told.success) throw new ControlRequestError(response.status, 'control.unknown', text);
    throw new ControlRequestError(response.status, told.data.error.code, told.data.error.message);
  }
}

/** A path whose values are escaped. */
export function path(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: parts }, ...values.map((value) => encodeURIComponent(value)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
