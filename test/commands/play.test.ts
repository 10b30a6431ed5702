import { describe, expect, test } from 'vitest';
import type { StartRequest } from '#commands/Command.ts';
import { play } from '#commands/play.ts';
import type { Clock } from '#src/clock.ts';
import type { Caller } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { configWanted } from '#src/control/reading.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import type { PollQuestion } from '#src/crowd/votes/poll.ts';
import type { VoteState } from '#src/crowd/votes/voteState.ts';
import { silentLog } from '#src/log.ts';
import type { MusicGenerationConfig, WeightedPrompt } from '#src/music/controls.ts';
import { tell } from '#src/texts/texts.ts';
import { geminiFailure } from '#src/words/gemini/failure.ts';
import type { Interpretation } from '#src/words/interpretation.ts';
import { Words, type WordsModel } from '#src/words/Words.ts';
import { runCommand, unused } from '../support/bot/runCommand.ts';
import { RECORD, SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { settle, VirtualClock } from '../support/VirtualClock.ts';

/** As measured with Lyria: from the start to the first audio. */
const FIRST_SOUND_MS = 2_900;
const WORDS = 'rainy lo-fi with soft piano for a night drive';

const READ: Interpretation = {
  kind: 'music',
  by: 'gemini',
  way: 'fresh',
  title: 'Night rain',
  prompts: [
    { text: 'Trip Hop', weight: 1 },
    { text: 'Rhodes Piano', weight: 0.5 },
  ],
  config: { bpm: 84 },
};

/** A model that answers after a while, or fails then. */
function model(clock: Clock, afterMs: number, answer?: Interpretation): WordsModel {
  return {
    interpret: () =>
      new Promise((resolve, reject) => {
        clock.after(afterMs, () => {
          if (answer === undefined) reject(geminiFailure('words.gemini-timeout'));
          else resolve(answer);
        });
      }),
  };
}

/** A guild with one voice channel, where music may play, and everything that happens there. */
class Guild {
  readonly clock = new VirtualClock();
  /** What happened, in order, each with its time in ms. */
  readonly events: string[] = [];
  readonly answers: string[] = [];
  started: StartRequest | undefined;
  heardAtMs: number | undefined;
  listeners: readonly string[] = ['ada'];
  #paper: StationOnPaper | undefined;

  async plays(
    prompts: readonly WeightedPrompt[],
    config: MusicGenerationConfig = {},
  ): Promise<void> {
    const mix = { prompts, proposedBy: 'ada' };
    const made = createVote({ ...mix, listeners: this.listeners, halfLifeMs: null }, 0);
    if (!made.ok) throw new Error('no vote');
    const kept = { record: { ...RECORD, config }, vote: made.state };
    this.#paper = new StationOnPaper(kept, {}, { clock: this.clock });
    void this.#paper.actor.ask({ type: 'started', bitrate: 64_000 });
    await this.#paper.heard();
    await this.#paper.audience(this.listeners);
  }

  get paper(): StationOnPaper {
    return this.#paper ?? unused();
  }

  get questions(): readonly PollQuestion[] {
    return this.paper.shownPolls.map(({ poll }) => poll.question);
  }

  get state(): VoteState {
    return this.paper.actor.state.kept.vote;
  }

  get config(): MusicGenerationConfig {
    return configWanted(this.paper.actor.state, this.paper.actor.now);
  }

  get mix(): readonly WeightedPrompt[] {
    return this.state.candidates.map(({ text, startPoints }) => ({ text, weight: startPoints }));
  }

  /** Runs `/lyria play` and lets time pass until it has done everything. */
  async play(prompt: string, words: Words, caller: Partial<Caller> = {}): Promise<void> {
    const done = this.#run(prompt, words, caller);
    let isDone = false;
    void done.then(() => {
      isDone = true;
    });
    await settle();
    while (!isDone) await this.clock.advance(100);
    await done;
  }

  #note(event: string): void {
    this.events.push(`${this.clock.now()} ${event}`);
  }

  async #run(prompt: string, words: Words, caller: Partial<Caller>): Promise<void> {
    await runCommand(play, undefined, {
      caller,
      values: { prompt },
      context: {
        words,
        stations: {
          get: () => (this.#paper?.actor.state.life === 'playing' ? this.#paper.actor : undefined),
          check: () => ({ ok: true }),
          start: (request) => this.#start(request),
          settings: () => SETTINGS,
          changeSettings: unused,
        },
        answer: {
          say: unused,
          whisper: async (text) => this.#answer(`whisper: ${text}`),
          askKey: unused,
          sayFile: unused,
          whisperFile: unused,
          defer: async () => this.#note('defer'),
          show: async () => {
            this.#note('panel');
            return { channelId: 'text', messageId: 'panel' };
          },
          choose: unused,
          showPrivately: unused,
          offer: unused,
        },
      },
    });
  }

  #answer(text: string): void {
    this.answers.push(text);
    this.#note(text.slice(0, 'whisper'.length));
  }

  async #start(request: StartRequest): Promise<Outcome> {
    this.#note('start');
    this.started = request;
    const sound = new Promise<void>((resolve) => {
      this.clock.after(FIRST_SOUND_MS, resolve);
    });
    await this.plays(request.prompts, request.config);
    await sound;
    this.heardAtMs = this.clock.now();
    return { kind: 'done' };
  }
}

