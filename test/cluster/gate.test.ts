import { expect, test } from 'vitest';
import { GateDesk } from '#src/cluster/GateDesk.ts';
import { RemoteGates } from '#src/cluster/RemoteGate.ts';
import { lyriaFailure } from '#src/lyria/failureTexts.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

const PROBE_MS = 60_000;

/** One gate, and two processes that ask it. */
function rig(maxSessions = 4) {
  const clock = new VirtualClock();
  const gate = new SessionGate(clock, { maxSessions, spacingMs: 0, probeMs: PROBE_MS });
  /** What is sent meanwhile is lost. */
  const wire = { isAway: false };
  const desk = new GateDesk({ probeMs: PROBE_MS, of: () => gate }, (node, id, answer) => {
    if (!wire.isAway) clock.after(1, () => remotes.get(node)?.take(id, answer));
  });
  const remoteOf = (node: string) =>
    new RemoteGates({
      probeMs: PROBE_MS,
      clock,
      send: (message) => {
        const { kind } = message;
        if (kind !== 'ask' && kind !== 'release' && kind !== 'sounded' && kind !== 'failed') return;
        if (!wire.isAway) clock.after(1, () => desk.take(node, message));
      },
    });
  const remotes = new Map(['a', 'b'].map((node) => [node, remoteOf(node)]));
  /** Asks until there is an answer. */
  const enter = async (node: string) => {
    const remote = remotes.get(node)?.of('1');
    if (remote === undefined) throw new Error('No such process');
    let asks = 0;
    const again = (): void => {
      asks += 1;
    };
    const first = remote.enter('first', again);
    expect(first).toMatchObject({ ok: false, reason: 'spacing' });
    // Looking again meanwhile asks for no second place.
    expect(remote.enter('first', again)).toMatchObject({ ok: false, reason: 'spacing' });
    await clock.advance(5);
    expect(asks).toBe(1);
    return { entry: remote.enter('first', again), remote };
  };
  const report = (node: string): void => {
    const places = remotes.get(node)?.places;
    if (places !== undefined) desk.keepOnly(node, places);
  };
  return { clock, desk, enter, remotes, report, wire };
}

test('places are counted over all processes, and come back from one that is gone', async () => {
  const { desk, enter } = rig();
  for (const node of ['a', 'a', 'b']) expect((await enter(node)).entry.ok).toBe(true);
  expect((await enter('b')).entry).toMatchObject({ ok: false, reason: 'full' });
  desk.forget('a');
  expect((await enter('b')).entry.ok).toBe(true);
});

test('a place that was given back on a wire that was away is known of by the next report', async () => {
  const { clock, enter, report, wire } = rig(2);
  const { entry } = await enter('a');
  if (!entry.ok) throw new Error('No place');
  report('a');
  expect((await enter('b')).entry).toMatchObject({ ok: false, reason: 'full' });
  wire.isAway = true;
  entry.place.release();
  await clock.advance(5);
  wire.isAway = false;
  report('a');
  expect((await enter('b')).entry.ok).toBe(true);
});

test('so is one that was given on it, once nobody waits for it any more', async () => {
  const { clock, enter, remotes, report, wire } = rig(2);
  const again = (): void => {};
  remotes.get('a')?.of('1').enter('first', again);
  wire.isAway = true;
  await clock.advance(2_500);
  wire.isAway = false;
  report('a');
  expect((await enter('b')).entry).toMatchObject({ ok: false, reason: 'full' });
  // Thought lost, it is asked for once more.
  remotes.get('a')?.of('1').enter('first', again);
  await clock.advance(5);
  report('a');
  expect((await enter('b')).entry.ok).toBe(true);
});

test('a place that nobody takes any more goes back', async () => {
  const { clock, enter } = rig(2);
  const { entry, remote } = await enter('a');
  if (!entry.ok) throw new Error('No place');
  remote.enter('successor', () => {});
  await clock.advance(3_000);
  entry.place.release();
  await clock.advance(5);
  expect((await enter('b')).entry.ok).toBe(true);
});

test('a key that one process finds refused is tried by no other', async () => {
  const { clock, enter } = rig();
  const refusal = lyriaFailure('lyria.bad-key', 'a test', 'never');
  const { entry } = await enter('a');
  if (!entry.ok) throw new Error('No place');
  // In this order, as a station does.
  entry.place.failed(refusal);
  entry.place.release();
  await clock.advance(5);
  expect((await enter('b')).entry).toMatchObject({ ok: false, reason: 'refused' });
  await clock.advance(PROBE_MS);
  const probe = await enter('b');
  expect(probe.entry.ok).toBe(true);
  if (!probe.entry.ok) return;
  // Of the probe, which is news of whatever kind.
  probe.entry.place.failed(lyriaFailure('lyria.dropped', 'a test'));
  probe.entry.place.release();
  await clock.advance(5);
  const after = await enter('a');
  expect(after.entry).toMatchObject({
    ok: false,
    reason: 'refused',
    failure: { code: 'lyria.dropped' },
  });
});
