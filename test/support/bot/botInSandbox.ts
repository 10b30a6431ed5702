import { onTestFinished } from 'vitest';
import { type Bot, type BotOptions, createBot } from '#src/bot/Bot.ts';
import { systemClock } from '#src/clock.ts';
import { noConditions } from '#src/conditions.ts';
import { silentLog } from '#src/log.ts';
import type { Interaction } from '#src/sandbox/interactions/Interaction.ts';
import type { Message } from '#src/sandbox/world/message.ts';
import { Words } from '#src/words/Words.ts';
import { type QuietSandbox, startQuietSandbox } from '#test/sandbox/support/sandbox.ts';
import { storeIn, temporaryDirectory } from '#test/store/directories.ts';
import { until } from '../events.ts';
import { FakeMedia } from './FakeMedia.ts';

/** A busy machine may take long over the last edits and goodbyes. */
const CLOSE_TIMEOUT_MS = 60_000;

export interface BotInSandbox {
  readonly sandbox: QuietSandbox;
  readonly media: FakeMedia;
  readonly bot: Bot;
  readonly guildId: string;
  channelId(name: string): string;
  readonly botId: string;
  /** Types a command in #music and waits until it is acknowledged. */
  type(person: string, line: string): Promise<Interaction>;
  /** What a person reads of the answer to an interaction: text of all components, too. */
  answerTo(person: string, interaction: Interaction): string;
  /** Waits until somebody is told that in #music, and gives the message. */
  told(person: string, text: string): Promise<Message>;
  /** Waits until `probe` gives something, asking again after everything that happens. */
  until<T>(what: string, probe: () => T | undefined): Promise<T>;
}

/** The bot with an unmodified discord.js in a sandbox over real sockets, its media side played by the test. */
export async function startBot(
  change: Partial<BotOptions> = {},
  sandbox?: QuietSandbox,
): Promise<BotInSandbox> {
  const home = sandbox ?? (await startQuietSandbox());
  if (sandbox === undefined) onTestFinished(() => home.close());
  const media = new FakeMedia();
  const bot = createBot({
    ...(await botOptions(home, media)),
    ...change,
  });
  onTestFinished(() => bot.close(), CLOSE_TIMEOUT_MS);
  await bot.start();
  return inhabit(home, media, bot);
}

export async function botOptions(sandbox: QuietSandbox, media: FakeMedia): Promise<BotOptions> {
  return {
    token: sandbox.announcement.discordToken,
    apiUrl: sandbox.announcement.discordApiUrl,
    media,
    store: storeIn(await temporaryDirectory()),
    words: new Words({ log: silentLog }),
    doctor: { examine: async () => [] },
    log: silentLog,
    conditions: noConditions,
    clock: systemClock,
    random: () => 0.5,
  };
}

function inhabit(sandbox: QuietSandbox, media: FakeMedia, bot: Bot): BotInSandbox {
  const { guildId, channelIds, userIds } = sandbox.announcement;
  const answerTo = (person: string, { responseMessageId }: Interaction): string => {
    const message = sandbox.people.get(person).message(responseMessageId ?? '');
    return [message.content, ...texts(message.components)].join('\n');
  };
  const waitFor: BotInSandbox['until'] = (what, probe) =>
    until(what, probe, () =>
      sandbox.events
        .waitAfter(sandbox.events.last, new Set(), 1_000, AbortSignal.timeout(1_000))
        .catch(() => {}),
    );
  return {
    sandbox,
    media,
    bot,
    guildId,
    botId: userIds['Lyrebird'] ?? '',
    channelId: (name) => channelIds[name] ?? '',
    answerTo,
    async type(person, line) {
      const interaction = sandbox.people.get(person).type('music', line);
      await interaction.settled;
      return interaction;
    },
    told: (person, text) =>
      waitFor(`"${text}"`, () =>
        sandbox.people
          .get(person)
          .messages('music')
          .find(({ content }) => content.includes(text)),
      ),
    until: waitFor,
  };
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'content' in value && typeof value.content === 'string' ? [value.content] : [];
  return [
    ...own,
    ...Object.values(value)
      .filter((each) => typeof each === 'object')
      .flatMap(texts),
  ];
}
