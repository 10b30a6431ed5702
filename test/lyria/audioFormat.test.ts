import { expect, test } from 'vitest';
import { readAudioFormat } from '#src/lyria/audioFormat.ts';

test.each<[string, number, number]>([
  ['audio/l16;rate=48000;channels=2', 48_000, 2],
  ['audio/L16; channels=2; rate=48000', 48_000, 2],
  ['AUDIO/PCM;RATE=24000;CHANNELS=1', 24_000, 1],
  ['audio/pcm;channels=1', 48_000, 1],
  ['audio/l16', 48_000, 2],
  ['audio/L16;codec=pcm;rate=24000', 24_000, 2],
  ['audio/l16 ; rate = "44100" ; channels="1"', 44_100, 1],
  ['l16;rate=16000', 16_000, 2],
  ['audio/x-pcm;sample_rate=22050;bits=16', 22_050, 2],
  ['audio/raw;encoding=signed-integer;bit-depth=16;channels=mono', 48_000, 1],
  ['audio/l16;rate=96000;endianness=little;channels=stereo;', 96_000, 2],
])('%s is %i Hz and %i channels', (mimeType, rate, channels) => {
  expect(readAudioFormat(mimeType)).toEqual({ rate, channels });
});

test.each([
  'audio/mpeg',
  'audio/l8;rate=48000;channels=2',
  'audio/l24',
  'audio/pcmu;rate=8000',
  'audio/pcm;bits=8',
  'audio/pcm;bit_depth=24;rate=48000',
  'audio/pcm;codec=opus',
  'audio/pcm;encoding=float32',
  'audio/l16;rate=0',
  'audio/l16;rate=48000.5',
  'audio/l16;rate=fast',
  'audio/l16;rate=48000;channels=6',
  'audio/l16;channels=0',
  'audio/ogg;codecs=opus',
  'audio/wav',
  'video/mp4',
  'audio/l16x',
  '',
  ';;;=',
])('%s is nothing that can be played', (mimeType) => {
  expect(readAudioFormat(mimeType)).toBeUndefined();
});
