/**
 * `npm run cluster:init -- HOST...`: writes what a NATS server needs into the folder `cluster`, and prints the
 * lines that make this machine the bot's and another one a media node. HOST is what other machines call
 * this one.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { clusterFiles } from './files.ts';

const FOLDER = 'cluster';
/** Where compose.yaml mounts it. */
const MOUNTED = '/etc/lyrebird-cluster';

async function main(names: readonly string[]): Promise<number> {
  if (names.length === 0 || names.some((name) => name.startsWith('-'))) {
    process.stderr.write('Say what other machines call this one: npm run cluster:init -- HOST\n');
    return 1;
  }
  if (existsSync(FOLDER)) {
    process.stderr.write(`${FOLDER} is there already: move it away first\n`);
    return 1;
  }
  const { files, urls } = await clusterFiles(names, { folder: MOUNTED });
  mkdirSync(FOLDER, { mode: 0o755 });
  for (const [name, text] of Object.entries(files)) {
    // The container's user is another one, and reads all of it.
    writeFileSync(`${FOLDER}/${name}`, text, { mode: 0o644 });
  }
  const ca = resolve(FOLDER, 'ca.pem');
  process.stdout.write(`Written into ${FOLDER}. Whoever has these lines can play on your cluster: keep them secret.

Here, into .env:
  CLUSTER_URL=${urls.control}
  NODE_EXTRA_CA_CERTS=${ca}
and then:
  docker compose --profile cluster up -d

On each other machine, with ${FOLDER}/ca.pem copied there, one for each core:
  docker run -d --restart unless-stopped --stop-timeout 30 --network host -v "$PWD/ca.pem:/ca.pem:ro" -e NODE_EXTRA_CA_CERTS=/ca.pem -e CLUSTER_URL=${urls.media} lyrebird
`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
