import type { WebSocket } from 'ws';
import { FLAG_PAUSE, SOUND_HEADER_BYTES, writeSoundHeader } from './client/soundFrame.ts';
import type { LiveEars } from './LiveEars.ts';

/** A page that does not read for a second gets the newest sound, not all of the old. */
const MAX_BACKLOG_BYTES = 200_000;
const MAX_SPEAKERS = 256;

/** Sends what somebody hears to a page, frame by frame as it comes, until the page hangs up. */
export function attachSound(socket: WebSocket, ears: LiveEars): void {
  const speakers = new Map<string, number>();
  const end = ears.onFrame((speakerId, frame, packet) => {
    if (socket.bufferedAmount > MAX_BACKLOG_BYTES) return;
    let speaker = speakers.get(speakerId);
    if (speaker === undefined) {
      speaker = speakers.size % MAX_SPEAKERS;
      speakers.set(speakerId, speaker);
    }
    const bytes = Buffer.allocUnsafe(SOUND_HEADER_BYTES + frame.byteLength);
    writeSoundHeader(new DataView(bytes.buffer, bytes.byteOffset, SOUND_HEADER_BYTES), {
      arrivedEpochMs: performance.timeOrigin + packet.arrivedAtMs,
      speaker,
      flags: packet.silence ? FLAG_PAUSE : 0,
    });
    bytes.set(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength), SOUND_HEADER_BYTES);
    socket.send(bytes);
  });
  socket.once('close', end);
}
