import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#src/clock.ts';
import { lyriaConnector } from '#src/lyria/connect.ts';
import type { LyriaEvent } from '#src/lyria/session.ts';
import { Inbox } from '../support/lyria/Inbox.ts';
import { failureOf, isClosed, KEY, KEY_BEGINS, LyriaRig } from '../support/lyria/LyriaRig.ts';
import { completeSetup, type ScriptedServer, sendJson } from '../support/lyria/ScriptedServer.ts';
import { settle, VirtualClock } from '../support/VirtualClock.ts';

type Script = Parameters<typeof ScriptedServer.start>[0];

let rig: LyriaRig;
beforeEach(() => {
  rig = new LyriaRig();
});
afterEach(async () => {
  await rig.close();
  expect(rig.logged).not.toContain(KEY_BEGINS);
});

describe('opening', () => {
  test('puts the key into the query string, sets up, and waits until that is complete', async () => {
    const { url, received, targets } = await rig.serve({
      onConnection: (socket) => {
        sendJson(socket, { warning: 'too early' });
        completeSetup(socket);
      },
    });
    const { session, events } = await rig.open(url);
    expect(targets).toEqual([`/ws/Music?key=${KEY}`]);
    expect(received.items).toEqual([{ setup: { model: 'models/lyria-realtime-exp' } }]);
    expect(rig.logged).toContain('message before set-up');
    session.close();
    expect(await events.first('the end', isClosed)).toEqual({
      type: 'closed',
      cause: { kind: 'requested' },
    });
    await rig.server.deserted();
  });

  test('takes another model, keeps what else the address asks for, needs no key', async () => {
    const { url, received, targets } = await rig.serve({ onConnection: completeSetup });
    const events = new Inbox<LyriaEvent>();
    const { signal } = new AbortController();
    const openSession = lyriaConnector({
      url: `${url}?alt=1`,
      model: 'lyria-next',
      clock: systemClock,
      log: rig.log,
    });
    const session = await openSession({ onEvent: events.push, signal });
    expect(targets).toEqual(['/ws/Music?alt=1']);
    expect(received.items).toEqual([{ setup: { model: 'models/lyria-next' } }]);
    session.close();
    await events.first('the end', isClosed);
  });

  test('hands over no event before the caller has the session', async () => {
    const { url } = await rig.serve({
      onConnection: (socket) => {
        socket.once('message', () => {
          socket.send('{"setupComplete":{},"warning":"one"}');
          sendJson(socket, { warning: 'two' });
          socket.close(1011, 'Resource has been exhausted');
        });
      },
    });
    const order: string[] = [];
    const events = new Inbox<LyriaEvent>();
    const openSession = rig.connector(url);
    const session = await openSession({
      onEvent: (event) => {
        order.push(event.type);
        events.push(event);
      },
      signal: new AbortController().signal,
    });
    order.push('open');
    await events.first('the end', isClosed);
    expect(order).toEqual(['open', 'warning', 'warning', 'closed']);
    // Nothing follows, and calls do nothing.
    session.play();
    session.close();
    session.close();
    await settle();
    expect(order).toHaveLength(4);
  });

  test.each([
    [400, `{"error":{"message":"API key not valid: ${KEY}"}}`, 'lyria.bad-key'],
    [403, `no way for ?key=${KEY}`, 'lyria.denied'],
    [404, '', 'lyria.rejected'],
    [429, 'x'.repeat(10_000) + KEY, 'lyria.quota'],
    [500, KEY, 'lyria.outage'],
    [503, '', 'lyria.outage'],
    [302, '', 'lyria.rejected'],
  ])('HTTP %i: refused as what it is', async (status, body, code) => {
    const { url } = await rig.serve({ refusal: { status, body } });
    const failure = await failureOf(rig.open(url));
    expect(failure.code).toBe(code);
    expect(failure.operatorText).toContain(String(status));
    await rig.server.deserted();
  });

  test.each([
    [1007, `API key not valid. ${KEY}`, 'lyria.bad-key'],
    [1007, 'User location is not supported for the API use.', 'lyria.region'],
    [1008, `Project of ${KEY} has been denied access`, 'lyria.denied'],
    [1008, `${KEY} exhausted`, 'lyria.quota'],
    [1011, `${'x'.repeat(80)} quota of ${KEY.slice(0, 20)}`, 'lyria.quota'],
    [1011, 'The service is currently unavailable.', 'lyria.outage'],
    [1013, KEY, 'lyria.dropped'],
  ])('closed with %i "%s" instead of set up: %s', async (code, reason, expected) => {
    const { url } = await rig.serve({ onConnection: (socket) => socket.close(code, reason) });
    const failure = await failureOf(rig.open(url));
    expect(failure.code).toBe(expected);
    await rig.server.deserted();
  });

  test('dropped before an answer, no WebSocket, nobody there, no such host, no address', async () => {
    const { url } = await rig.serve({ onUpgrade: (socket) => socket.destroy() });
    expect((await failureOf(rig.open(url))).code).toBe('lyria.unreachable');
    await rig.server.close();
    expect((await failureOf(rig.open(url))).code).toBe('lyria.unreachable');

    const { url: noWebSocket } = await rig.serve({
      onUpgrade: (socket) =>
        socket.write(
          'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n',
        ),
    });
    expect((await failureOf(rig.open(noWebSocket))).code).toBe('lyria.unreachable');
    expect((await failureOf(rig.open('ws://nowhere.invalid/ws'))).code).toBe('lyria.unreachable');
    for (const wrong of [`not a url ${KEY}`, `http://127.0.0.1/?key=${KEY}`, `ws://h/#${KEY}`]) {
      expect(await failureOf(rig.open(wrong))).toMatchObject({
        code: 'lyria.unreachable',
        retry: 'never',
      });
    }
  });

  test('a key in the address itself is not told either', async () => {
    const { url } = await rig.serve({
      refusal: { status: 500, body: 'odd-secret-1 and hidden-pass' },
    });
    const address = url.replace('ws://', 'ws://user:hidden-pass@');
    const failure = await failureOf(
      rig.connector(`${address}?key=odd-secret-1`, {}).call(undefined, {
        onEvent: () => {},
        signal: new AbortController().signal,
      }),
    );
    expect(failure.operatorText).not.toContain('hidden-pass');
    const bare = lyriaConnector({
      url: `${address}?key=odd-secret-1`,
      clock: systemClock,
      log: rig.log,
    });
    const second = await failureOf(
      bare({ onEvent: () => {}, signal: new AbortController().signal }),
    );
    expect(second.operatorText).not.toContain('odd-secret-1');
  });

  const silences: readonly [string, Script][] = [
    ['a server that never answers', { onUpgrade: () => {} }],
    ['a server that never completes the set-up', { onConnection: () => {} }],
    [
      'a server that refuses and never ends its reason',
      {
        onUpgrade: (socket) => socket.write('HTTP/1.1 503 No\r\nContent-Length: 1000\r\n\r\nhalf'),
      },
    ],
  ];
  test.each(silences)('%s: the time-out ends it', async (_what, script) => {
    const clock = new VirtualClock();
    const { url, targets } = await rig.serve(script);
    const opening = failureOf(rig.open(url, { clock, setupTimeoutMs: 7_000 }));
    await clock.advance(6_999);
    while (targets.length === 0) await settle();
    await clock.advance(1);
    expect((await opening).code).toMatch(/^lyria\.(setup-timeout|outage)$/);
    await rig.server.deserted();
    expect(clock.pending).toBe(0);
  });

  test.each(silences)('%s: the abort signal ends it', async (_what, script) => {
    const clock = new VirtualClock();
    const { url, targets } = await rig.serve(script);
    const abort = new AbortController();
    const opening = failureOf(
      rig.connector(url, { clock })({ onEvent: () => {}, signal: abort.signal }),
    );
    while (targets.length === 0) await settle();
    abort.abort();
    expect((await opening).code).toMatch(/^lyria\.(aborted|outage)$/);
    await rig.server.deserted();
    expect(clock.pending).toBe(0);
  });

  test('an abort before anything, and one while the name is looked up', async () => {
    const clock = new VirtualClock();
    const { url, targets } = await rig.serve({});
    const early = rig.connector(url, { clock })({ onEvent: () => {}, signal: AbortSignal.abort() });
    expect((await failureOf(early)).code).toBe('lyria.aborted');
    const abort = new AbortController();
    const late = rig.connector('ws://nowhere.invalid/', { clock })({
      onEvent: () => {},
      signal: abort.signal,
    });
    abort.abort();
    expect((await failureOf(late)).code).toBe('lyria.aborted');
    expect(targets).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

test('leaves no socket behind after many failures', async () => {
  const listening = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    socket.end('nonsense\r\n\r\n');
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const sockets = (): number =>
    process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const before = sockets();
  for (let i = 0; i < 20; i += 1) {
    await failureOf(rig.open(`ws://127.0.0.1:${address.port}/`));
  }
  await new Promise<void>((resolve) => listening.close(() => resolve()));
  // Node tells of a closed handle a turn or two later; a leak would run into the test's time-out.
  while (sockets() > before) await settle();
});
