import { SAMPLE_RATE } from '../audio/frame.ts';

/** Stereo samples in so many milliseconds. */
export function pairsIn(ms: number): number {
  return Math.round((ms * SAMPLE_RATE) / 1_000);
}

/** Milliseconds that so many stereo samples last. */
export function msOf(pairs: number): number {
  return (pairs * 1_000) / SAMPLE_RATE;
}

/**
 * The playout has one budget, the margin: what a deck will have left when its next chunk is due.
 * Unlike the level it has no sawtooth, so that one figure serves the rate, the cut after a vote, the
 * hand-over and the return from a loop, whatever the chunks' length. This is what it aims at: enough
 * for a chunk that is late, little enough that votes are heard soon.
 */
export const TARGET_MARGIN_MS = 1_500;
/** A cut leaves at least this much of it, and a start plays slowly until there is so much. */
export const LEAST_MARGIN_MS = 500;
/** Where chunks come unevenly, both are larger by twice what chunks are late or early, up to this. */
export const MOST_JITTER_MARGIN_MS = 1_000;

/**
 * What is owed to the margin is paid back by playing so much slower. Nobody hears 1 %, and the
 * estimate of the pace has its part in that.
 */
export const PAY_BACK = 0.004;
/** Nothing is paid for less than the first; for the second, or more, all of it. */
export const OWED_MS = { from: 150, full: 750 } as const;
/** What is above the target is played at 1; between both the rate goes evenly to the pace. */
export const SURPLUS_MS = { from: 250, full: 1_000 } as const;
/** As slow as a slow service is followed; what is slower yet runs dry now and then. */
export const SLOWEST_RATE = 0.88;
/** From one rate to another at most so much in a second: a glide, not a step. */
export const RATE_GLIDE_PER_S = 0.02;
/**
 * A first chunk is played at once, and so slowly that it lasts until the second where that comes
 * 2.3 s later: at the first rate, and, when so little is left, at the second.
 */
export const START_RATE = 0.85;
export const START_LAST_RATE = 0.75;
export const START_LAST_MS = 500;
/** Whatever rate is right is taken at once in the first second: there is no tempo yet to leave. */
export const START_FREE_MS = 1_000;

/** Above this Lyria is told to PAUSE: it runs ahead of real time and votes would be heard late ... */
export const PAUSE_ABOVE_MS = 9_000;
/** ... and below this to PLAY again: enough for the second that resuming takes, and a chunk ... */
export const PLAY_BELOW_MS = 5_000;
/** Before a pause is passed on to Lyria, so much is taken: it lasts until music comes again. */
export const RESUME_LEVEL_MS = 3_000;
/** ... or at once for a new order, however much is held, until so much has come since. */
export const FRESH_AUDIO_MS = 6_000;

/**
 * Below this a loop is looked for, so that it is at hand when the deck runs dry. The search takes
 * some 26 steps, so there are twice as many frames as it needs.
 */
export const BRIDGE_PREPARE_MS = 600;
/** Steps of the search a frame, each within half a millisecond. */
export const BRIDGE_STEPS_PER_FRAME = 2;
/** Below this the loop takes over: its first seam is a crossfade of 60 ms, and a frame is 20. */
export const BRIDGE_BEGIN_MS = 90;
/** How much of the past a loop is looked for in. */
export const HISTORY_MS = 10_000;
/** A loop out of less than this is worse than waiting. */
export const SHORTEST_HISTORY_MS = 400;
/**
 * Where a service is slower than it can be followed, the music comes back from a loop only with as
 * much more as makes it last for so long, but not with more than that.
 */
export const LASTING_MS = 60_000;
export const MOST_LASTING_MARGIN_MS = 2_500;
/** Longest wait for the loop's end, where the music goes on by itself. */
export const LONGEST_LAP_WAIT_MS = 2_500;
/** A bridge this long fades down politely; the outage is named on the panel. */
export const BRIDGE_LIMIT_MS = 120_000;
export const BRIDGE_FADE_MS = 8_000;

/** Lyria closes a session at 600 s; the next one needs up to 11 s to sound and 10 s to settle. */
export const RETIRE_AT_MS = 540_000;
/**
 * A new deck takes over when it has received this much, where somebody waits for it: an order, or
 * whoever hears a loop ...
 */
export const READY_MS = 4_000;
/** ... and else this much: by then Lyria's music has settled. */
export const SETTLED_MS = 10_000;
/** What has not settled may be made louder by up to 8 dB: so soft it begins, and so it grows. */
export const MOST_UNSETTLED_GAIN = 2.5;
/** How much of both sides is compared for loudness. */
export const LOUDNESS_SPAN_MS = 3_000;

/** A session that was told to play and brings nothing for this long is given up. */
export const FIRST_AUDIO_TIMEOUT_MS = 20_000;
/** One whose prompts have all been refused is given up sooner: in this time others may be given. */
export const REFUSED_START_MS = 1_500;
/** What a session has to have brought before failures before it are forgotten: it has settled. */
export const LASTED_MS = 15_000;
/** A playing session without audio for this long gets a successor (stalls of 17 s were seen). */
export const STALL_TOLERANCE_MS = 6_000;

/** A session that will have run dry by the time another is ready gets a successor ... */
export const DRY_SOON_MS = 20_000;
/** ... once it is this old: a key bears only so many starts. */
export const SLOW_AFTER_MS = 120_000;

/** From one deck to the next; correlated or not, the loudness stays. */
export const HANDOVER_FADE_MS = 1_500;
/** Where the deck that is left holds too little, the fade is shorter, down to this. */
export const SHORTEST_HANDOVER_FADE_MS = 500;
/** How far ahead a handover is planned, for the search of the best place. */
export const HANDOVER_LEAD_MS = 400;
/** How much later it may begin, to be on the beat: a beat, but not more than this. */
export const HANDOVER_WAIT_MS = 1_000;
/** Where in the new deck the best place is looked for: in what it has above its target. */
export const HANDOVER_REACH_MS = { min: 300, max: 2_500 } as const;
/** A fade of full length is waited for so much longer than a chunk takes; then a shorter will do. */
export const HANDOVER_PATIENCE_MS = 500;
/** With not even that, the deck that is left is extended by a loop of itself so much later. */
export const HANDOVER_FORCE_MS = 2_500;
/** Stale audio shorter than this is not worth a cut: it is gone before the cut is ready. */
export const STALE_WORTH_MS = 900;
/** Where in the fresh audio a cut may land. */
export const CUT_REACH_MS = 300;
/** A cut is planned at least so far ahead (for the search), at most so far (for the latency). */
export const CUT_LEAD_MS = { min: 300, max: 2_000 } as const;
export const CUT_FADE_MS = 300;
/** Back from a loop. */
export const RETURN_FADE_MS = 300;

/** Fades at the start and after a pause, before a pause, and at the end. */
export const FADE_IN_MS = 80;
export const PAUSE_FADE_MS = 250;
export const STOP_FADE_MS = 600;

/** How often the station looks at itself when nothing happens. */
export const RECONCILE_MS = 250;
