import { expect, onTestFinished, test } from 'vitest';
import { drawEvening } from '#src/bot/recap/drawEvening.ts';
import { labelPlace, shownName, textWidth } from '#src/bot/recap/labels.ts';
import { Painter } from '#src/bot/recap/Painter.ts';
import { THEMES, type Theme } from '#src/bot/recap/themes.ts';
import { eveningOf } from '#src/control/evening.ts';
import type { Moment } from '#src/control/moments.ts';
import { storeIn, temporaryDirectory } from '../store/directories.ts';
import { startBot } from '../support/bot/botInSandbox.ts';

const HOUR_MS = 3_600_000;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const NASTY = '</text><script>&"\u0000';

function momentsFrom(fromMs: number): readonly Moment[] {
  const mix = (atMs: number, ...weights: [string, number][]): Moment => ({
    kind: 'mix',
    atMs: fromMs + atMs,
    prompts: weights.map(([text, weight]) => ({ text, weight })),
    config: {},
  });
  const by = '1';
  return [
    { kind: 'proposed', atMs: fromMs, by, texts: ['techno', '雨の音'] },
    mix(0, ['techno', 2], ['雨の音', 1]),
    { kind: 'proposed', atMs: fromMs + HOUR_MS, by, texts: [NASTY] },
    mix(HOUR_MS, ['techno', 1], ['雨の音', 2], [NASTY, 1]),
    { kind: 'decided', atMs: fromMs + 1.5 * HOUR_MS, by, about: 'stop', hasPassed: false },
    { kind: 'handover', atMs: fromMs + HOUR_MS },
    { kind: 'loop', atMs: fromMs + HOUR_MS },
  ];
}

const THEME_NAMES = ['dark', 'light'] as const satisfies readonly Theme[];

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test.each(THEME_NAMES)('all that is to be read can be, in the %s theme', (theme) => {
  const { ground, text, quiet, onStream, alarm, rest, streams } = THEMES[theme];
  expect(contrast(text, ground)).toBeGreaterThan(7);
  for (const one of [quiet, alarm]) expect(contrast(one, ground)).toBeGreaterThan(4.5);
  for (const one of streams) {
    expect([one, contrast(onStream, one) > 4.5]).toEqual([one, true]);
    expect([one, contrast(ground, one) > 3]).toEqual([one, true]);
  }
  expect(contrast(rest, ground)).toBeGreaterThan(3);
});

test('names keep to what the font can write, and to the room there is', () => {
  expect(shownName('Orchestra 🎻')).toBe('Orchestra');
  expect(shownName('🎻')).toBe('…');
  expect(shownName('雨のローファイ、ピアノ')).toBe('雨のローファイ、ピアノ');
  expect(shownName('São Paulo über Señor ça')).toBe('São Paulo über Señor ça');
  expect(shownName('한국 음악')).toBe('…');
  const cut = shownName('acid bassline forever', 120, 24);
  expect(cut).toMatch(/^acid.*…$/);
  expect(textWidth(cut, 24)).toBeLessThanOrEqual(120);
  const band = (height: number) => Array.from({ length: 100 }, () => ({ top: 0, bottom: height }));
  const xAt = (index: number) => index * 10;
  expect(labelPlace('techno', band(100), xAt)?.size).toBe(40);
  expect(labelPlace('techno', band(40), xAt)?.size).toBe(24);
  expect(labelPlace('techno', band(20), xAt)).toBeUndefined();
});

test.each(THEME_NAMES)(
  'is painted in the %s theme, off this thread, whatever is in it',
  async (theme) => {
    const evening = eveningOf(momentsFrom(0), 2 * HOUR_MS);
    if (evening === undefined) throw new Error('no evening');
    const svg = drawEvening(evening, theme);
    expect(svg).toContain('雨の音');
    expect(svg).not.toContain('<script>');
    const numbers = [...svg.matchAll(/-?\d+\.?\d*|NaN|undefined/gu)].map(([one]) => one);
    expect(numbers).not.toContain('NaN');
    expect(numbers).not.toContain('undefined');
    const painter = new Painter();
    onTestFinished(() => painter.close());
    const bytes = Buffer.from(await painter.paint(evening, theme));
    expect(bytes.subarray(0, 8)).toEqual(PNG);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1_200, 760]);
  },
);

test('is posted with its moments told, and described for whoever does not see it', async () => {
  const store = storeIn(await temporaryDirectory());
  const { sandbox, type, guildId, until } = await startBot({ store });
  const ada = sandbox.people.get('Ada');
  for (const one of momentsFrom(Date.now() - 2 * HOUR_MS)) store.history.add(guildId, one);
  const asked = await type('Ada', '/lyria recap theme:light');
  const message = await until('the picture', () =>
    ada
      .messages('music')
      .find(({ id, attachments }) => id === asked.responseMessageId && attachments.length > 0),
  );
  expect(message.content).toMatch(/\*\*1\*\* · <t:\d+:t> · <@1> proposed .*techno.* and .*雨の音/);
  expect(message.content).toContain('asked for the end of the music (poll: no)');
  expect(message.content).toContain('◆ another session took over');
  expect(message.attachments).toMatchObject([
    {
      filename: 'lyrebird-evening.png',
      contentType: 'image/png',
      description: expect.stringMatching(/shares of what played in 2 h, on average techno 4\d%/),
    },
  ]);
});
