import { crc32 } from 'node:zlib';
import { FRAME_MS, FRAME_PAIRS, PAIRS_PER_MS } from '#src/audio/frame.ts';
import { silentLog } from '#src/log.ts';
import { SessionGate } from '#src/station/SessionGate.ts';
import { Station } from '#src/station/Station.ts';
import { Invariants, isSilent, type Violation } from './Invariants.ts';
import type { LyriaCounts } from './lyriaCounts.ts';
import type { LyriaProfile } from './lyriaProfile.ts';
import { ModelLyria } from './ModelLyria.ts';
import type { Material } from './material.ts';
import { OrderMeter } from './OrderMeter.ts';
import { RampRunner } from './RampRunner.ts';
import { RolloverMeter } from './RolloverMeter.ts';
import { seededRandom } from './random.ts';
import type { SessionModel } from './SessionModel.ts';
import { ShortageMeter } from './ShortageMeter.ts';
import { SimulatedClock } from './SimulatedClock.ts';
import { SimulatedCrowd } from './SimulatedCrowd.ts';
import { SimulatedVoice } from './SimulatedVoice.ts';
import { SteeringMeter } from './SteeringMeter.ts';
import { SteppingWallClock } from './SteppingWallClock.ts';
import { TempoMeter } from './TempoMeter.ts';

const HOUR_MS = 3_600_000;
/** A bridge holds for two minutes and fades for eight seconds; after that silence is expected. */
const SETTLE_AFTER_FADE_MS = 1_500;
/** The loudness before a transition is that of the last 3 s, which must hold no silence. */
const LOUDNESS_SPAN_MS = 3_500;
/** A first chunk of 2 s, played as slowly as it may be, lasts for so long. */
const SECOND_IN_TIME_MS = 2_300;
/** After the end of an outage of voice music has to be heard again within this. */
const BACK_MS = 10_000;
/** Frames of a fade from nothing that may be as good as silent. */
const FADE_IN_FRAMES = 2;
const BYTES_PER_MS = 2 * Int16Array.BYTES_PER_ELEMENT * PAIRS_PER_MS;
const MOST_BUFFER_BYTES = 8_000_000;

/** What one run found. Equal for equal options, to the byte. */
export interface RunReport {
  readonly seed: number;
  readonly hours: number;
  readonly silenceMs: number;
  readonly outageSilenceMs: number;
  readonly clicks: number;
  readonly ownAttacks: number;
  readonly clickTimesMs: readonly number[];
  readonly clickPassages: readonly Int16Array[];
  readonly violations: readonly Violation[];
  readonly transitions: Invariants['transitions'];
  readonly lyria: LyriaCounts;
  readonly deadMs: number;
  readonly playout: Station['playout']['counts'];
  readonly steeringMs: readonly number[];
  /** From each new tempo, scale or start to the ear, where the service did its part in time. */
  readonly orderHeardMs: readonly number[];
  readonly ordersExcused: number;
  /** How long two sessions were open at once, where the service let it be short. */
  readonly togetherMs: readonly number[];
  readonly rolloversLate: number;
  readonly tempo: { readonly heardMs: number; readonly offMs: number; readonly worst: number };
  readonly shortages: number;
  readonly loops: number;
  readonly startStutters: number;
  readonly longestBufferMs: number;
  /** How often voice was away, and how long after each the music was heard again. */
  readonly voiceOutages: number;
  readonly backMs: readonly number[];
  readonly wallClockSteps: number;
  /** Of every frame, in order. */
  readonly digest: string;
}

