import { readdir, readFile, readlink } from 'node:fs/promises';
import { familyOf } from './children.ts';

export interface OpenSockets {
  /** Local ports of TCP connections that stand, by the port they lead to. */
  readonly tcp: ReadonlyMap<number, number>;
  readonly udp: number;
}

const ESTABLISHED = '01';
/** Columns of /proc/net/tcp and udp. */
const REMOTE = 2;
const STATE = 3;
const INODE = 9;

/** What a process and those it has started have open towards the network. Linux only. */
export async function openSockets(pid: number): Promise<OpenSockets> {
  const family = await Promise.all((await familyOf(pid)).map(socketInodes));
  const inodes = new Set(family.flatMap((each) => [...each]));
  const [tcp, udp] = await Promise.all([
    rows(`/proc/${pid}/net/tcp`, inodes),
    rows(`/proc/${pid}/net/udp`, inodes),
  ]);
  const byPort = new Map<number, number>();
  for (const row of tcp) {
    if (row[STATE] !== ESTABLISHED) continue;
    const port = Number.parseInt(row[REMOTE]?.split(':')[1] ?? '', 16);
    byPort.set(port, (byPort.get(port) ?? 0) + 1);
  }
  return { tcp: byPort, udp: udp.length };
}

async function socketInodes(pid: number): Promise<ReadonlySet<string>> {
  const files = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(
    // A file may be closed while the list is read.
    files.map((file) => readlink(`/proc/${pid}/fd/${file}`).catch(() => '')),
  );
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

async function rows(file: string, inodes: ReadonlySet<string>): Promise<string[][]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n').slice(1);
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((row) => inodes.has(row[INODE] ?? ''));
}
