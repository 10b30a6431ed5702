import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { CONDITIONS, type ConditionName } from '#src/conditions.ts';
import type { ProcessHealth } from '../healthOf.ts';
import { histogramText } from './histogramText.ts';
import type { MetricsFacts, StationFigures } from './MetricsFacts.ts';

const STATES = ['starting', 'playing', 'paused', 'reconnecting'] as const;
/** From a step of a ramp, heard with the next chunk, to a deck that had to be made first. */
const TO_EAR_BOUNDS_S = [1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 60];

const ANSWERS_HELP =
  'From a command, press or completion to the answer, or to the word that the bot is thinking.';
/** As exact as anybody hears. */
const TEN_THOUSANDTHS = 10_000;
const TALK_HELP = "From a member's last word to the first sound of the DJ's answer.";
const GAPS_HELP = 'How far apart packets of a station leave; 0.02 is right.';

/**
 * What Prometheus reads. All but the latencies is read, when it asks, from what the parts count
 * anyway; so nothing here costs anything while nobody asks.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #facts: () => MetricsFacts;
  readonly #showFacts: readonly ((facts: MetricsFacts) => void)[];
  readonly #toEar: Histogram;

  constructor(options: {
    readonly version: string;
    /** Whether the lines of each station say of which server it is. */
    readonly labelGuilds: boolean;
    readonly facts: () => MetricsFacts;
  }) {
    const registers = [this.#registry];
    this.#facts = options.facts;
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'lyrebird_build_info',
      help: 'Which Lyrebird this is; always 1.',
      labelNames: ['version'],
      registers,
    }).set({ version: options.version }, 1);
    this.#toEar = new Histogram({
      name: 'lyrebird_mix_to_ear_seconds',
      help: 'From a mix that was asked for, by a vote or a command, to the first sound made of it.',
      buckets: TO_EAR_BOUNDS_S,
      registers,
    });
    this.#showFacts = [
      ...programGauges(registers),
      ...processGauges(registers),
      ...stationGauges(registers, options.labelGuilds),
      ...counters(registers),
    ];
  }

  /** Somebody heard what was asked for so many seconds ago. */
  mixHeard(seconds: number): void {
    this.#toEar.observe(seconds);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    const facts = this.#facts();
    for (const show of this.#showFacts) show(facts);
    const gaps = histogramText('lyrebird_packet_gap_seconds', GAPS_HELP, [['', facts.gaps]]);
    const answers = histogramText(
      'lyrebird_interaction_seconds',
      ANSWERS_HELP,
      [...facts.discord.interactions].map(([outcome, times]) => [`outcome="${outcome}"`, times]),
    );
    const talk = histogramText('lyrebird_talk_answer_seconds', TALK_HELP, [
      ['', facts.talk.answers],
    ]);
    return `${await this.#registry.metrics()}\n${gaps}${answers}${talk}`;
  }
}

type Show = (facts: MetricsFacts) => void;

function programGauges(registers: Registry[]): readonly Show[] {
  const ready = new Gauge({
    name: 'lyrebird_discord_ready',
    help: 'Whether the gateway of Discord is connected.',
    registers,
  });
  const held = new Gauge({
    name: 'lyrebird_store_held',
    help: 'Changes that are held in memory because the database took no writes.',
    registers,
  });
  const holds = new Gauge({
    name: 'lyrebird_condition',
    help: 'Whether something is wrong that /health names; of how many stations, where it is theirs.',
    labelNames: ['condition'],
    registers,
  });
  const ears = new Gauge({
    name: 'lyrebird_talk_ears',
    help: 'Members who are listened to, or answered, at the moment.',
    registers,
  });
  const stations = new Gauge({
    name: 'lyrebird_stations',
    help: 'Stations by what they do.',
    labelNames: ['state'],
    registers,
  });
  return [
    (facts) => {
      ready.set(facts.discordIsReady ? 1 : 0);
      held.set(facts.store.held);
      ears.set(facts.talk.ears);
      for (const condition of Object.keys(CONDITIONS)) holds.set({ condition }, 0);
      for (const { name, stations } of facts.conditions) {
        holds.set({ condition: name }, stations ?? 1);
      }
      for (const state of STATES) {
        stations.set({ state }, facts.stations.filter((each) => each.state === state).length);
      }
    },
  ];
}

/** Of the processes that music plays in, numbered as they come: one that dies is no chart of its own. */
function processGauges(registers: Registry[]): readonly Show[] {
  const gauge = (name: string, help: string, read: (process: ProcessHealth) => number): Show => {
    const metric = new Gauge({
      name: `lyrebird_media_${name}`,
      help,
      labelNames: ['process'],
      registers,
    });
    return ({ processes }) => {
      metric.reset();
      for (const [index, process] of processes.entries()) {
        metric.set({ process: index + 1 }, read(process));
      }
    };
  };
  return [
    gauge(
      'encoder_complexity',
      'How much the Opus encoder may spend on a frame, 5 to 10.',
      ({ complexity }) => complexity,
    ),
    gauge('busy_ratio', 'Share of the last second in which it was busy.', ({ busy }) => busy),
    gauge(
      'late_ratio',
      "Share of the last second's frames that left more than 5 ms late.",
      ({ late }) => late,
    ),
    gauge('full', 'Whether another station could not be played on time.', ({ isFull }) =>
      isFull ? 1 : 0,
    ),
  ];
}

