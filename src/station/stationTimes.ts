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
 * What a deck aims to hold, as the mean of a level that falls by 2 s between Lyria's chunks and
 * jumps by 2 s with each: enough for the usual jitter, little enough that votes are heard soon.
 */
export const TARGET_LEVEL_MS = 3_000;
/** Further from the target than this, playout is stretched or compressed ... */
export const STRETCH_BEYOND_MS = 600;
/** ... until it is back within this. The gap between both keeps the controller from hunting. */
export const STRETCH_UNTIL_MS = 150;
/** Off the target by this much the correction is at its full 4 %. */
export const STRETCH_FULL_MS = 1_500;

/** Above this Lyria is told to PAUSE: it runs ahead of real time and votes would be heard late ... */
export const PAUSE_ABOVE_MS = 9_000;
/** ... and below this to PLAY again: enough for the second that resuming takes, and a chunk. */
export const PLAY_BELOW_MS = 5_000;

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
/** The music comes back from a loop when this much of it is there. */
export const RETURN_LEVEL_MS = 1_500;
/** Longest wait for the loop's end, where the music goes on by itself. */
export const LONGEST_LAP_WAIT_MS = 2_500;
/** A bridge this long fades down politely; the outage is named on the panel. */
export const BRIDGE_LIMIT_MS = 120_000;
export const BRIDGE_FADE_MS = 8_000;

/** Lyria closes a session at 600 s; the next one needs up to 11 s to sound and 10 s to settle. */
export const RETIRE_AT_MS = 540_000;
/** A new deck takes over when it has received this much and is as loud as what plays ... */
export const READY_MS = 6_000;
/** ... or this much: by then Lyria's music has settled, and the rest is the music's own. */
export const SETTLED_MS = 15_000;
/** What a new deck keeps of that: enough to find a place for the crossfade and to play on from. */
export const PREROLL_MS = 5_500;
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
/** How far ahead a handover is planned, for the search of the best place. */
export const HANDOVER_LEAD_MS = 800;
/** Where in the new deck the best place is looked for. */
export const HANDOVER_REACH_MS = 2_500;
/** How long a passage the search compares. */
export const MATCH_MS = 1_000;

/** Stale audio shorter than this is not worth a cut: it is gone before the cut is ready. */
export const STALE_WORTH_MS = 900;
/** What must be left when the next chunk is expected after a cut. */
export const CUT_SAFETY_MS = 500;
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
