import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { keptOf } from '#src/control/reading.ts';
import type { Kept } from '#src/control/StationRecord.ts';
import { keptOnPaper, PaperStore, StationOnPaper } from '../support/bot/StationOnPaper.ts';
import { VirtualClock } from '../support/VirtualClock.ts';

/** Another number by RUNS: more at leisure, fewer while the code changes. */
const SEQUENCES = Number(process.env['RUNS'] ?? 10_000);
const MOST_EVENTS = 12;
/** Of the microtask queue. */
const SLOW_TURNS = 8;
const SOME_TURNS = 3;
const RUN_MS = 240_000;
const PEOPLE = ['ada', 'ben', 'cleo', 'dj'] as const;

type Event =
  | { readonly do: 'wish'; readonly by: string; readonly from: string; readonly wish: Wish }
  | { readonly do: 'answer'; readonly by: string; readonly choice: 'yes' | 'no' }
  | { readonly do: 'audience'; readonly hearers: readonly string[] }
  | { readonly do: 'snapshot'; readonly isAway: boolean }
  | { readonly do: 'gateway'; readonly state: 'away' | 'back' }
  | { readonly do: 'settings'; readonly djsOnly: boolean; readonly alwaysOn: boolean }
  | { readonly do: 'filtered'; readonly text: string }
  | { readonly do: 'moved'; readonly channelId: string }
  | { readonly do: 'messages'; readonly areRefused: boolean }
  | { readonly do: 'pass'; readonly ms: number }
  /** The program is killed and started again, whatever was under way. */
  | { readonly do: 'kill' }
  | { readonly do: 'disk'; readonly manner: 'fast' | 'slow' | 'fails' };

const text = fc.constantFrom('jazz', 'rain', 'techno', 'pads');
const candidateId = fc.integer({ min: 1, max: 4 });
const prompts = fc
  .uniqueArray(text, { minLength: 1, maxLength: 3 })
  .map((texts) => texts.map((one) => ({ text: one, weight: 1 })));
const config = fc.record(
  { bpm: fc.constantFrom(90, 120), density: fc.constantFrom(0.2, 0.8) },
  { requiredKeys: [] },
);
const askIn = fc.constant('text');

const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('vote'),
      candidateId,
      choice: fc.constantFrom('up', 'down'),
    }),
  },
  fc.record({
    kind: fc.constant('nudge'),
    control: fc.constantFrom('bpm', 'density', 'brightness'),
    direction: fc.constantFrom(1, -1),
  }),
  fc.record({ kind: fc.constant('propose'), text }),
  fc.record({ kind: fc.constant('drop'), candidateId }),
  fc.record({ kind: fc.constant('tune'), changes: config, askIn }),
  fc.record({
    kind: fc.constant('play'),
    prompts,
    config,
    keepsMix: fc.boolean(),
    isChange: fc.boolean(),
    keepsControls: fc.boolean(),
    askIn,
  }),
  fc.record({ kind: fc.constantFrom('resume', 'reset') }),
  fc.record({ kind: fc.constant('volume'), volume: fc.constantFrom(0, 0.5, 2), askIn }),
  fc.record({ kind: fc.constantFrom('pause', 'stop'), askIn }),
  fc.record({ kind: fc.constant('stop'), inMs: fc.constantFrom(1_000, 90_000), askIn }),
  fc.record({ kind: fc.constant('stay') }),
  fc.record({ kind: fc.constant('undo'), askIn }),
  fc.record({ kind: fc.constant('give-way') }),
  fc.record({
    kind: fc.constant('panel'),
    channelId: fc.constantFrom('text', 'other'),
    messageId: fc.constantFrom('first', 'second'),
  }),
);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wish'),
      by: fc.constantFrom(...PEOPLE),
      from: fc.constantFrom('lounge', 'lounge', 'studio'),
      wish,
    }),
  },
  fc.record({
    do: fc.constant('answer'),
    by: fc.constantFrom(...PEOPLE),
    choice: fc.constantFrom('yes', 'no'),
  }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('audience'), hearers: fc.subarray([...PEOPLE]) }),
  },
  fc.record({ do: fc.constant('snapshot'), isAway: fc.boolean() }),
  fc.record({ do: fc.constant('gateway'), state: fc.constantFrom('away', 'back') }),
  fc.record({ do: fc.constant('settings'), djsOnly: fc.boolean(), alwaysOn: fc.boolean() }),
  fc.record({ do: fc.constant('filtered'), text }),
  fc.record({ do: fc.constant('moved'), channelId: fc.constantFrom('lounge', 'studio') }),
  fc.record({ do: fc.constant('messages'), areRefused: fc.boolean() }),
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      ms: fc.constantFrom(0, 100, 700, 2_500, 31_000, 61_000, 700_000, 3_700_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill') }) },
  fc.record({ do: fc.constant('disk'), manner: fc.constantFrom('fast', 'slow', 'fails') }),
);

/** A station with everything around it, killed and started again at will. */
class Life {
  readonly clock = new VirtualClock();
  store = new PaperStore();
  paper: StationOnPaper;
  /** Answers that said more than the store could bear out. */
  readonly lies: string[] = [];
  asked = 0;
  answered = 0;

