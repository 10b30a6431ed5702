import { describe, expect, test } from 'vitest';
import type { MediaCommand } from '#src/media/protocol.ts';
import { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { type BotInSandbox, startBot } from '../support/bot/botInSandbox.ts';

const TALK = { kind: 'sandbox', speechMsPerHour: 10_000 } as const;

/** Music plays for Ada and Ben, and Ada, who manages the server, lets members talk. */
async function evening(talk: BotInSandboxOptions = TALK): Promise<Evening> {
  const stage = await startBot({ talk });
  const { sandbox, media, type, answerTo, until } = stage;
  for (const name of ['Ada', 'Ben']) sandbox.people.get(name).join('Lounge');
  const playing = type('Ada', '/lyria play techno, house');
  await media.next('start');
  media.plays();
  await playing;
  const says = async (name: string, line: string, words: RegExp) => {
    const interaction = await type(name, line);
    await until(line, () => words.test(answerTo(name, interaction)) || undefined);
    return interaction;
  };
  const { guildId } = stage;
  const person = stage.sandbox.announcement.userIds['Ben'] ?? '';
  let answers = 0;
  return {
    ...stage,
    says,
    /** Ben presses, having agreed before, and is heard. */
    async press() {
      const before = media.of('openEar').length;
      const pressed = type('Ben', '/lyria talk');
      await media.next('openEar', before + 1);
      media.emit({ type: 'earOpened', guildId, person });
      await pressed;
    },
    async call(name, args) {
      answers = media.of('answerTool').length;
      media.emit({ type: 'toolCalled', guildId, person, id: `call ${answers}`, name, args });
      return (await media.next('answerTool', answers + 1)).response;
    },
    closes: () => media.emit({ type: 'earClosed', guildId, person }),
    hears: (text, said = 'Done.') => {
      media.emit({ type: 'caption', guildId, person, who: 'member', text, isFinal: true });
      if (said === '') return;
      media.emit({ type: 'caption', guildId, person, who: 'dj', text: said, isFinal: true });
    },
    caption: (...words) =>
      stage.until(`a caption with ${words.join(', ')}`, () =>
        sandbox.people
          .get('Ada')
          .messages('music')
          // As it is read: escaped marks are marks.
          .map(({ components }) => JSON.stringify(components).replaceAll('\\', ''))
          .find((text) => words.every((word) => text.includes(word))),
      ),
    spends: (speechMs) => {
      const tokens = { prompt: 1, response: 1, total: 2 };
      media.emit({ type: 'turnTaken', guildId, person, speechMs, firstSoundMs: 900, tokens });
    },
  };
}

type BotInSandboxOptions = {
  readonly kind: 'service' | 'sandbox' | 'off';
  readonly speechMsPerHour: number;
};
interface Evening extends BotInSandbox {
  says(name: string, line: string, words: RegExp): ReturnType<BotInSandbox['type']>;
  press(): Promise<void>;
  call(
    name: string,
    args: Record<string, unknown>,
  ): Promise<Extract<MediaCommand, { type: 'answerTool' }>['response']>;
  closes(): void;
  /** @param said by the DJ; empty: nothing */
  hears(text: string, said?: string): void;
  /** Until everybody can read all of that in one message. */
  caption(...words: readonly string[]): Promise<string>;
  spends(speechMs: number): void;
}

/** Ada switches it on, and Ben agrees by the button beneath what he has read. */
async function agreed(): Promise<Evening> {
  const stage = await evening();
  const { says, sandbox, media, guildId } = stage;
  await says('Ada', '/lyria settings talk:spoken', /Talking to the DJ:\W+yes/);
  const asked = await says('Ben', '/lyria talk', /Before the DJ listens/);
  expect(media.of('openEar')).toEqual([]);
  const ben = sandbox.people.get('Ben');
  ben.press(asked.responseMessageId ?? '', 'talk:agree');
  const { person, isSpoken, tools } = await media.next('openEar');
  expect(isSpoken).toBe(true);
  expect(tools.map(({ name }) => name)).toContain('change_mix');
  media.emit({ type: 'earOpened', guildId, person });
  await stage.told('Ben', 'Say it now');
  stage.closes();
  await stage.told('Ben', 'heard nothing');
  return stage;
}

test('is off until a manager switches it on, and then asks each member', async () => {
  const { says, sandbox, media, answerTo, type, told } = await evening();
  const button = () =>
    JSON.stringify(sandbox.people.get('Ben').messages('music')).includes('Talk to the DJ');
  expect(button()).toBe(false);
  await says('Ben', '/lyria talk', /off on this server/);
  await says('Ben', '/lyria settings talk:spoken', /Manage Server/);
  await says('Ada', '/lyria settings talk:text', /answers in writing/);
  await says('Ada', '/lyria panel', /techno/);
  expect(button()).toBe(true);
  const asked = await says('Ben', '/lyria talk', /Nothing leaves the machine/);
  sandbox.people.get('Ben').press(asked.responseMessageId ?? '', 'talk:decline');
  await told('Ben', 'nobody listens to you');
  const again = await type('Ben', '/lyria talk');
  expect(answerTo('Ben', again)).toContain('Before the DJ listens');
  await says('Cleo', '/lyria talk', /Join|listen/);
  expect(media.of('openEar')).toEqual([]);
});

test('where nobody can listen it is not offered, whatever was set', async () => {
  const { says, media } = await evening({ kind: 'off', speechMsPerHour: 10_000 });
  await says('Ada', '/lyria settings talk:spoken', /no Gemini key/);
  await says('Ada', '/lyria settings', /Talking to the DJ:\W+no/);
  await says('Ben', '/lyria talk', /no Gemini key/);
  expect(media.of('openEar')).toEqual([]);
});

describe('somebody who has agreed', () => {
  test('changes the mix in their name, and everybody reads what was understood', async () => {
    const stage = await agreed();
    const { media, sandbox } = stage;
    await stage.press();
    const added = await stage.call('change_mix', { add: ['Smooth Pianos, strings'] });
    expect(added).toMatchObject({
      status: 'done',
      retryable: false,
      message: 'Smooth Pianos is in. strings is in.',
      mix: { techno: expect.any(String), 'Smooth Pianos': expect.any(String) },
    });
    const mixes = media.of('setMix').length;
    expect(mixes).toBeGreaterThan(0);
    // The same once more is answered, and not done twice.
    expect(await stage.call('change_mix', { add: ['Smooth Pianos, strings'] })).toEqual(added);
    stage.hears('bring in a piano');
    stage.spends(2_000);
    stage.closes();
    const caption = await stage.caption('bring in a piano', 'Done');
    expect(caption).toContain(sandbox.announcement.userIds['Ben']);
  });

  const FAILURE = {
    code: 'live.dropped',
    memberText: { id: 'failure.live.dropped' as const },
    operatorText: 'broke off',
  };
  test.each([
    ['the model says something else', 'Sure, enjoy!', undefined],
    ['it says nothing, as when its voice fails', '', undefined],
    ['the session breaks off after the call', '', FAILURE],
  ])('what was done is told with what was understood, though %s', async (_how, said, failure) => {
    const stage = await agreed();
    const { media, guildId, sandbox } = stage;
    const person = sandbox.announcement.userIds['Ben'] ?? '';
    await stage.press();
    await stage.call('set_controls', { drums: 'off', tempo: 100, brightness: 'darker' });
    await stage.call('vote', { prompt: 'house', choice: 'up' });
    stage.hears('no drums, darker, at 100', said);
    if (failure === undefined) stage.spends(1_000);
    media.emit({ type: 'earClosed', guildId, person, ...(failure && { failure }) });
    const asked = 'I have asked the others: 100 bpm.';
    const done = `${asked} Darker. no drums. Your vote for house counts.`;
    await stage.caption('no drums, darker, at 100', said, done);
  });

  test('a call that is still being carried out when the session ends is told, and so is a late one', async () => {
    const stage = await agreed();
    const { media, guildId } = stage;
    const person = stage.sandbox.announcement.userIds['Ben'] ?? '';
    await stage.press();
    stage.hears('bring in a piano', '');
    const call = { type: 'toolCalled', guildId, person, name: 'change_mix' } as const;
    media.emit({ ...call, id: 'at once', args: { add: ['piano'] } });
    stage.closes();
    await stage.caption('bring in a piano', 'piano is in.');
    media.emit({ ...call, id: 'late', args: { add: ['harp'] } });
    await stage.caption('harp is in.');
    expect(await media.next('answerTool', 2)).toMatchObject({ id: 'late' });
  });

  test('where nothing can be written into the channel, whoever spoke is told what was done', async () => {
    const stage = await agreed();
    const control = new ControlClient(stage.sandbox.announcement.controlUrl);
    await stage.press();
    await control.discordFaults.breakRest({
      route: '/channels/:channelId/messages',
      status: 403,
      code: 50_013,
      message: 'Missing Permissions',
    });
    await stage.call('change_mix', { add: ['piano'] });
    stage.hears('bring in a piano', 'piano is in.');
    stage.spends(1_000);
    stage.closes();
    await stage.told('Ben', 'piano is in');
    await stage.told('Ben', 'bring in a piano');
  });

  test('may do by voice what they may by typing, and no more', async () => {
    const stage = await agreed();
    await stage.press();
    const taken = await stage.call('take_back', { prompt: 'techno' });
    expect(taken).toMatchObject({ status: 'refused' });
    expect(await stage.call('start_over', { tags: ['polka'] })).toMatchObject({
      status: 'poll_opened',
      message: 'I have asked the others: polka.',
    });
    expect(await stage.call('vote', { prompt: 'the house', choice: 'down' })).toMatchObject({
      status: 'done',
    });
    expect(await stage.call('set_controls', { brightness: 'darker', tempo: 9_000 })).toMatchObject({
      status: 'unknown',
      message: 'That is out of range. Darker.',
    });
    await stage.says('Ada', '/lyria settings who_may_vote:djs', /DJs only/);
    expect(await stage.call('change_mix', { add: ['rain'] })).toMatchObject({ status: 'refused' });
  });

  test.each([
    ['stop', {}],
    ['settings', { talk: 'off' }],
    ['__proto__', {}],
    ['vote', { prompt: { toString: 'x' }, choice: 'sideways' }],
    ['change_mix', { add: 7, remove: [[[]]], more: null }],
  ])('a call that is none does nothing: %s', async (name, args) => {
    const stage = await agreed();
    await stage.press();
    const before = stage.media.commands.filter(({ type }) => type !== 'answerTool').length;
    expect(await stage.call(name, args)).toMatchObject({ status: 'unknown', retryable: false });
    const after = stage.media.commands.filter(({ type }) => type !== 'answerTool').length;
    expect(after).toBe(before);
  });

  test('is told why nobody answered, and when all has been said for the hour', async () => {
    const stage = await agreed();
    const { media, guildId, told, says } = stage;
    const person = stage.sandbox.announcement.userIds['Ben'] ?? '';
    await stage.press();
    stage.spends(10_000);
    const failure = {
      code: 'live.no-answer',
      memberText: { id: 'failure.live.no-answer' as const },
      operatorText: 'nothing within 6 s',
    };
    media.emit({ type: 'earClosed', guildId, person, failure });
    await told('Ben', 'did not get that');
    await says('Ben', '/lyria talk', /listens again in 60 min/);
  });

  test('who leaves the channel is not listened to any more', async () => {
    const stage = await agreed();
    await stage.press();
    stage.sandbox.people.get('Ben').leave();
    expect(await stage.media.next('closeEar')).toMatchObject({ guildId: stage.guildId });
  });
});

describe('hands-free', () => {
  /** Ada allows it, and Ben has read what it means and agreed. */
  async function handsFree(): Promise<Evening> {
    const stage = await evening();
    const { says, sandbox, media, guildId } = stage;
    await says('Ada', '/lyria settings talk:spoken', /Hands-free talking:\W+no/);
    await says('Ben', '/lyria talk hands_free:true', /Hands-free talking is off/);
    await says('Ada', '/lyria settings hands_free:true', /Hands-free talking:\W+yes/);
    const asked = await says('Ben', '/lyria talk hands_free:true', /Before the DJ hears all/);
    expect(media.of('openEar')).toEqual([]);
    sandbox.people.get('Ben').press(asked.responseMessageId ?? '', 'talk:hands-free');
    const { person, isHandsFree, instruction } = await media.next('openEar');
    expect(isHandsFree).toBe(true);
    expect(instruction).toContain('they call you "DJ"');
    media.emit({ type: 'earOpened', guildId, person });
    await stage.told('Ben', 'The DJ hears you from now on');
    await stage.caption('The DJ hears everything', person);
    return stage;
  }

  test('one request after the other is carried out and told, and what is said beside is not', async () => {
    const stage = await handsFree();
    const { media, sandbox } = stage;
    stage.spends(2_000);
    for (const [name, words] of [
      ['piano', 'hey dj bring in a piano'],
      ['harp', 'hey dj add a harp'],
    ] as const) {
      await stage.call('change_mix', { add: [name] });
      stage.hears(words, `${name} is in.`);
      stage.spends(1_000);
      await stage.caption(words, `${name} is in.`);
    }
    const read = JSON.stringify(sandbox.people.get('Ada').messages('music'));
    expect(read.match(/🎙️ <@\d+>: /gu)).toHaveLength(2);
    expect(media.of('closeEar')).toEqual([]);
    await stage.says('Ben', '/lyria talk', /listening to you already/);
  });

  test.each([
    ['they stop it', 'stop'],
    ['they leave', 'leave'],
    ['it is switched off', 'switch'],
    ['the hour is used up', 'spend'],
  ])('ends when %s, and everybody can see that', async (_when, how) => {
    const stage = await handsFree();
    const { media, sandbox } = stage;
    if (how === 'stop')
      await stage.says('Ben', '/lyria talk hands_free:false', /no longer hears you/);
    if (how === 'leave') sandbox.people.get('Ben').leave();
    if (how === 'switch') await stage.says('Ada', '/lyria settings hands_free:false', /no/);
    if (how === 'spend') stage.spends(20_000);
    await media.next('closeEar');
    stage.closes();
    await stage.caption('The DJ no longer hears');
    if (how === 'spend') await stage.told('Ben', 'has said all that it may');
    if (how === 'stop') {
      // Consent was for that time only.
      await stage.says('Ben', '/lyria talk hands_free:true', /Before the DJ hears all/);
      await stage.says('Ben', '/lyria talk hands_free:false', /was not listening to you/);
    }
  });
});
