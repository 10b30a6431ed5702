import { expect } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { clicksIn } from '#test/support/clicks.ts';
import { longestSilenceMs, reportPackets } from '#test/support/recording.ts';
import { answerText, heardFor } from './Stage.ts';

const SAMPLES_PER_S = 2 * 48_000;
/** What a measurement listens to: four bars at 120 bpm. */
const SPAN_S = 8;
/** How often is asked whether it is heard. */
const AGAIN_S = 2;
/** A new piece needs 15 s to settle, the reserve 9 s, and the handover its place: on a busy machine. */
const PATIENCE_S = 60;
/** From the mixer to the recording, and the fade of the change. */
const AFTERWARDS_S = 2;
/** The first packets after a recording begins are decoded without what was before them. */
const SETTLING_S = 0.2;

/**
 * Changes the music by a command, waits until `/lyria now` says that it is heard, and listens on.
 *
 * @returns the last seconds of it
 */
export async function hear(control: ControlClient, command: string): Promise<Int16Array> {
  await control.forgetRecordings('Ada');
  const typed = await control.type('Ada', command);
  let seconds = 0;
  for (let isComing = true; isComing; ) {
    seconds += AGAIN_S;
    await heardFor(control, 'Ada', seconds);
    isComing = answerText(await control.type('Ada', '/lyria now')).includes('On its way');
    if (isComing) expect(seconds, command).toBeLessThan(PATIENCE_S);
  }
  process.stdout.write(`${command}: ${answerText(typed)} Heard within ${seconds} s.\n`);
  const { packets, pcm } = await heardFor(control, 'Ada', seconds + AFTERWARDS_S + SPAN_S);
  // Without a gap or a click, at the change as everywhere.
  const all = pcm.subarray(SETTLING_S * SAMPLES_PER_S);
  expect(longestSilenceMs(all), command).toBeLessThan(20);
  expect(reportPackets(packets), command).toMatchObject({
    missing: 0,
    repeated: 0,
    wrongTimestamps: 0,
  });
  expect(
    clicksIn(all).map((pair) => pair / 48_000),
    command,
  ).toEqual([]);
  return pcm.subarray(-SPAN_S * SAMPLES_PER_S);
}
