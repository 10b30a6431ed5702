import { describe, expect, onTestFinished, test } from 'vitest';
import { CONTROL_NAMES } from '#src/music/controls.ts';
import { CONTROLS } from '#src/music/controlTable.ts';
import { SCALE_NAMES } from '#src/music/scales.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import { startBot } from '#test/support/bot/botInSandbox.ts';
import { LyriaMedia } from '#test/support/bot/LyriaMedia.ts';
import { ScriptedServer } from '#test/support/lyria/ScriptedServer.ts';

/** Set-up, prompts, configuration, PLAY. */
const GREETING = 4;

/** From a line typed in the sandbox's Discord to the JSON on a Lyria session's socket. */
async function rig() {
  const server = await ScriptedServer.start({
    onConnection: (socket) => socket.once('message', () => socket.send('{"setupComplete":{}}')),
  });
  onTestFinished(() => server.close());
  const media = new LyriaMedia(server.url);
  onTestFinished(() => media.close());
  const bot = await startBot({ media });
  bot.sandbox.people.get('Ada').join('Lounge');
  await bot.type('Ada', '/lyria play techno');
  await server.received.count(GREETING);
  return { ...bot, received: server.received };
}

/** What is typed, and what the field is on the wire then; undefined: it is left out. */
const TAKEN: readonly (readonly [typed: string, field: string, value: unknown])[] = [
  ['bpm:60', 'bpm', 60],
  ['bpm:200', 'bpm', 200],
  ...SCALE_NAMES.map((name) => [`scale:${ENGLISH.say(`scale.${name}`)}`, 'scale', name] as const),
  ['density:0', 'density', 0],
  ['density:1', 'density', 1],
  ['brightness:0', 'brightness', 0],
  ['brightness:1', 'brightness', 1],
  ['guidance:0', 'guidance', 0],
  ['guidance:6', 'guidance', 6],
  ['temperature:0', 'temperature', 0],
  ['temperature:3', 'temperature', 3],
  ['top_k:1', 'topK', 1],
  ['top_k:1000', 'topK', 1000],
  ['seed:0', 'seed', 0],
  ['seed:2147483647', 'seed', 2_147_483_647],
  ['mode:QUALITY', 'musicGenerationMode', 'QUALITY'],
  ['mode:DIVERSITY', 'musicGenerationMode', 'DIVERSITY'],
  ['mode:VOCALIZATION', 'musicGenerationMode', 'VOCALIZATION'],
  ['mute_bass:true', 'muteBass', true],
  ['mute_bass:false', 'muteBass', false],
  ['mute_drums:true', 'muteDrums', true],
  ['mute_drums:false', 'muteDrums', false],
  ['only_bass_and_drums:true', 'onlyBassAndDrums', true],
  ['only_bass_and_drums:false', 'onlyBassAndDrums', false],
  ...CONTROL_NAMES.map((name) => [`reset:${CONTROLS[name].option}`, name, undefined] as const),
];

/** Just beyond: which field, its range, and what was meant. */
const REFUSED: readonly (readonly [typed: string, ...told: string[]])[] = [
  ['bpm:59', '**bpm**', '60 to 200', 'mean 60?'],
  ['bpm:201', '**bpm**', '60 to 200', 'mean 200?'],
  ['bpm:90.5', '**bpm**', 'whole number', 'mean 91?'],
  ['scale:D', '**scale**', 'twelve keys', 'D major / B minor'],
  ['scale:lydian', '**scale**', 'twelve keys', 'choose from the list'],
  ['density:-0.01', '**density**', '0 to 1', 'mean 0?'],
  ['density:60', '**density**', '0 to 1', 'mean 0.6?'],
  ['brightness:1.01', '**brightness**', '0 to 1', 'Did you mean'],
  ['brightness:-0.01', '**brightness**', '0 to 1', 'mean 0?'],
  ['guidance:6.01', '**guidance**', '0 to 6', 'mean 6?'],
  ['guidance:-0.01', '**guidance**', '0 to 6', 'mean 0?'],
  ['temperature:3.01', '**temperature**', '0 to 3', 'mean 3?'],
  ['temperature:-0.01', '**temperature**', '0 to 3', 'mean 0?'],
  ['top_k:0', '**top_k**', '1 to 1000', 'mean 1?'],
  ['top_k:1001', '**top_k**', '1 to 1000', 'mean 1000?'],
  ['seed:-1', '**seed**', '0 to 2147483647', 'mean 0?'],
  ['seed:2147483648', '**seed**', '0 to 2147483647', 'mean 2147483647?'],
  ['only_bass_and_drums:true mute_bass:true mute_drums:true', 'nothing to hear'],
];

describe('from the command to the wire', () => {
  test('every control takes its edges, keeps all others, and starts afresh only if it must', async () => {
    const { type, received } = await rig();
    let whole: Record<string, unknown> = {};
    let count = GREETING;
    for (const [typed, field, value] of TAKEN) {
      const { [field]: _before, ...others } = whole;
      whole = value === undefined ? others : { ...others, [field]: value };
      const isHard = field === 'bpm' || field === 'scale';
      await type('Ada', `/lyria tune ${typed}`);
      await received.count(count + (isHard ? 2 : 1));
      const sent = received.items.slice(count);
      const reset = { playbackControl: 'RESET_CONTEXT' };
      expect(sent, typed).toEqual([{ musicGenerationConfig: whole }, ...(isHard ? [reset] : [])]);
      count += sent.length;
    }
    expect(whole).toEqual({});
  });

  test('what is just beyond is explained in private, and nothing of it is sent', async () => {
    const { type, received, answerTo } = await rig();
    for (const [typed, ...told] of REFUSED) {
      const answer = answerTo('Ada', await type('Ada', `/lyria tune ${typed}`));
      for (const part of told) expect.soft(answer, typed).toContain(part);
    }
    await type('Ada', '/lyria tune density:0.5 brightness:0.25');
    await received.count(GREETING + 1);
    const config = { density: 0.5, brightness: 0.25 };
    expect(received.items.slice(GREETING)).toEqual([{ musicGenerationConfig: config }]);
    const shown = answerTo('Ada', await type('Ada', '/lyria tune'));
    expect(shown).toContain('**density:** 0.5');
    expect(shown).toContain('**bpm:** the model decides');
  });
});
