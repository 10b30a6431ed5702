import { expect, test } from 'vitest';
import { drop } from '#commands/drop.ts';
import { show } from '#commands/mix.ts';
import type { WeightedPrompt } from '#src/music/controls.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { NONE_SAVED } from '../support/bot/runCommand.ts';
import { StationRig } from '../support/bot/StationRig.ts';

const ADA = { userId: 'ada', isDj: true };
const NASTY = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({ text: `${letter}${i}`.padEnd(200, '*'), weight: 1 }));

async function restart(rig: StationRig, prompts: readonly WeightedPrompt[]): Promise<void> {
  const caller = { ...ADA, voiceChannelId: 'lounge', canManageGuild: false };
  const piece = { prompts, config: {}, keepsMix: false, isChange: false, keepsControls: true };
  await rig.station.act(caller, { kind: 'play', ...piece, askIn: 'text' });
}

async function withPrompts(...texts: readonly string[]): Promise<StationRig> {
  const rig = await StationRig.start(['ada'], true);
  await restart(
    rig,
    texts.map((text) => ({ text, weight: 1 })),
  );
  return rig;
}

test('what is only begun is dropped where it can mean one prompt alone', async () => {
  const rig = await withPrompts('piano', 'piano ballad', 'rain');
  await rig.run(drop, { prompt: 'pia' }, ADA);
  expect(rig.station.state.kept.vote.candidates).toHaveLength(3);
  await rig.run(drop, { prompt: '\u200b' }, ADA);
  expect(rig.station.state.kept.vote.candidates).toHaveLength(3);
  await rig.run(drop, { prompt: 'Piano' }, ADA);
  await rig.run(drop, { prompt: 'r' }, ADA);
  const left = rig.station.state.kept.vote.candidates.map(({ text }) => text);
  expect(left).toEqual(['piano ballad']);
  rig.close();
});

test('the prompts that are up for the vote are offered, within what Discord takes', async () => {
  const rig = await withPrompts('piano', '🎹'.repeat(90), 'rain');
  expect(drop.complete?.('PI', 'prompt', rig.station, NONE_SAVED, ENGLISH)).toEqual(['piano']);
  const all = drop.complete?.('', 'prompt', rig.station, NONE_SAVED, ENGLISH) ?? [];
  expect(all).toHaveLength(3);
  for (const choice of all) expect(String(choice).length).toBeLessThanOrEqual(100);
  expect(drop.complete?.('', 'prompt', undefined, NONE_SAVED, ENGLISH)).toEqual([]);
  rig.close();
});

test('the exact mix fits into one message, on the way from eight prompts to eight others', async () => {
  const rig = await StationRig.start(['ada'], true);
  await restart(rig, NASTY('a', 8));
  await rig.clock.advance(10_000);
  await restart(rig, NASTY('b', 8));
  await rig.clock.advance(700);
  await rig.run(show, {}, ADA);
  expect(rig.station.state.ramp.sent.length).toBeGreaterThan(8);
  expect(rig.told.at(-1)?.length).toBeLessThanOrEqual(2_000);
  rig.close();
});
