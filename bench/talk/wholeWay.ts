import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { until } from '#test/support/events.ts';
import { buttonWith, panelOf } from '../../test/e2e/support/panel.ts';
import { isHeard, pass, startBot, startSandboxStage } from '../../test/e2e/support/Stage.ts';

const WISHES = ['piano', 'flute', 'violin', 'cello', 'harp', 'trumpet'];
const PATIENCE_MS = 30_000;

/**
 * From a member's last word to the mix it asks for on the wire to Lyria, in milliseconds: bot and
 * sandbox in processes of their own, both times of the sandbox's clock.
 */
export async function measureWholeWay(thinkMs: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const { announcement, control, close } = await startSandboxStage();
  stack.defer(close);
  const bot = await startBot(announcement, { LIVE_URL: announcement.liveUrl });
  stack.defer(() => bot.close());
  const live = (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${announcement.controlUrl}/live/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  await live('PUT', 'conditions', { thinkMs });
  const warm = live('POST', 'warm-up');
  for (const person of ['Ada', 'Ben']) await control.join(person, 'Lounge');
  await control.type('Ada', '/lyria play techno');
  await isHeard(control);
  await control.type('Ada', '/lyria settings talk:spoken');
  await warm;
  const delaysMs: number[] = [];
  for (const wish of WISHES) {
    await control.forgetRecordings('Ben');
    const before = new Set((await mixesOn(control)).flatMap(({ texts }) => texts));
    await press(control);
    await control.speak('Ada', { text: `bring in a ${wish}` });
    const sentMs = await until(
      `the ${wish} on the wire`,
      async () =>
        (await mixesOn(control)).find(({ texts }) => texts.some((text) => !before.has(text)))?.atMs,
      () => pass(control, 200),
      PATIENCE_MS,
    );
    const words = (await control.recordings('Ben')).find(({ speaker }) => speaker === 'Ada');
    const lastWordMs = words?.packets.findLast(({ silence }) => !silence)?.arrivedAtMs;
    if (lastWordMs === undefined) throw new Error('Ben did not hear Ada');
    delaysMs.push(sentMs - lastWordMs);
    // Until the answer is over, so that the next turn does not begin by breaking into it.
    await pass(control, 4_000);
  }
  return delaysMs;
}

/** All mixes that Lyria was told, with when. */
async function mixesOn(control: ControlClient) {
  const sessions = await control.lyriaSessions();
  const told = await Promise.all(sessions.map(({ id }) => control.lyriaSession(id)));
  return told
    .flatMap(({ messages }) => messages)
    .flatMap(({ atMs, message }) => {
      const texts = [...JSON.stringify(message).matchAll(/"text":"([^"]+)"/g)];
      return texts.length === 0 ? [] : [{ atMs, texts: texts.map(([, text = '']) => text) }];
    });
}

/** Presses the panel's button, and agrees the first time. */
async function press(control: ControlClient): Promise<void> {
  const { panel, customId } = await until(
    'the button',
    async () => {
      const now = await panelOf(control, 'Ada');
      const id = buttonWith(now, /:talk$/);
      return id === undefined ? undefined : { panel: now, customId: id };
    },
    () => pass(control, 300),
  );
  const { response } = await control.press('Ada', {
    message: panel.id,
    customId,
    wait: 'response',
  });
  const agree = response === null ? undefined : buttonWith(response, /^talk:agree$/);
  if (response === null || agree === undefined) return;
  await control.press('Ada', { message: response.id, customId: agree, wait: 'response' });
}