const local = (): Words => new Words({ log: silentLog });

describe('from /lyria play to the first sound', () => {
  const slow = (clock: Clock): Words => new Words({ model: model(clock, 8_000), log: silentLog });
  const dead = (clock: Clock): Words => new Words({ model: model(clock, 0), log: silentLog });
  const late = (clock: Clock): Words =>
    new Words({ model: model(clock, 7_900, READ), log: silentLog });

  test.each([
    ['without a model', local],
    ['with a slow one that fails', slow],
    ['with a dead one', dead],
    ['with a slow one that answers', late],
  ])('it takes as long %s', async (_, words) => {
    const guild = new Guild();
    await guild.play(WORDS, words(guild.clock));
    expect(guild.heardAtMs).toBe(FIRST_SOUND_MS);
    expect(guild.events.slice(0, 3)).toEqual(['0 defer', '0 start', `${FIRST_SOUND_MS} panel`]);
    expect(guild.started?.prompts[0]).toMatchObject({ text: 'Lo-Fi Hip Hop' });
  });
});

describe('the start', () => {
  test('says who read the words', async () => {
    const guild = new Guild();
    await guild.play(WORDS, local());
    expect(guild.answers.join()).toMatch(/^whisper: I read your words with my own word list/);
    expect(guild.answers.join()).toContain('Lo');
  });

  test('moves to the better reading, once music plays', async () => {
    const guild = new Guild();
    const words = new Words({ model: model(guild.clock, 500, READ), log: silentLog });
    await guild.play(WORDS, words);
    expect(guild.events.at(-1)).toBe(`${FIRST_SOUND_MS} whisper`);
    expect(guild.mix.map(({ text }) => text)).toEqual(['Trip Hop', 'Rhodes Piano']);
    expect(guild.config).toEqual({ bpm: 84 });
    expect(guild.answers.join()).toContain('with Gemini');
  });

  test('stays as it is when the model refuses what the lexicon has understood', async () => {
    const guild = new Guild();
    const refused = {
      kind: 'refused',
      by: 'gemini',
      reason: 'not-music',
      memberText: tell('request.not-music'),
    } as const;
    const words = new Words({ model: model(guild.clock, 500, refused), log: silentLog });
    await guild.play(WORDS, words);
    expect(guild.mix[0]).toMatchObject({ text: 'Lo-Fi Hip Hop' });
    expect(guild.answers.join()).toContain('my own word list');
  });

  test('leaves the mix alone once somebody has voted', async () => {
    const guild = new Guild();
    const words = new Words({ model: model(guild.clock, 6_000, READ), log: silentLog });
    guild.clock.after(4_000, () => {
      void guild.paper.act('ada', { kind: 'vote', candidateId: 1, choice: 'up' });
    });
    await guild.play(WORDS, words);
    expect(guild.mix[0]).toMatchObject({ text: 'Lo-Fi Hip Hop' });
    expect(guild.answers.join()).toContain('votes');
  });

  test('says nothing more when the music has ended meanwhile', async () => {
    const guild = new Guild();
    const words = new Words({ model: model(guild.clock, 6_000, READ), log: silentLog });
    guild.clock.after(4_000, () => void guild.paper.ends());
    await guild.play(WORDS, words);
    expect(guild.answers).toEqual([]);
  });

  test('refuses in private what is no music, and starts nothing', async () => {
    const guild = new Guild();
    await guild.play("what's the capital of Peru?", local());
    expect(guild.started).toBeUndefined();
    expect(guild.answers).toEqual([expect.stringContaining('whisper: I only know about music')]);
  });

  test('waits for the model only where the lexicon knows nothing to begin with', async () => {
    const guild = new Guild();
    const words = new Words({ model: model(guild.clock, 700, READ), log: silentLog });
    await guild.play('rauhallinen pianomusiikki sateiselle illalle kotona', words);
    expect(guild.started?.prompts).toEqual(READ.prompts);
    expect(guild.started?.config).toEqual(READ.config);
    expect(guild.answers.join()).toContain('with Gemini');
  });

  test('of a ready-made mix comes with its controls, and asks nobody', async () => {
    const guild = new Guild();
    const words = new Words({ model: { interpret: unused }, log: silentLog });
    const [preset] = PRESETS;
    await guild.play(preset?.title.toUpperCase() ?? '', words);
    expect(guild.started).toMatchObject({ prompts: preset?.prompts, config: preset?.config });
  });
});

