import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { HeardPacket } from '#src/sandbox/voice/contract.ts';
import { Incident } from './support/Incident.ts';
import { heardFor, isHeard } from './support/Stage.ts';
import { openSockets } from './support/sockets.ts';

const SEQUENCES = 2 ** 16;
/** More than reordering and jitter hold a packet back. */
const MARGIN_PACKETS = 20;
const IMPAIRED_S = 20;

let incident: Incident;
let control: ControlClient;

/** The sequence numbers that are left out, margins at both ends aside. */
function gaps(packets: readonly HeardPacket[]): { all: number[]; missing: number[] } {
  const first = (packets[0]?.sequence ?? 0) + MARGIN_PACKETS;
  const last = packets.at(-1)?.sequence ?? 0;
  const count = ((last - first + SEQUENCES) % SEQUENCES) - MARGIN_PACKETS;
  const heard = new Set(packets.map(({ sequence }) => sequence));
  const all = Array.from({ length: count }, (_, i) => (first + i) % SEQUENCES);
  return { all, missing: all.filter((sequence) => !heard.has(sequence)) };
}

beforeAll(async () => {
  incident = await Incident.prepare();
  ({ control } = incident);
  await incident.playIn('Lounge');
});
afterAll(() => incident?.stage.close());

test('a bad network loses exactly what it loses, and the bot notices nothing', async () => {
  const printed = incident.stage.bot.output;
  const sockets = await openSockets(incident.stage.bot.pid ?? 0);
  await control.voiceFaults.impairNetwork({ loss: 0.1, jitterMs: 50, reordering: 0.1 });
  await control.forgetRecordings('Ada');
  const { packets } = await heardFor(control, 'Ada', IMPAIRED_S);
  const { lostPackets, lost, reordered } = await control.voiceFaults.network();

  const arrivals = packets.map(({ arrivedAtMs }) => arrivedAtMs);
  expect(arrivals).not.toEqual(arrivals.toSorted((a, b) => a - b));
  const { all, missing } = gaps(packets);
  const known = new Set(all);
  const reported = lostPackets.flatMap(({ sequence }) => (known.has(sequence) ? sequence : []));
  expect(missing).toEqual(reported);
  expect(missing.length / all.length).toBeGreaterThan(0.05);
  expect(missing.length / all.length).toBeLessThan(0.15);
  expect(Math.min(lost, reordered)).toBeGreaterThan(IMPAIRED_S);

  const { events } = await control.events(incident.before, {
    types: ['voiceServerAssigned', 'voiceStateChanged', 'messageCreated'],
  });
  expect(events).toEqual([]);
  expect(incident.stage.bot.output).toBe(printed);
  expect(await openSockets(incident.stage.bot.pid ?? 0)).toEqual(sockets);
  await control.voiceFaults.mendNetwork();
  await isHeard(control);
});
