import { beforeAll, expect, test } from 'vitest';
import { EchoTrace } from '#src/audio/echo/EchoTrace.ts';
import { Flite } from '#src/generator/live/flite/Flite.ts';
import { DJ_VOICE, voiceOf } from '#src/generator/live/flite/voices.ts';
import { throughOpus } from '#test/generator/live/opusTrip.ts';
import { listen } from '#test/support/synth.ts';

const RATE = 16_000;
const SECONDS = 4;
const FRAME = 320;
/** As much as a conversation waits for before it begins a turn, in frames. */
const PENDING = 18;
/** Looked at so often, from where the trace is full, in frames. */
const FROM = 75;
const EVERY = 9;

const SAYINGS = [
  'make it darker and slower',
  'bring in a piano please',
  'what is playing',
  'take out the drums and add a guitar',
  'start over with reggae',
];

let music: Int16Array;
let dj: Int16Array;
let members: readonly Int16Array[];

beforeAll(async () => {
  const flite = await Flite.open();
  if (flite === undefined) throw new Error('Flite is missing: npm ci');
  dj = await flite.say('Smooth Pianos is in. Darker. I have asked the others about it.', DJ_VOICE);
  members = await Promise.all(SAYINGS.map((text, at) => flite.say(text, voiceOf(at))));
  await flite.close();
  music = listen('techno', {}, 14, 7).subarray(10 * 2 * 48_000);
}, 60_000);

/** What the bot plays: 16 kHz mono, the music lower under the DJ. */
function output(what: 'dj' | 'music' | 'both'): Float64Array {
  return Float64Array.from({ length: SECONDS * RATE }, (_, i) => {
    const under = what === 'both' ? 0.3 : 1;
    const played = what === 'dj' ? 0 : under * (music[6 * i] ?? 0);
    return played + (what === 'music' ? 0 : 0.9 * (dj[i % dj.length] ?? 0));
  });
}

/** What a microphone hears: loudspeakers in a room with reflections, without treble, and its owner. */
function microphone(
  played: Float64Array,
  { delayMs, level }: { readonly delayMs: number; readonly level: number },
  owner: Int16Array | undefined,
): Int16Array {
  const at = (i: number): number => played[i] ?? 0;
  const delay = delayMs * 16;
  let dull = 0;
  const pcm = Int16Array.from(played, (_, i) => {
    const now = i - delay;
    const room = at(now) + 0.5 * at(now - 450) - 0.4 * at(now - 1_100) + 0.25 * at(now - 2_300);
    dull += 0.6 * (room - dull);
    const own = owner === undefined ? 0 : (owner[i % owner.length] ?? 0);
    return Math.max(
      -32_768,
      Math.min(32_767, Math.round(level * dull + own + 20 * Math.sin(i * i))),
    );
  });
  return throughOpus(pcm);
}

/** In how many of all moments what is heard passes for an echo: 0 to 1. */
function share(played: Float64Array, heard: Int16Array): number {
  const trace = new EchoTrace();
  const stereo = new Int16Array(6 * FRAME);
  let echoes = 0;
  let looks = 0;
  for (let frame = 0; (frame + 1) * FRAME <= played.length; frame += 1) {
    for (let i = 0; i < stereo.length; i += 1) {
      stereo[i] = played[frame * FRAME + Math.floor(i / 6)] ?? 0;
    }
    trace.add(stereo);
    if (frame < FROM || frame % EVERY > 0) continue;
    const pending = Array.from({ length: PENDING }, (_, i) => {
      const from = (frame - PENDING + 1 + i) * FRAME;
      return heard.subarray(from, from + FRAME);
    });
    looks += 1;
    if (trace.isEcho(pending)) echoes += 1;
  }
  return echoes / looks;
}

test.each(['dj', 'music', 'both'] as const)(
  'what comes back of the bot by a room is known for it: %s',
  (what) => {
    const played = output(what);
    for (const delayMs of [80, 230, 480]) {
      const heard = microphone(played, { delayMs, level: 0.15 }, undefined);
      expect(share(played, heard), `${delayMs} ms`).toBeGreaterThan(0.9);
    }
  },
);

test.each(['dj', 'music', 'both'] as const)(
  'members who speak are not taken for an echo, with some behind them or without: %s',
  (what) => {
    const played = output(what);
    for (const member of members) {
      const alone = microphone(played, { delayMs: 200, level: 0 }, member);
      expect(share(played, alone)).toBeLessThan(0.15);
      // In the pauses between their words an echo is an echo.
      const overEcho = microphone(played, { delayMs: 200, level: 0.05 }, member);
      expect(share(played, overEcho)).toBeLessThan(0.35);
    }
  },
);

test('a tone is no echo of another', () => {
  const tone = (hz: number): Float64Array =>
    Float64Array.from(
      { length: SECONDS * RATE },
      (_, i) => 9_000 * Math.sin((2 * Math.PI * hz * i) / RATE),
    );
  expect(share(tone(300), Int16Array.from(tone(600)))).toBe(0);
  expect(share(tone(300), Int16Array.from(tone(900)))).toBe(0);
});

test('where nothing is played, or next to nothing heard, nothing is an echo', () => {
  const trace = new EchoTrace();
  const heard = Array.from({ length: PENDING }, (_, i) =>
    members[0]?.subarray(i * 320, i * 320 + 320),
  );
  expect(trace.isEcho(heard.filter((each) => each !== undefined))).toBe(false);
  expect(trace.isEcho([])).toBe(false);
});
