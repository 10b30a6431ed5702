/**
 * One 20 ms frame of one speaker as it goes to the page: a header of 12 bytes, little endian, then
 * 16-bit samples, 48 kHz stereo interleaved. Both sides import this file.
 */
export const SOUND_HEADER_BYTES = 12;

/** Flag: the speaker has paused; that nothing follows is no fault. */
export const FLAG_PAUSE = 1;

export interface SoundHeader {
  /** When the packet reached the server, ms since 1970. */
  readonly arrivedEpochMs: number;
  /** Tells speakers apart, 0 to 255. */
  readonly speaker: number;
  readonly flags: number;
}

export function writeSoundHeader(view: DataView, header: SoundHeader): void {
  view.setFloat64(0, header.arrivedEpochMs, true);
  view.setUint8(8, header.speaker);
  view.setUint8(9, header.flags);
}

export function readSoundHeader(view: DataView): SoundHeader {
  return {
    arrivedEpochMs: view.getFloat64(0, true),
    speaker: view.getUint8(8),
    flags: view.getUint8(9),
  };
}
