import { expect, test } from 'vitest';
import { commands } from '#commands/index.ts';
import { type Texts, textsIn } from '#src/texts/texts.ts';
import { type BotInSandbox, startBot } from '#test/support/bot/botInSandbox.ts';

/** Stands for what is filled in. */
const X = '\u0000';

type Row = readonly [line: string, told: (texts: Texts) => string];

const nothing = (texts: Texts): string => texts.say('nothing-plays');

/** Each command where nothing plays: as it is typed, and what is told. */
const BEFORE: readonly Row[] = [
  ...['vote', 'propose piano', 'drop piano', 'tune bpm:120', 'panel', 'now', 'clip', 'pause'].map(
    (line): Row => [line, nothing],
  ),
  ...[
    'resume',
    'reset',
    'undo',
    'volume 50',
    'stop',
    'mix show',
    'mix save a',
    'mix share',
    'talk',
  ].map((line): Row => [line, nothing]),
  ['play what is the capital of France?', (texts) => texts.say('request.not-music')],
  ['help', (texts) => texts.say('help.what')],
  ['settings', (texts) => texts.say('settings.fade.no')],
  ['timeout member:Ben minutes:0', (texts) => texts.say('timeout.over', { member: X })],
  ['key', (texts) => texts.say('key.off')],
  ['key remove:True', (texts) => texts.say('key.none')],
  ['doctor', (texts) => texts.say('doctor.looking')],
  ['mix list', (texts) => texts.say('mix.none')],
  ['history', (texts) => texts.say('history.none')],
  ['recap', (texts) => texts.say('recap.none')],
  ['mix load nothing', (texts) => texts.say('mix.unknown')],
  ['mix delete nothing', (texts) => texts.say('mix.unknown')],
  ['mix export', (texts) => texts.say('mix.file.none')],
  ['mix import file:{}', (texts) => texts.say('mix.file.unknown')],
];

/** What has more to tell while music plays. */
const WHILE: readonly Row[] = [
  ['vote', (texts) => texts.say('panel.own')],
  ['propose piano', (texts) => texts.say('done.added', { prompt: X })],
  ['drop piano', (texts) => texts.say('done.dropped', { prompt: X })],
  ['tune bpm:130', (texts) => texts.say('done.tuned.hard', { what: X })],
  ['tune', (texts) => texts.say('control.auto')],
  [
    'tune bpm:1',
    (texts) => texts.say('tune.wrong-number', { control: X, range: X, typed: X, meant: '60' }),
  ],
  [
    'now',
    (texts) =>
      texts.say('now.state', {
        state: texts.say('now.playing'),
        channelId: X,
        volume: X,
        seconds: X,
      }),
  ],
  ['clip', (texts) => texts.say('clip.nothing')],
  ['talk', (texts) => texts.say('talk.not-here')],
  ['pause', (texts) => texts.say('pause.done')],
  ['resume', (texts) => texts.say('resume.done')],
  ['reset', (texts) => texts.say('reset.done')],
  ['undo', (texts) => texts.say('undo.done')],
  [
    'volume 50',
    (texts) => texts.say('volume.done', { percent: texts.say('percent', { value: 50 }) }),
  ],
  ['history', (texts) => texts.say('history.now', { from: X, sound: X })],
  ['play techno, house', (texts) => texts.say('play.mix-changing')],
  ['mix show', (texts) => texts.say('mix.row', { prompt: X, share: X, points: X, weight: X })],
  ['mix save favourite for:member', (texts) => texts.say('mix.saved.own', { name: X })],
  ['mix save ours', (texts) => texts.say('mix.saved', { name: X })],
  ['mix list', (texts) => texts.say('mix.own')],
  ['mix load favourite', (texts) => texts.say('play.mix-changing')],
  ['mix share', (texts) => texts.say('mix.shared')],
  ['mix export', (texts) => texts.say('mix.file.made', { count: 1 })],
  ['mix delete ours', (texts) => texts.say('mix.deleted', { name: X })],
  ['help', (texts) => texts.say('help.vote')],
  [
    'panel',
    (texts) => texts.say('panel.title', { state: texts.say('panel.state.playing'), channelId: X }),
  ],
  ['stop in:30m', (texts) => texts.say('stop.later', { when: X })],
  ['stop in:off', (texts) => texts.say('stop.off')],
  ['stop', (texts) => texts.say('stop.done')],
];

/** The longest stretch that nothing is filled into. */
function essence(text: string): string {
  const parts = text.split(X).map((part) => part.trim());
  return parts.toSorted((one, other) => other.length - one.length)[0] ?? '';
}

async function tells(home: BotInSandbox, texts: Texts, person: string, rows: readonly Row[]) {
  for (const [line, told] of rows) {
    const typed = await home.type(person, `/lyria ${line}`);
    const expected = JSON.stringify(essence(told(texts))).slice(1, -1);
    await home.until(`"${expected}" after ${line}`, () => {
      const ids = [typed.responseMessageId, ...typed.followUpIds].filter((id) => id !== null);
      // A "thinking" for everybody goes before what one person is told.
      const seen = home.sandbox.people.get(person).messages('music');
      const shown = seen.filter(({ id }) => ids.includes(id));
      return JSON.stringify(shown).includes(expected) || undefined;
    });
  }
}

