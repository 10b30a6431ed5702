/** `npm run variables`: writes what is said of the variables into the files that say it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { GENERATED } from './texts.ts';

for (const [path, renew] of Object.entries(GENERATED)) {
  writeFileSync(path, renew(readFileSync(path, 'utf8')));
}
