import opus from '@discordjs/opus';
import { Resampler } from '#src/audio/resample/Resampler.ts';

const FRAME_PAIRS = 960;
const HEARD_SAMPLES = 320;
/** What Discord gives a voice channel unless it is changed. */
const BITRATE = 64_000;

/** 16 kHz mono as it comes out of a voice channel: 48 kHz stereo, Opus, and back. */
export function throughOpus(pcm: Int16Array): Int16Array {
  const resampler = new Resampler({ rate: 16_000, channels: 1 });
  resampler.push(pcm);
  resampler.end();
  const pairs = resampler.availablePairs;
  const frames = Math.ceil(pairs / FRAME_PAIRS);
  const stereo = new Int16Array(2 * frames * FRAME_PAIRS);
  resampler.pull(stereo, 0, pairs);
  const encoder = new opus.OpusEncoder(48_000, 2);
  encoder.setBitrate(BITRATE);
  const decoder = new opus.OpusEncoder(16_000, 1);
  const heard = new Int16Array(frames * HEARD_SAMPLES);
  for (let frame = 0; frame < frames; frame += 1) {
    const samples = stereo.subarray(2 * frame * FRAME_PAIRS, 2 * (frame + 1) * FRAME_PAIRS);
    const packet = encoder.encode(Buffer.from(samples.slice().buffer));
    const decoded = decoder.decode(packet);
    for (let at = 0; at < HEARD_SAMPLES; at += 1) {
      heard[frame * HEARD_SAMPLES + at] = decoded.readInt16LE(2 * at);
    }
  }
  return heard;
}
