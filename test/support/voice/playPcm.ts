import { once } from 'node:events';
import { Readable } from 'node:stream';
import opus from '@discordjs/opus';
import {
  type AudioPlayer,
  AudioPlayerStatus,
  createAudioPlayer,
  createAudioResource,
  NoSubscriberBehavior,
  StreamType,
  type VoiceConnection,
} from '@discordjs/voice';

const FRAME_SAMPLES = 1_920;
const BITRATE = 96_000;

export function encodeOpus(pcm: Int16Array): Buffer[] {
  const encoder = new opus.OpusEncoder(48_000, 2);
  encoder.setBitrate(BITRATE);
  const packets: Buffer[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    packets.push(encoder.encode(Buffer.from(pcm.slice(at, at + FRAME_SAMPLES).buffer)));
  }
  return packets;
}

/** Starts to play PCM over a connection with the library's own player. */
export function startPlaying(connection: VoiceConnection, pcm: Int16Array): AudioPlayer {
  const player = createAudioPlayer({
    behaviors: { noSubscriber: NoSubscriberBehavior.Play, maxMissedFrames: 1_000 },
  });
  connection.subscribe(player);
  const stream = Readable.from(encodeOpus(pcm), { objectMode: true, highWaterMark: 1 });
  player.play(createAudioResource(stream, { inputType: StreamType.Opus }));
  return player;
}

/** Plays PCM to its end. */
export async function playPcm(connection: VoiceConnection, pcm: Int16Array): Promise<void> {
  await once(startPlaying(connection, pcm), AudioPlayerStatus.Idle);
}
