import { afterEach, beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../support/VirtualClock.ts';
import { callApi } from './support/api.ts';
import { control } from './support/control.ts';
import { type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

let clock: VirtualClock;
let sandbox: QuietSandbox;
let message: string;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startQuietSandbox({ clock });
  const { channelIds } = sandbox.announcement;
  const button = { type: 2, style: 1, label: 'Up', custom_id: 'up' };
  const { body } = await callApi(sandbox, 'POST', `/channels/${channelIds['music']}/messages`, {
    content: 'Vote',
    components: [{ type: 1, components: [button] }],
  });
  message = String(Object(body).id);
});
afterEach(async () => {
  await sandbox.close();
  expect(clock.pending).toBe(0);
});

const all = () => sandbox.discord.interactions.all();
const press = (again?: object, wait = 'acknowledged') =>
  control(sandbox, 'POST', '/people/ada/press', { message, customId: 'up', wait, again });

/** Advances until so many interactions were made, and not further. */
async function until(count: number, stepMs = 100): Promise<void> {
  for (let steps = 0; all().length < count; steps += 1) {
    expect(steps).toBeLessThan(1_000);
    await new Promise(setImmediate);
    if (clock.pending > 0) await clock.advance(stepMs);
  }
}

const answer = (index: number) => {
  const interaction = all()[index];
  return callApi(
    sandbox,
    'POST',
    `/interactions/${interaction?.id}/${interaction?.token}/callback`,
    { type: 6 },
  );
};

test('somebody whose press has failed presses again, and is answered', async () => {
  const pressing = press({ times: 3, afterMs: 500 });
  await until(2);
  const [first, second] = all();
  expect((second?.dispatchedAtMs ?? 0) - (first?.dispatchedAtMs ?? 0)).toBe(3_500);
  expect(first?.state).toBe('failed');
  // The bot's answer to the first is too late; that to the second is not.
  expect(await answer(0)).toMatchObject({ status: 404, body: { code: 10_062 } });
  expect((await answer(1)).status).toBe(204);
  expect((await pressing).body).toMatchObject({
    id: second?.id,
    state: 'acknowledged',
    tries: [first?.id, second?.id],
  });
  await clock.advance(60_000);
  expect(all()).toHaveLength(2);
});

test('nobody presses again who was answered, or was not told to', async () => {
  const answered = press({});
  await until(1);
  expect((await answer(0)).status).toBe(204);
  expect((await answered).body).toMatchObject({ tries: [all()[0]?.id] });
  const once = press();
  await until(2);
  await clock.advance(60_000);
  expect((await once).body).toMatchObject({ state: 'failed' });
  expect(all()).toHaveLength(2);
});

test('gives up after so many times', async () => {
  const pressing = press({ times: 2, afterMs: 0 });
  await until(3);
  await clock.advance(3_000);
  expect((await pressing).body).toMatchObject({ state: 'failed' });
  await clock.advance(60_000);
  expect(all()).toHaveLength(3);
});

test('cannot press a button that has gone meanwhile', async () => {
  const pressing = press({ times: 5 });
  await until(1);
  const { channelIds } = sandbox.announcement;
  const path = `/channels/${channelIds['music']}/messages/${message}`;
  expect((await callApi(sandbox, 'DELETE', path)).status).toBe(204);
  await clock.advance(3_000);
  await new Promise(setImmediate);
  await clock.advance(700);
  expect((await pressing).body).toMatchObject({ state: 'failed', tries: [all()[0]?.id] });
});

test('goes on without anybody waiting for it, and ends with the sandbox', async () => {
  expect((await press({ times: 100 }, 'none')).body).toMatchObject({ state: 'waiting' });
  await until(3);
});
