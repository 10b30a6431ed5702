import { registerHooks } from 'node:module';

/** Two controls that Lyria does not have, as one would write them into the table. */
const ROWS = `
  swing: {
    kind: 'number',
    min: 0,
    max: 2,
    integer: false,
    option: 'swing',
    change: 'hard',
    of: 'piece',
    shown: 'percent',
    steps: {
      size: 0.25,
      from: 1,
      place: 4,
      more: '',
      less: '',
    },
  },
  muteVoices: {
    kind: 'flag',
    option: 'mute_voices',
    change: 'soft',
    of: 'piece',
    usual: false,
  },
`;
const WORDS = `
  'control.swing.option': 'swing',
  'control.swing.help': 'From straight to swung',
  'control.swing.noun': 'swing',
  'control.swing.the': 'the swing',
  'control.swing.more.word': 'looser',
  'control.swing.more.label': 'Looser',
  'control.swing.less.word': 'straighter',
  'control.swing.less.label': 'Straighter',
  'control.muteVoices.option': 'mute_voices',
  'control.muteVoices.help': 'Play without voices',
  'control.muteVoices.said': 'no voices',
  'control.muteVoices.unsaid': 'voices again',
`;
const LONGER = [
  { file: '/src/music/controlTable.ts', end: '} as const satisfies', more: ROWS },
  { file: '/src/texts/languages/en.ts', end: '} as const;', more: WORDS },
];

/** Preloaded: the program finds a longer table and its words, and not a character else has changed. */
registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const longer = LONGER.find(({ file }) => url.endsWith(file));
    if (longer === undefined) return loaded;
    const { end, more } = longer;
    const source = String(loaded.source);
    if (source.split(end).length !== 2) throw new Error(`${longer.file} has no end, or several`);
    return { ...loaded, source: source.replace(end, `${more}${end}`) };
  },
});
