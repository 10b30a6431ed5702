import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#src/log.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { ControlRequestError } from '#src/sandbox/client/ControlRequests.ts';
import { type Sandbox, startSandbox } from '#src/sandbox/Sandbox.ts';

let sandbox: Sandbox;
let control: ControlClient;

beforeAll(async () => {
  sandbox = await startSandbox({
    log: silentLog,
    startLyria: async () => ({ url: 'ws://127.0.0.1:1', close: async () => {} }),
  });
  control = new ControlClient(sandbox.announcement.controlUrl);
});
afterAll(() => sandbox.close());

const refused = { status: 400, code: 'request.invalid' };

describe('the control API for faults of voice', () => {
  it('impairs the network, tells how, and mends it', async () => {
    await control.voiceFaults.impairNetwork({ loss: 0.5, jitterMs: 20 });
    expect(await control.voiceFaults.network()).toEqual({
      conditions: { loss: 0.5, delayMs: 0, jitterMs: 20, reordering: 0, seed: 1 },
      passed: 0,
      delayed: 0,
      reordered: 0,
      lost: 0,
      lostPackets: [],
    });
    await control.voiceFaults.mendNetwork();
    expect((await control.voiceFaults.network()).conditions).toBeNull();
  });

  it('moves the voice server, and has none for a while', async () => {
    const { endpoint, clients } = await control.voiceFaults.server();
    expect(clients).toEqual([]);
    await control.voiceFaults.removeServer();
    expect((await control.voiceFaults.server()).endpoint).toBeNull();
    await control.voiceFaults.moveServer();
    const moved = await control.voiceFaults.server();
    expect(moved.endpoint).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(moved.endpoint).not.toBe(endpoint);
    expect(await control.voiceFaults.attempts()).toEqual([]);
  });

  it.each([
    ['a loss of more than everything', () => control.voiceFaults.impairNetwork({ loss: 1.1 })],
    ['a negative delay', () => control.voiceFaults.impairNetwork({ delayMs: -1 })],
    ['a close code that is none', () => control.voiceFaults.refuseAttempts(5_000)],
    ['to refuse nobody', () => control.voiceFaults.refuseAttempts(4_006, 0)],
  ])('refuses %s', async (_what, request) => {
    const error: unknown = await request().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ControlRequestError);
    expect(error).toMatchObject(refused);
  });
});
