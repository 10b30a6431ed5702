import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface CaFile {
  readonly path: string;
  remove(): Promise<void>;
}

/** Writes an authority's certificate where NODE_EXTRA_CA_CERTS can point to. */
export async function writeCaFile(caPem: string): Promise<CaFile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lyrebird-sandbox-'));
  const file = path.join(folder, 'ca.pem');
  await writeFile(file, caPem, { mode: 0o600 });
  return { path: file, remove: () => rm(folder, { recursive: true, force: true }) };
}