  constructor() {
    this.paper = this.#open(keptOnPaper(['ada', 'ben']));
    this.#answer(this.paper.actor.ask({ type: 'started', bitrate: 64_000 }));
  }

  #open(kept: Kept): StationOnPaper {
    const paper = new StationOnPaper(kept, {}, { clock: this.clock, store: this.store });
    const send = paper.media.send.bind(paper.media);
    paper.media.send = (command) => {
      // No effect without its save: what the store holds is what the station goes by.
      expect(this.store.last).toBe(keptOf(paper.actor.state));
      send(command);
    };
    return paper;
  }

  #answer(outcome: Promise<Outcome>): void {
    this.asked += 1;
    const { actor } = this.paper;
    outcome.then(
      (told) => {
        this.answered += 1;
        // Answers of a program that was killed reach nobody.
        if (actor !== this.paper.actor || told.kind !== 'done') return;
        if (this.store.last !== keptOf(actor.state)) this.lies.push(JSON.stringify(told));
      },
      () => {
        this.answered += 1;
      },
    );
  }

  /** The program is killed; what the store holds comes back. */
  async kill(): Promise<void> {
    const kept = this.store.last;
    if (kept === null) return;
    this.paper.actor.close();
    this.store.isDead = true;
    this.store = new PaperStore(this.store.kept);
    this.paper = this.#open(kept);
    const back = this.paper.actor.state.kept;
    expect(back).toBe(kept);
    this.paper.actor.tell({ type: 'restored', bitrate: 64_000 });
    await this.paper.actor.settled();
    // Whoever listened counts for a while longer; nothing else is another than before.
    const { listeners: _then, lastMix: _mix, ...vote } = kept.vote;
    const now = this.paper.actor.state.kept;
    expect(now.vote).toMatchObject(vote);
    expect({ ...now.record, silentSinceMs: 0 }).toEqual({ ...kept.record, silentSinceMs: 0 });
  }

  async take(one: Event): Promise<void> {
    const { actor, messages } = this.paper;
    switch (one.do) {
      case 'wish':
        this.#answer(this.paper.act(one.by, one.wish, this.#caller(one)));
        break;
      case 'answer': {
        const poll = this.paper.openPoll ?? 'none';
        this.#answer(this.paper.act(one.by, { kind: 'answer', poll, choice: one.choice }));
        break;
      }
      case 'audience':
        actor.tell({ type: 'audience', hearers: one.hearers, voters: this.#voters(one.hearers) });
        break;
      case 'snapshot':
        void this.paper.heard(one.isAway ? { voiceAway: true } : {});
        break;
      case 'gateway':
        actor.tell({ type: 'gateway', state: one.state });
        break;
      case 'settings': {
        const { djsOnly, alwaysOn } = one;
        const who = djsOnly ? 'djs' : 'listeners';
        const settings = { ...this.paper.settings, alwaysOn, whoMayVote: who } as const;
        actor.tell({ type: 'settings', settings });
        break;
      }
      case 'filtered':
        actor.tell({ type: 'filtered', text: one.text, reason: 'policy' });
        break;
      case 'moved':
        actor.tell({ type: 'moved', channelId: one.channelId, bitrate: 64_000 });
        break;
      case 'messages':
        messages.isRefusing = one.areRefused;
        break;
      case 'pass':
        await this.clock.advance(one.ms);
        break;
      case 'kill':
        await this.kill();
        break;
      case 'disk':
        this.store.writing = async () => {
          if (one.manner === 'fails') throw new Error('full');
          for (let turn = 0; one.manner === 'slow' && turn < SLOW_TURNS; turn += 1) await null;
        };
    }
    expect(this.clock.pending).toBeLessThanOrEqual(1);
  }

  #caller({ by, from }: { readonly by: string; readonly from: string }) {
    return { voiceChannelId: from, isDj: by === 'dj' };
  }

  #voters(hearers: readonly string[]): readonly string[] {
    const { whoMayVote } = this.paper.actor.state.settings;
    return whoMayVote === 'djs' ? hearers.filter((one) => one === 'dj') : hearers;
  }
}

test(
  `nothing that was acknowledged is lost by a kill, nothing happens that is not kept, and one timer is set: ${SEQUENCES} sequences`,
  async () => {
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: MOST_EVENTS }), async (all) => {
        const life = new Life();
        await life.paper.actor.settled();
        for (const one of all) {
          await life.take(one);
          steps += 1;
          // Some of what happens comes while the one before is still being written.
          for (let turn = 0; turn < SOME_TURNS; turn += 1) await null;
        }
        life.store.writing = async () => {};
        await life.clock.advance(10_000);
        await life.paper.ends();
        life.paper.actor.close();
        expect(life.store.last).toBeNull();
        expect(life.clock.pending).toBe(0);
        await null;
        expect(life.answered).toBe(life.asked);
        expect(life.lies).toEqual([]);
      }),
      { numRuns: SEQUENCES },
    );
    expect(steps).toBeGreaterThan(SEQUENCES);
  },
  RUN_MS,
);
