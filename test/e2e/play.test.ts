import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demuxed } from '../support/demuxed.ts';
import { until } from '../support/events.ts';
import { matchRecording } from '../support/matchRecording.ts';
import { longestSilenceMs, reportPackets } from '../support/recording.ts';
import {
  heardFor,
  nothingIsLeft,
  pass,
  type Stage,
  startStage,
  type VoiceEncryption,
} from './support/Stage.ts';

/** As Discord does it, with the transport's other encryption, and without DAVE. */
const ENCRYPTIONS: readonly (VoiceEncryption & { readonly listenS: number })[] = [
  { mode: 'aead_aes256_gcm_rtpsize', dave: true, listenS: 30 },
  { mode: 'aead_xchacha20_poly1305_rtpsize', dave: true, listenS: 30 },
  { mode: 'aead_aes256_gcm_rtpsize', dave: false, listenS: 8 },
];
/**
 * The music fades in: its first moments are too quiet to be called sound or silence. And it is played
 * slowly until the second chunk is here, and the frames have left that were on their way.
 */
const FADE_IN_MS = 500;
const ON_ITS_WAY_MS = 100;
/** The stretcher's longest jump, and what of a tempo nobody misses. */
const LONGEST_REPEAT_MS = 41;
/** Below this Opus keeps the wave of all that the generator plays, cymbals alone included: 0.989 at least. */
const WAVE_KEPT_HZ = 3_000;
const MOST_REPEATED = 0.01;
const SAMPLES_PER_MS = 48 * 2;
const SAMPLES_PER_PACKET = 20 * SAMPLES_PER_MS;

describe.each(ENCRYPTIONS)(
  '/lyria play techno with $mode, DAVE $dave',
  ({ listenS, ...encryption }) => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await startStage({}, encryption);
    });
    afterAll(() => stage?.close());

    test('a listener hears what the generator made, without a gap', async () => {
      const { control } = stage;
      await control.join('Ada', 'Lounge');
      const interaction = await control.type('Ada', '/lyria play techno');
      expect(interaction.state).toBe('acknowledged');
      expect(interaction.acknowledgedAfterMs).toBeLessThan(3_000);

      const heard = await heardFor(control, 'Ada', listenS + 2);
      const { clients } = await control.voiceFaults.server();
      const daveVersion = encryption.dave ? 1 : 0;
      expect(clients).toMatchObject([{ mode: encryption.mode, daveVersion }]);
      expect(reportPackets(heard.packets)).toMatchObject({
        missing: 0,
        repeated: 0,
        wrongTimestamps: 0,
      });

      const [session, ...others] = await control.lyriaSessions();
      expect(others).toEqual([]);
      const made = await control.lyriaPcm(session?.id ?? 0);
      const begin = heard.pcm.findIndex((sample) => Math.abs(sample) > 100);
      const beginAtMs = heard.packets[Math.floor(begin / SAMPLES_PER_PACKET)]?.arrivedAtMs ?? 0;
      const secondMs = (session?.kept.chunks[1]?.atMs ?? 0) - beginAtMs + ON_ITS_WAY_MS;
      const settleMs = Math.ceil(Math.max(FADE_IN_MS, secondMs));
      const music = heard.pcm.subarray(begin - (begin % 2) + settleMs * SAMPLES_PER_MS);
      expect(music.length / SAMPLES_PER_MS).toBeGreaterThan((listenS - 1) * 1_000);
      expect(longestSilenceMs(music)).toBeLessThan(20);

      // Where the generator's process gets its turn late its chunks come unevenly, and time is
      // stretched by a jump back now and then. Nothing is ever left out.
      const how = { mostRepeatMs: LONGEST_REPEAT_MS, belowHz: WAVE_KEPT_HZ };
      const match = matchRecording(music, made, how);
      expect(match.minCorrelation).toBeGreaterThan(0.95);
      expect(match.sameOrder).toBe(true);
      expect(match.repeatedMs).toBeLessThan(MOST_REPEATED * (music.length / SAMPLES_PER_MS));
      // A codec's delay moves no window by a whole millisecond against the next one.
      expect(match.skippedMs).toBeLessThan(1);
    });

    test('a clip has the packets that a listener got', async () => {
      const { control } = stage;
      await control.type('Ada', '/lyria clip seconds:5');
      const url = await until(
        'the clip',
        async () => {
          const messages = await control.messages('Ada');
          return messages.flatMap(({ attachments }) => attachments).map(({ url }) => url)[0];
        },
        () => pass(control, 100),
      );
      const bytes = await (await fetch(String(url))).arrayBuffer();
      const clip = await demuxed(new Uint8Array(bytes));
      expect(clip).toMatchObject({ preSkip: 4 * 960 });
      expect(clip.packets).toHaveLength(5 * 50 + 4);
      // Sizes of so many in a row are as good as a fingerprint: what was heard was encrypted.
      const [recording] = await control.recordings('Ada');
      const sizes = (recording?.packets ?? []).map((packet) => packet.bytes).join(' ');
      expect(sizes).toContain(clip.packets.map(({ length }) => length).join(' '));
    });

    test('stop leaves the voice channel and closes the session', async () => {
      const { control } = stage;
      await control.type('Ada', '/lyria stop');
      await nothingIsLeft(control);
    });
  },
);