function stationGauges(registers: Registry[], labelGuilds: boolean): readonly Show[] {
  const gauge = (
    name: string,
    help: string,
    read: (station: StationFigures) => number | null,
  ): Show => {
    const labelNames = labelGuilds ? ['station', 'guild'] : ['station'];
    const metric = new Gauge({ name: `lyrebird_station_${name}`, help, labelNames, registers });
    return ({ stations }) => {
      metric.reset();
      for (const station of stations) {
        const value = read(station);
        if (value === null) continue;
        const labels = { station: station.number };
        metric.set(labelGuilds ? { ...labels, guild: station.guildId } : labels, value);
      }
    };
  };
  return [
    gauge('reserve_seconds', 'Music delivered and not yet played.', (each) => each.reserveS),
    gauge('sessions', 'Lyria sessions open for it (decks).', (each) => each.sessions),
    gauge(
      'delivery_rate',
      'Seconds of music that its session brings in a second, over the last half minute; 1 keeps up.',
      (each) => each.deliveryRate,
    ),
    gauge(
      'playout_rate',
      'How fast it is played: below 1 the music is stretched, above 1 it catches up.',
      (each) => each.playoutRate,
    ),
    gauge(
      'tempo_error_ratio',
      'How far the tempo that is heard is off from that of the music as it came: 0.02 is 2 %.',
      (each) => Math.abs(Math.round((each.playoutRate - 1) * TEN_THOUSANDTHS) / TEN_THOUSANDTHS),
    ),
  ];
}

function counters(registers: Registry[]): readonly Show[] {
  const counter = (name: string, help: string, read: (facts: MetricsFacts) => number): Show => {
    const metric = new Counter({ name: `lyrebird_${name}_total`, help, registers });
    return (facts) => {
      metric.reset();
      metric.inc(read(facts));
    };
  };
  const counterBy = (
    label: string,
    name: string,
    help: string,
    read: (facts: MetricsFacts) => ReadonlyMap<string, number>,
  ): Show => {
    const labelNames = [label];
    const metric = new Counter({ name: `lyrebird_${name}_total`, help, labelNames, registers });
    return (facts) => {
      for (const [value, count] of read(facts)) {
        const labels = { [label]: value };
        metric.remove(labels);
        metric.inc(labels, count);
      }
    };
  };
  return [
    counter('stations_begun', 'Stations that have begun.', ({ totals }) => totals.begun),
    counterBy(
      'reason',
      'stations_ended',
      'Stations that have ended.',
      ({ totals }) => totals.ended,
    ),
    counterBy('code', 'troubles', 'Troubles of stations.', ({ totals }) => totals.troubles),
    counter(
      'silence_seconds',
      'How long stations were not heard that should have been.',
      ({ totals }) => totals.silenceS,
    ),
    counter('handovers', 'Sessions that took over from another.', ({ totals }) => totals.handovers),
    counter('bridges', 'Gaps that a loop stood in for.', ({ totals }) => totals.bridges),
    counter('bridged_seconds', 'How long loops were heard.', ({ totals }) => totals.bridgedS),
    counter(
      'gateway_reconnects',
      'How often the gateway was lost and came back.',
      ({ discord }) => discord.reconnects,
    ),
    counterBy(
      'kind',
      'rest_limited',
      'Requests that Discord answered with 429.',
      ({ discord }) => discord.limited,
    ),
    counter('voice_rejoins', 'How often voice was joined again.', ({ totals }) => totals.rejoins),
    counter('packets', 'Packets of sound that have left.', ({ totals }) => totals.packets),
    counter('frames_late', 'Frames that left 20 ms late or later.', ({ totals }) => totals.late),
    counter(
      'frames_dropped',
      'Frames whose time passed without them: the process stood still.',
      ({ totals }) => totals.dropped,
    ),
    counter(
      'talk_turns',
      'What members said to the DJ and was answered.',
      (facts) => facts.talk.turns,
    ),
    counter(
      'talk_speech_seconds',
      'How long members spoke in those turns.',
      (facts) => facts.talk.speechS,
    ),
    counterBy(
      'kind',
      'talk_tokens',
      'Tokens of the Live API, as it counts them.',
      (facts) => facts.talk.tokens,
    ),
    counterBy(
      'code',
      'talk_failures',
      'Presses to talk that came to nothing.',
      (facts) => facts.talk.failures,
    ),
    counter('store_writes', 'Changes that were written.', ({ store }) => store.written),
    counter('store_failures', 'Attempts to write that failed.', ({ store }) => store.failures),
    counterBy('condition', 'conditions', 'How often each condition has begun.', (facts) =>
      withZeros(facts.conditionsRaised),
    ),
  ];
}

/** A rate over a counter that appears with 1 would miss that one. */
function withZeros(raised: ReadonlyMap<ConditionName, number>): ReadonlyMap<string, number> {
  const zeros = Object.keys(CONDITIONS).map((name) => [name, 0] as const);
  return new Map<string, number>([...zeros, ...raised]);
}
