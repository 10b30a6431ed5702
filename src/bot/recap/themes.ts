/** Nobody can tell which of them a member's Discord has. */
export type Theme = 'dark' | 'light';

interface Colours {
  readonly ground: string;
  /** Of words and numbers, at 7:1 to the ground. */
  readonly text: string;
  /** Of what is less important, at 4.5:1. */
  readonly quiet: string;
  readonly faint: string;
  /** Of words on a stream, at 4.5:1 to each of them. */
  readonly onStream: string;
  readonly alarm: string;
  readonly rest: string;
  /** Told apart with the usual kinds of colour blindness, neighbours above all, by their lightness, too. */
  readonly streams: readonly string[];
}

export const THEMES: Readonly<Record<Theme, Colours>> = {
  dark: {
    ground: '#1a1b20',
    text: '#f2f3f5',
    quiet: '#a6a9b3',
    faint: '#3a3c45',
    onStream: '#14151a',
    alarm: '#ff8a80',
    rest: '#6f7380',
    streams: [
      '#5cc8ff',
      '#ffb454',
      '#b9a3ff',
      '#6fe0a4',
      '#ff8fb8',
      '#f4e06a',
      '#3fb8a9',
      '#d9a27c',
    ],
  },
  light: {
    ground: '#fbfbfc',
    text: '#1b1d23',
    quiet: '#5b5f6b',
    faint: '#d9dbe1',
    onStream: '#ffffff',
    alarm: '#b3261e',
    rest: '#737784',
    streams: [
      '#0b6fb8',
      '#b35309',
      '#6a4bc4',
      '#137a48',
      '#b3246b',
      '#7a6400',
      '#0b7368',
      '#8a4f2a',
    ],
  },
};
