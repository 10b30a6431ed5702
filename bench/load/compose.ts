import { createSynth } from '../../src/generator/synth/Synth.ts';

const MUSIC_SECONDS = 40;
const MUSIC = ['techno', 'jazz', 'orchestral score', 'lo-fi hip hop'] as const;
const FRAMES_PER_SECOND = 50;
const FRAME_SAMPLES = 1_920;

/** What is played: 48 kHz stereo, some seconds each of different styles. */
export function compose(): Int16Array {
  const frames = MUSIC_SECONDS * FRAMES_PER_SECOND;
  const music = new Int16Array(frames * FRAME_SAMPLES);
  const each = Math.ceil(frames / MUSIC.length);
  for (const [index, text] of MUSIC.entries()) {
    const synth = createSynth({ seed: index + 1 });
    synth.setPrompts([{ text, weight: 1 }]);
    synth.setConfig({});
    synth.reset();
    for (let frame = index * each; frame < Math.min(frames, (index + 1) * each); frame += 1) {
      synth.render(music.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES));
    }
  }
  return music;
}
