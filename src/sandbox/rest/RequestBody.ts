import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DiscordError, refusals } from '../DiscordError.ts';
import type { UploadedFile } from '../messages/MessageComposer.ts';
import { InvalidForm } from '../validation/formErrors.ts';
import { parseJson } from '../wire/parseJson.ts';

/** Ten files of 10 MiB and their description. */
export const MAX_BODY_BYTES = 105 * 1024 * 1024;

const FILE_FIELD = /^files\[(\d{1,20})\]$|^file$/;

/** What a request carried: its JSON, by itself or as `payload_json` beside files. */
export class RequestBody {
  readonly json: unknown;
  readonly files: readonly UploadedFile[];

  constructor(json: unknown, files: readonly UploadedFile[]) {
    this.json = json;
    this.files = files;
  }
}

const EMPTY = new RequestBody({}, []);

/** A request without a body counts as one with an empty object. */
export function bodyOf(request: FastifyRequest): RequestBody {
  return request.body instanceof RequestBody ? request.body : EMPTY;
}

/** Makes a server read bodies as Discord does. */
export function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    async (_request: FastifyRequest, bytes: Buffer) => new RequestBody(readJson(bytes), []),
  );
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    async (request: FastifyRequest, bytes: Buffer) =>
      parseMultipart(bytes, request.headers['content-type'] ?? ''),
  );
  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request: unknown, bytes: Buffer) => {
    if (bytes.byteLength === 0) return EMPTY;
    throw new InvalidForm([
      {
        path: [],
        code: 'CONTENT_TYPE_INVALID',
        message:
          "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}.",
      },
    ]);
  });
}

function readJson(bytes: Uint8Array | string): unknown {
  const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8');
  if (text === '') return {};
  try {
    return parseJson(text);
  } catch {
    throw refusals.invalidJson();
  }
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<RequestBody> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  })
    .formData()
    .catch(() => {
      throw new DiscordError(400, 50035, 'Invalid Form Body');
    });
  const files: UploadedFile[] = [];
  const fields: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string') {
      fields[name] = value;
      continue;
    }
    const match = FILE_FIELD.exec(name);
    if (match === null) continue;
    files.push({
      index: match[1] ?? '0',
      filename: value.name,
      contentType: value.type || 'application/octet-stream',
      bytes: await value.bytes(),
    });
  }
  const payload = fields['payload_json'];
  // Without payload_json the other fields are the body, as old clients send it.
  return new RequestBody(payload === undefined ? fields : readJson(payload), files);
}
