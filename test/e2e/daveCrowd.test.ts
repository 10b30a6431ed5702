import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { reportPackets } from '../support/recording.ts';
import { seededRandom } from '../support/signals/random.ts';
import { isHeard, pass, type Stage, startStage } from './support/Stage.ts';

const FRAME_MS = 20;
const CHANGES = 50;
const CHANGES_WITHIN_MS = 40_000;
/** How much of what was played anybody who stays may miss in all of that, ms. */
const ALLOWED_LOSS_MS = 200;

let stage: Stage;
let control: ControlClient;

beforeAll(async () => {
  stage = await startStage();
  ({ control } = stage);
  await control.join('Ada', 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await isHeard(control);
});
afterAll(() => stage?.close());

test('50 people coming and 50 going in 40 s cost who stays next to nothing', async () => {
  const random = seededRandom(50);
  const crowd = Array.from({ length: 12 }, (_, i) => `Guest ${i}`);
  for (const name of crowd) await control.addPerson(name);
  await control.join('Ben', 'Lounge');
  await isHeard(control, 'Ben');
  await control.forgetRecordings('Ada');
  await control.forgetRecordings('Ben');

  const here = new Set<string>();
  const beganMs = performance.now();
  let [joins, leaves] = [0, 0];
  while (joins < CHANGES || leaves < CHANGES) {
    const stepMs = (CHANGES_WITHIN_MS * (joins + leaves)) / (2 * CHANGES + 4);
    await pass(control, Math.max(0, beganMs + stepMs - performance.now()));
    const away = crowd.filter((name) => !here.has(name));
    const leaving = leaves < CHANGES && here.size > 0 && (joins === CHANGES || random() < 0.5);
    const from = leaving ? [...here] : away;
    const who = from[Math.floor(random() * from.length)] ?? '';
    if (leaving || away.length === 0) {
      await control.leave(who);
      here.delete(who);
      leaves += 1;
    } else {
      await control.join(who, 'Lounge');
      here.add(who);
      joins += 1;
    }
  }
  const tookMs = performance.now() - beganMs;
  await pass(control, 1_000);
  expect(tookMs).toBeLessThan(CHANGES_WITHIN_MS);
  for (const person of ['Ada', 'Ben']) {
    const [recording] = await control.recordings(person);
    const { missing, packets } = reportPackets(recording?.packets ?? []);
    expect(packets * FRAME_MS).toBeGreaterThan(tookMs);
    expect(missing * FRAME_MS).toBeLessThanOrEqual(ALLOWED_LOSS_MS);
  }
});
