import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Interaction } from '../../src/sandbox/interactions/Interaction.ts';
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