export async function simulate(options: {
  readonly seed: number;
  readonly hours: number;
  readonly profile: LyriaProfile;
  readonly material: Material;
  /** Whether voice is away now and then; not unless given. */
  readonly voiceOutages?: boolean;
  /** Whether the clock on the wall is set now and then; not unless given. */
  readonly clockSteps?: boolean;
  /** Sees each frame after it was judged: for finding out why one was found wanting. */
  readonly observe?: (atMs: number, frame: Int16Array, station: Station) => void;
}): Promise<RunReport> {
  const { seed, hours } = options;
  const clock = new SimulatedClock();
  const random = seededRandom(seed);
  const lyria = new ModelLyria({
    clock,
    random: seededRandom(seed ^ 0x5eed),
    profile: options.profile,
    material: options.material,
  });
  const invariants = new Invariants(lyria.delivered);
  const crowd = new SimulatedCrowd(random, clock, (wanted) => orders.ordered(wanted));
  const station = new Station({
    prompts: crowd.prompts,
    config: crowd.config,
    volume: 1,
    open: lyria.open,
    gate: new SessionGate(clock, { maxSessions: 2, spacingMs: 15_000 }),
    clock,
    random: seededRandom(seed ^ 0xdec4),
    log: silentLog,
    events: {
      onChanged: () => {},
      onFiltered: () => {},
      onFailed: ({ code }) => invariants.fail(clock.now(), `the station gave up: ${code}`),
    },
  });
  const steering = new SteeringMeter(station, clock);
  const ramp = new RampRunner(
    crowd.prompts,
    (mix) => {
      station.setPrompts(mix);
      steering.ordered(station.order.revision, mix === ramp.target);
    },
    clock,
  );
  const orders = new OrderMeter(station, lyria, clock);
  const tempo = new TempoMeter();
  const shortages = new ShortageMeter();
  const rollovers = new RolloverMeter(lyria);
  crowd.start(ramp, station);
  using wall =
    options.clockSteps === true
      ? new SteppingWallClock(seededRandom(seed ^ 0xda7e), clock)
      : undefined;
  const voice =
    options.voiceOutages === true
      ? new SimulatedVoice(seededRandom(seed ^ 0x701ce), clock, () => station.cutOff())
      : undefined;
  const backMs: number[] = [];
  /** When voice came back, until the music is heard again. */
  let returnedAtMs: number | undefined;
  let wasAway = false;
  let framesSinceReturn = Number.POSITIVE_INFINITY;

  const frame = new Int16Array(2 * FRAME_PAIRS);
  const bytes = new Uint8Array(frame.buffer);
  let digest = 0;
  const totalFrames = Math.round((hours * HOUR_MS) / FRAME_MS);
  let played = 0;
  let longestBufferMs = 0;
  let lastChanges = 0;
  /** What the frame before was made for. */
  let heardBefore = 0;
  let first: SessionModel | undefined;
  let reachedSilenceMs = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < totalFrames; index++) {
    const untilMs = (index + 1) * FRAME_MS;
    while (clock.advance(untilMs)) {
      // A session's promise settles between two alarms, as it would in real time.
      await null;
      await null;
      await null;
    }
    if (voice?.isAway === true) {
      wasAway = true;
      continue;
    }
    if (wasAway) {
      wasAway = false;
      returnedAtMs = untilMs;
      framesSinceReturn = 0;
      invariants.interrupted();
      for (const meter of [orders, steering, rollovers]) meter.returned();
    }
    station.nextFrame(frame);
    if (!station.canBegin) continue;
    framesSinceReturn += 1;
    played += 1;
    if (station.state === 'out') reachedSilenceMs = untilMs;
    const afterOutage = untilMs - reachedSilenceMs < SETTLE_AFTER_FADE_MS;
    const beginning = played < 10 || framesSinceReturn <= FADE_IN_FRAMES;
    invariants.frame(untilMs, frame, station.state === 'out' || afterOutage || beginning);
    if (returnedAtMs !== undefined && !beginning && !isSilent(frame)) {
      const tookMs = untilMs - returnedAtMs;
      returnedAtMs = undefined;
      // Where the service was away for as long, there is nothing to come back with.
      if (!afterOutage) {
        backMs.push(tookMs);
        if (tookMs > BACK_MS) invariants.fail(untilMs, `voice was back for ${tookMs} ms by then`);
      }
    }
    options.observe?.(untilMs, frame, station);
    digest = crc32(bytes, digest);
    steering.frame();
    orders.frame();
    crowd.look(ramp, station);
    rollovers.frame(untilMs);
    first ??= lyria.newest;
    const { playout } = station;
    tempo.frame(playout.deck, playout.isPlain);
    shortages.frame({
      bridges: playout.counts.bridges,
      isLooping: playout.bridgedMs > 0,
      troubles: troubles(lyria.counts),
      startInTime: secondInTime(first),
    });
    const { counts } = station.playout;
    const changes = counts.bridges + counts.cuts + counts.handovers;
    if (changes !== lastChanges) {
      lastChanges = changes;
      invariants.note(untilMs, { ...counts });
      const comparable =
        untilMs - reachedSilenceMs >= LOUDNESS_SPAN_MS &&
        framesSinceReturn * FRAME_MS >= LOUDNESS_SPAN_MS;
      if (comparable) invariants.transitionBegins(untilMs, heardBefore);
    }
    heardBefore = station.playout.heardRevision;
    invariants.checkLoudness(untilMs, station.playout.heardRevision, 2_000);
    const heldMs = station.decks.heldMs;
    if (heldMs > longestBufferMs) longestBufferMs = heldMs;
    if (station.decks.sessions > 2) invariants.fail(untilMs, 'more than two sessions');
  }
  if (longestBufferMs * BYTES_PER_MS > MOST_BUFFER_BYTES) {
    invariants.fail(clock.now(), `decks held ${Math.round(longestBufferMs)} ms`);
  }
  if (lyria.counts.mostSessions > 2) invariants.fail(clock.now(), 'more than two sessions');
  for (const { atMs, tookMs } of orders.late) {
    invariants.fail(atMs, `an order was heard after ${Math.round(tookMs)} ms`);
  }
  for (const atMs of rollovers.late) invariants.fail(atMs, 'a rollover took too long');
  if (lyria.counts.unheardHardChanges > 0) {
    invariants.fail(clock.now(), 'a session played on that was told another tempo or scale');
  }
  if (shortages.startStutters > 0) invariants.fail(0, 'the start stuttered');
  ramp.close();
  crowd.stop();
  voice?.stop();
  station.close();
  lyria.close();
  return {
    seed,
    hours,
    silenceMs: invariants.silenceMs,
    outageSilenceMs: invariants.outageSilenceMs,
    clicks: invariants.clicks,
    ownAttacks: invariants.ownAttacks,
    clickTimesMs: invariants.clickTimesMs,
    clickPassages: invariants.clickPassages,
    violations: invariants.violations,
    transitions: invariants.transitions,
    lyria: lyria.counts,
    deadMs: lyria.deadMs,
    playout: station.playout.counts,
    steeringMs: steering.latenciesMs,
    orderHeardMs: orders.heardMs,
    ordersExcused: orders.excused,
    togetherMs: rollovers.togetherMs,
    rolloversLate: rollovers.late.length,
    tempo: { heardMs: tempo.heardMs, offMs: tempo.offMs, worst: tempo.worst },
    shortages: shortages.shortages,
    loops: shortages.loops,
    startStutters: shortages.startStutters,
    longestBufferMs,
    voiceOutages: voice?.outages ?? 0,
    backMs,
    wallClockSteps: wall?.steps ?? 0,
    digest: digest.toString(16).padStart(8, '0'),
  };
}

/** What ends a shortage's being the same one. */
function troubles({ stalls, drops, outages, sessionLimits }: LyriaCounts): number {
  return stalls + drops + outages + sessionLimits;
}

/** Whether a session's second chunk came while its first could still be played, and no stall since. */
function secondInTime(session: SessionModel | undefined): boolean {
  const { firstAudioAtMs, secondAudioAtMs, stalledMs } = session ?? {};
  if (firstAudioAtMs === undefined || secondAudioAtMs === undefined || stalledMs !== 0)
    return false;
  return secondAudioAtMs - firstAudioAtMs <= SECOND_IN_TIME_MS;
}
