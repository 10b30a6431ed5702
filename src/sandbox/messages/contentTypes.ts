const UNKNOWN = 'application/octet-stream';

/** The kinds of file that bots and people send, by the end of their name. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wav: 'audio/wav',
  webp: 'image/webp',
};

/** A file's type: what the sender says, else what its name says, as Discord does. */
export function contentTypeOf(filename: string, said: string): string {
  if (said !== '' && said !== UNKNOWN) return said;
  const extension = filename.split('.').at(-1)?.toLowerCase() ?? '';
  return BY_EXTENSION[extension] ?? UNKNOWN;
}