interface Pressable {
  readonly label: string;
  readonly id: string;
}

function pressables(value: unknown): readonly Pressable[] {
  if (Array.isArray(value)) return value.flatMap(pressables);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(pressables);
  if (!('custom_id' in value)) return inner;
  const label = 'label' in value ? value.label : 'placeholder' in value ? value.placeholder : '';
  return [{ label: String(label), id: String(value.custom_id) }, ...inner];
}

test.each(['de', 'ja'] as const)('every command and button speaks %s', async (language) => {
  const texts = textsIn(language);
  const home = await startBot();
  const { sandbox, media, type, until, guildId } = home;
  const [ada, ben] = [sandbox.people.get('Ada'), sandbox.people.get('Ben')];
  for (const person of [ada, ben]) person.locale = language;
  ada.join('Lounge');
  await type('Ada', `/lyria settings language:${language}`);
  await tells(home, texts, 'Ada', BEFORE);

  const playing = await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  const id = await until('the panel', () => {
    const message = ada.message(playing.responseMessageId ?? '');
    return pressables(message.components).length > 0 ? message.id : undefined;
  });
  const panel = (): readonly Pressable[] => pressables(ada.message(id).components);
  const labels = (): readonly string[] => panel().map(({ label }) => label);
  for (const name of ['propose', 'surprise', 'tune', 'pause', 'stop'] as const) {
    expect(labels()).toContain(texts.say(`panel.button.${name}`));
  }
  expect(labels()).toContain(texts.say('panel.presets'));
  const press = async (person: typeof ada, end: string): Promise<string> => {
    const button = panel().find((one) => one.id.endsWith(end));
    const pressed = person.press(id, button?.id ?? '');
    await pressed.settled;
    if (pressed.modal !== null) return JSON.stringify(pressed.modal);
    return JSON.stringify(person.message(pressed.responseMessageId ?? id));
  };
  expect(await press(ada, ':propose')).toContain(texts.say('panel.propose.title'));
  expect(await press(ada, ':tune')).toContain(texts.say('tuning.how'));
  for (const end of [':surprise', ':up:1', ':pause']) await press(ada, end);
  await until('a pause', () => labels().includes(texts.say('panel.button.resume')) || undefined);
  await press(ada, ':resume');

  ben.join('Lounge');
  await tells(home, texts, 'Ben', [['pause', () => texts.say('asked', { channelId: X })]]);
  await until('the poll', () => labels().includes(texts.say('poll.yes')) || undefined);
  expect(labels()).toContain(texts.say('poll.no'));
  expect(JSON.stringify(ada.message(id))).toContain(texts.say('poll.pause'));
  await press(ada, ':yes');
  await until(
    'the decision',
    () => JSON.stringify(ada.message(id)).includes(texts.say('poll.passed')) || undefined,
  );
  await press(ada, ':resume');
  ben.leave();

  void media
    .next('clip')
    .then(({ ticket }) =>
      media.emit({ type: 'clip', guildId, ticket, bytes: new Uint8Array(), lengths: [] }),
    );
  await tells(home, texts, 'Ada', WHILE);
  await media.next('stop');
});

test('every command is among them', () => {
  const lines = [...BEFORE, ...WHILE].map(([line]) => `${line} `);
  const missing = [...commands.keys()].filter(
    (name) => !lines.some((one) => one.startsWith(`${name} `)),
  );
  expect(missing).toEqual([]);
});

test('each member is answered in their own language, and all see the panel in the server’s', async () => {
  const { sandbox, media, type, answerTo, until } = await startBot();
  const guild = sandbox.discord.world.guilds.get(sandbox.announcement.guildId);
  for (const [name, locale] of [
    ['Ada', 'fr'],
    ['Ben', 'es-419'],
    ['Cleo', 'sv-SE'],
  ] as const) {
    sandbox.people.get(name).locale = locale;
    sandbox.people.get(name).join('Lounge');
  }
  const playing = await type('Ada', '/lyria play techno');
  await media.next('start');
  media.plays();
  const shows = (language: 'en' | 'pt-BR'): Promise<true> =>
    until(`the panel in ${language}`, () => {
      const state = textsIn(language).say('panel.state.playing');
      return answerTo('Ada', playing).includes(state) || undefined;
    });
  await shows('en');
  const help = async (name: string): Promise<string> =>
    answerTo(name, await type(name, '/lyria help'));
  expect(await help('Ada')).toContain(textsIn('fr').say('help.propose'));
  expect(await help('Ben')).toContain(textsIn('es').say('help.propose'));
  expect(await help('Cleo')).toContain(textsIn('en').say('help.propose'));
  await type('Ada', '/lyria settings language:pt-BR');
  await shows('pt-BR');
  await type('Ada', '/lyria settings language:server');
  await shows('en');
  expect(guild?.settings.locale).toBe('en-US');
});
