import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import { VirtualClock } from '../support/VirtualClock.ts';
import { callApi } from './support/api.ts';
import { type QuietSandbox, startQuietSandbox } from './support/sandbox.ts';

const MINUTE_MS = 60_000;

let clock: VirtualClock;
let sandbox: QuietSandbox;

beforeEach(async () => {
  clock = new VirtualClock();
  sandbox = await startQuietSandbox({ clock });
  const { applicationId } = sandbox.announcement;
  const ping = { name: 'ping', description: 'Pong' };
  await callApi(sandbox, 'POST', `/applications/${applicationId}/commands`, ping);
});
afterEach(async () => {
  await sandbox.close();
  expect(clock.pending).toBe(0);
});

const modal = {
  custom_id: 'a',
  title: 'a',
  components: [{ type: 18, label: 'a', component: { type: 4, custom_id: 'b', style: 1 } }],
};
const run = (): Interaction => sandbox.people.get('Ada').run('music', 'ping');

const answer = ({ id, token }: Interaction, body: unknown) =>
  callApi(sandbox, 'POST', `/interactions/${id}/${token}/callback`, body);

const webhook = (method: string, { token }: Interaction, path = '', body?: unknown) =>
  callApi(sandbox, method, `/webhooks/${sandbox.announcement.applicationId}/${token}${path}`, body);

test('an answer after 3 s is too late', async () => {
  const [inTime, late] = [run(), run()];
  await clock.advance(2_999);
  expect((await answer(inTime, { type: 4, data: { content: 'a' } })).status).toBe(204);
  await clock.advance(1);
  expect(await answer(late, { type: 4, data: { content: 'a' } })).toMatchObject({
    status: 404,
    body: { code: 10062 },
  });
  await late.settled;
  expect([inTime.state, late.state]).toEqual(['acknowledged', 'failed']);
  expect(inTime.acknowledgement?.afterMs).toBe(2_999);
});

test('a token lives 15 minutes', async () => {
  const interaction = run();
  await answer(interaction, { type: 5 });
  await clock.advance(15 * MINUTE_MS - 1);
  const edit = { content: 'just in time' };
  expect((await webhook('PATCH', interaction, '/messages/@original', edit)).status).toBe(200);
  await clock.advance(2);
  expect(await webhook('POST', interaction, '', { content: 'late' })).toMatchObject({
    status: 401,
    body: { code: 50027 },
  });
});

test('an unanswered interaction takes no follow-up', async () => {
  expect(await webhook('POST', run(), '', { content: 'a' })).toMatchObject({
    status: 404,
    body: { code: 10015 },
  });
});

test('the first follow-up to a deferred reply is the reply', async () => {
  const interaction = run();
  await answer(interaction, { type: 5, data: { flags: 64 } });
  const followUp = await webhook('POST', interaction, '', { content: 'here' });
  expect(followUp.body).toMatchObject({ id: interaction.responseMessageId, flags: 64 });
  const second = await webhook('POST', interaction, '', { content: 'more' });
  expect(second.body).toMatchObject({ flags: 0, content: 'more' });
});

test('an original can be read and deleted, and is then gone', async () => {
  const interaction = run();
  await answer(interaction, { type: 4, data: { content: 'a' } });
  const original = '/messages/@original';
  expect((await webhook('GET', interaction, original)).body).toMatchObject({ content: 'a' });
  expect((await webhook('DELETE', interaction, original)).status).toBe(204);
  expect(await webhook('GET', interaction, original)).toMatchObject({ body: { code: 10008 } });
});

test.each([
  ['a reply', { type: 4, data: { content: 'a' } }],
  ['a deferral', { type: 5 }],
  ['a modal', { type: 9, data: modal }],
])('after %s nothing else is a first answer', async (_what, first) => {
  const interaction = run();
  expect((await answer(interaction, first)).status).toBe(204);
  for (const second of [
    { type: 4, data: { content: 'b' } },
    { type: 5 },
    { type: 9, data: modal },
  ]) {
    expect(await answer(interaction, second)).toMatchObject({
      status: 400,
      body: { code: 40060 },
    });
  }
});

test('of two answers at once one is the first', async () => {
  const interaction = run();
  const body = { type: 4, data: { content: 'a' } };
  const answers = await Promise.all([answer(interaction, body), answer(interaction, body)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
});

test("an answer needs the interaction's own token", async () => {
  const [one, other] = [run(), run()];
  const { id } = one;
  const path = `/interactions/${id}/${other.token}/callback`;
  expect(await callApi(sandbox, 'POST', path, { type: 5 })).toMatchObject({
    status: 404,
    body: { code: 10062 },
  });
});

test.each(['GET', 'PATCH', 'DELETE'])('after 15 minutes %s reaches nothing', async (method) => {
  const interaction = run();
  await answer(interaction, { type: 4, data: { content: 'a' } });
  await clock.advance(15 * MINUTE_MS + 1);
  const body = method === 'PATCH' ? { content: 'b' } : undefined;
  expect(await webhook(method, interaction, '/messages/@original', body)).toMatchObject({
    status: 401,
    body: { code: 50027 },
  });
});
