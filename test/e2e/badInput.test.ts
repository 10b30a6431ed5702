import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startGenerator } from '#src/generator/GeneratorServer.ts';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import type { InteractionView } from '#src/sandbox/client/schemas.ts';
import { createCountingSource } from '../support/generator/CountingSource.ts';
import { Program } from './support/processes.ts';
import {
  answerText,
  BOT_NAME,
  botEnvironment,
  nothingIsLeft,
  type SandboxStage,
  startBot,
  startSandboxStage,
  waitForEvent,
} from './support/Stage.ts';

const ACKNOWLEDGED_MS = 3_000;
const MAX_REQUEST_LENGTH = 500;

let sandbox: SandboxStage;
let control: ControlClient;

beforeAll(async () => {
  sandbox = await startSandboxStage();
  ({ control } = sandbox);
});
afterAll(() => sandbox?.close());

function expectAnswer(interaction: InteractionView, text: RegExp): void {
  expect(answerText(interaction)).toMatch(text);
  expect(interaction.acknowledgedAfterMs).toBeLessThan(ACKNOWLEDGED_MS);
}

describe('what a running bot answers to', () => {
  let bot: Awaited<ReturnType<typeof startBot>>;

  beforeAll(async () => {
    bot = await startBot(sandbox.announcement);
    await control.join('Ada', 'Lounge');
  });
  afterEach(() => nothingIsLeft(control));
  afterAll(async () => {
    await bot?.close();
  });

  test('somebody who is in no voice channel', async () => {
    const interaction = await control.type('Cleo', '/lyria play techno');
    expectAnswer(interaction, /join a voice channel/i);
    expect(interaction.response?.ephemeral).toBe(true);
  });

  test.each([
    { permission: 'Connect', named: /\*\*Connect\*\*/ },
    { permission: 'Speak', named: /\*\*Speak\*\*/ },
    { permission: 'ViewChannel', named: /\*\*View Channel\*\*/ },
  ])('a missing permission: $permission', async ({ permission, named }) => {
    const { lastEvent } = await control.overview();
    await control.guild.setOverwrite('Lounge', BOT_NAME, { deny: [permission] });
    await waitForEvent(control, { after: lastEvent, types: ['channelUpdated'] });
    expectAnswer(await control.type('Ada', '/lyria play techno'), named);
    await control.guild.setOverwrite('Lounge', BOT_NAME);
  });

  test('a full channel', async () => {
    await control.guild.changeRole(BOT_NAME, { remove: ['MoveMembers'] });
    await control.guild.changeChannel('Lounge', { userLimit: 1 });
    expectAnswer(await control.type('Ada', '/lyria play techno'), /full/);
    await control.guild.changeChannel('Lounge', { userLimit: 0 });
  });

  test('a stage on which it may not speak', async () => {
    await control.guild.changeRole(BOT_NAME, { remove: ['MuteMembers'] });
    await control.guild.setOverwrite('Stage', BOT_NAME, { deny: ['RequestToSpeak'] });
    await control.join('Ben', 'Stage');
    const named = /\*\*Request to Speak\*\*.*\*\*Mute Members\*\*/;
    expectAnswer(await control.type('Ben', '/lyria play techno'), named);
    await control.leave('Ben');
  });

  test('an empty prompt', async () => {
    const interaction = await control.run('Ada', 'lyria play', { prompt: ' , ,' });
    expectAnswer(interaction, /such as|what you would like/i);
    expect(interaction.response?.ephemeral).toBe(true);
  });

  test.each([
    { prompt: 'techno:0', text: /weight of 0/i },
    { prompt: 'techno:99', text: /weight/i },
    { prompt: 'techno:-1', text: /at least one/i },
    { prompt: 'a,b,c,d,e,f,g,h,i', text: /8|eight/i },
  ])('a mix that cannot be played: $prompt', async ({ prompt, text }) => {
    expectAnswer(await control.run('Ada', 'lyria play', { prompt }), text);
  });

  test("a prompt that is too long: Discord's client does not send it", async () => {
    const before = await control.interactions();
    const prompt = 'x'.repeat(MAX_REQUEST_LENGTH + 1);
    await expect(control.run('Ada', 'lyria play', { prompt })).rejects.toMatchObject({
      code: 'option.invalid',
      message: expect.stringContaining(String(MAX_REQUEST_LENGTH)),
    });
    expect(await control.interactions()).toHaveLength(before.length);
  });

  test('a second play: the mix changes, in the same session', async () => {
    const { lastEvent } = await control.overview();
    const known = (await control.lyriaSessions()).length;
    await control.type('Ada', '/lyria play techno');
    await waitForEvent(control, { after: lastEvent, types: ['lyriaSent'] });
    expectAnswer(await control.type('Ada', '/lyria play dreamy pads'), /mix is changing/i);
    await waitForEvent(control, {
      after: lastEvent,
      types: ['lyriaReceived'],
      accepts: ({ data }) => JSON.stringify(data).includes('Synth Pads'),
    });
    expect(await control.lyriaSessions()).toHaveLength(known + 1);
    await control.type('Ada', '/lyria stop');
  });
});

describe('what the operator did wrong', () => {
  test('a wrong token: status 78, a line that says so, and no token in it', async () => {
    const { announcement } = sandbox;
    const wrong = `${announcement.discordToken.slice(0, -6)}Wrong1`;
    const starting = Program.start({
      file: 'src/main.ts',
      env: { ...botEnvironment(announcement), DISCORD_TOKEN: wrong },
      isReady: () => false,
    });
    const error = await starting.then(
      () => new Error('It started'),
      (reason: unknown) => (reason instanceof Error ? reason : new Error(String(reason))),
    );
    expect(error.message).toMatch(/ended with 78/);
    expect(error.message).toMatch(/does not accept the token/);
    expect(error.message).not.toContain(wrong);
  });

  test('a wrong key: members are told, the key is not', async () => {
    const closed = Promise.withResolvers<number>();
    await using stack = new AsyncDisposableStack();
    const generator = await startGenerator({
      createSource: createCountingSource,
      requiredKey: 'the-right-key',
      observer: { closed: (_session, code) => closed.resolve(code) },
    });
    stack.defer(() => generator.close());
    const wrong = 'certainly-the-wrong-key';
    const bot = await startBot(sandbox.announcement, {
      LYRIA_URL: generator.url,
      GEMINI_API_KEY: wrong,
    });
    stack.defer(() => bot.close());
    await control.join('Ada', 'Lounge');
    const interaction = await control.type('Ada', '/lyria play techno');
    expectAnswer(interaction, /does not accept this bot's key/);
    expect(JSON.stringify(await control.messages('Ada'))).not.toContain(wrong);
    expect(bot.bot.output).not.toContain(wrong);
    await nothingIsLeft(control);
  });

  test('a Lyria that cannot be reached: members are told, and nothing is left', async () => {
    const nobody = await startGenerator({ createSource: createCountingSource });
    await nobody.close();
    const bot = await startBot(sandbox.announcement, { LYRIA_URL: nobody.url });
    try {
      await control.join('Ada', 'Lounge');
      const interaction = await control.type('Ada', '/lyria play techno');
      expectAnswer(interaction, /music service/i);
      await nothingIsLeft(control);
    } finally {
      await bot.close();
    }
  });
});