describe('while music plays, with one listener', () => {
  const LOFI = [
    { text: 'Lo-Fi Hip Hop', weight: 1 },
    { text: 'Smooth Pianos', weight: 1 },
  ];

  test('a relative wish about controls alone leaves the vote as it is', async () => {
    const guild = new Guild();
    await guild.plays(LOFI, { bpm: 80, density: 0.4, seed: 7 });
    const before = guild.state;
    await guild.play('a bit faster', local());
    expect(guild.state).toBe(before);
    expect(guild.config).toEqual({ bpm: 83, density: 0.4, seed: 7 });
    expect(guild.answers.join()).toContain('is changing');
  });

  test('a relative wish about the mix keeps what it does not speak of', async () => {
    const guild = new Guild();
    await guild.plays(LOFI, { bpm: 80, seed: 7 });
    await guild.play('more piano please', local());
    expect(guild.mix.map(({ text }) => text)).toEqual(['Lo-Fi Hip Hop', 'Smooth Pianos']);
    expect(guild.mix[1]?.weight).toBeGreaterThan(guild.mix[0]?.weight ?? 0);
    expect(guild.config).toEqual({ bpm: 80, seed: 7 });
  });

  test('another piece has its own tempo; what is about the model stays', async () => {
    const guild = new Guild();
    await guild.plays(LOFI, { bpm: 80, muteDrums: true, seed: 7, guidance: 3 });
    await guild.play('loud punk rock at 180 bpm', local());
    expect(guild.config).toMatchObject({ bpm: 180, seed: 7, guidance: 3 });
    expect(guild.config).not.toHaveProperty('muteDrums');
  });

  test('tags change no control', async () => {
    const guild = new Guild();
    await guild.plays(LOFI, { bpm: 80, muteDrums: true });
    await guild.play('techno:2, trance', local());
    expect(guild.config).toEqual({ bpm: 80, muteDrums: true });
    expect(guild.mix.map(({ text }) => text)).toEqual(['techno', 'trance']);
  });
});

describe('while others listen', () => {
  const TECHNO = [{ text: 'Techno', weight: 1 }];

  async function crowded(config: MusicGenerationConfig = {}): Promise<Guild> {
    const guild = new Guild();
    guild.listeners = ['ada', 'ben', 'cleo'];
    await guild.plays(TECHNO, config);
    return guild;
  }

  test('another mix is put to them, with its controls', async () => {
    const guild = await crowded({ bpm: 128, seed: 7 });
    await guild.play('calm piano at 70 bpm', local());
    expect(guild.questions).toMatchObject([{ kind: 'new-start', config: { bpm: 70, seed: 7 } }]);
    expect(guild.mix).toMatchObject([{ text: 'Techno', weight: 2 }]);
    expect(guild.config).toEqual({ bpm: 128, seed: 7 });
  });

  test('a changed mix is put to them as a change', async () => {
    const guild = await crowded();
    await guild.play('add some saxophone', local());
    expect(guild.questions).toMatchObject([{ kind: 'new-start', isChange: true }]);
  });

  test('a tempo alone is put to them as such', async () => {
    const guild = await crowded({ bpm: 128 });
    await guild.play('faster', local());
    expect(guild.questions).toEqual([{ kind: 'controls', changes: { bpm: 134 } }]);
  });

  test('a scale alone is put to them as such', async () => {
    const guild = await crowded({ bpm: 128 });
    await guild.play('in d minor', local());
    expect(guild.questions).toEqual([{ kind: 'controls', changes: { scale: 'F_MAJOR_D_MINOR' } }]);
  });

  test('several controls are put to them together, and the mix is left alone', async () => {
    const guild = await crowded({ bpm: 128, brightness: 0.5 });
    await guild.play('faster and brighter', local());
    expect(guild.questions).toEqual([
      { kind: 'controls', changes: { bpm: 134, brightness: expect.any(Number) } },
    ]);
    expect(guild.config).toEqual({ bpm: 128, brightness: 0.5 });
  });

  test('softer controls apply at once', async () => {
    const guild = await crowded({ bpm: 128, brightness: 0.5 });
    await guild.play('a bit brighter', local());
    expect(guild.questions).toEqual([]);
    expect(guild.config.brightness).toBeGreaterThan(0.5);
    expect(guild.config.bpm).toBe(128);
  });

  test('a DJ is not bound by that', async () => {
    const guild = await crowded({ bpm: 128 });
    await guild.play('faster', local(), { isDj: true });
    expect(guild.questions).toEqual([]);
    expect(guild.config.bpm).toBe(134);
  });
});
