import type { VoteControl } from '../../../commands/ports.ts';
import type { Clock, Timer } from '../../clock.ts';
import { advance, nextChangeAtMs } from '../../crowd/advance.ts';
import { castBallot, choiceAfterPress, choiceOf, choicesOf } from '../../crowd/ballots.ts';
import type { Candidate, Choice } from '../../crowd/candidate.ts';
import { restartVote, type StartingMix } from '../../crowd/createVote.ts';
import { drop } from '../../crowd/drops.ts';
import { setFading } from '../../crowd/fading.ts';
import { filterPrompt } from '../../crowd/filters.ts';
import { isListening, listenersAre, presentListeners } from '../../crowd/listeners.ts';
import { promptKey } from '../../crowd/promptKey.ts';
import { type Proposed, propose } from '../../crowd/proposals.ts';
import { RampRunner } from '../../crowd/RampRunner.ts';
import type { Mix } from '../../crowd/ramp.ts';
import { type Refused, refused } from '../../crowd/refusal.ts';
import { mixOf, type Standings, standingsAt } from '../../crowd/standings.ts';
import type { VoteState } from '../../crowd/voteState.ts';

/** Where a vote is kept; a change may be acknowledged once `save` has returned. */
export interface VoteKeeper {
  save(state: VoteState): void;
}

/**
 * One station's vote while it lives: takes what members do, keeps it, and moves the music there
 * by a ramp. Every change is saved before it is acknowledged or heard.
 */
export class StationVote implements VoteControl {
  readonly #clock: Clock;
  readonly #wallClock: () => number;
  readonly #keeper: VoteKeeper;
  readonly #onChange: () => void;
  readonly #ramp: RampRunner;
  #state: VoteState;
  #hearing: readonly string[] = [];
  #timer: Timer | undefined;
  #closed = false;

  constructor(options: {
    readonly state: VoteState;
    /** The mix that plays already; absent: what the vote says. */
    readonly playing?: Mix;
    readonly clock: Clock;
    /** Wall-clock milliseconds: votes fade by their age, across restarts too. */
    readonly wallClock: () => number;
    readonly rampMs: number;
    readonly keeper: VoteKeeper;
    /** Sends weights to the media side. */
    readonly sendMix: (mix: Mix) => void;
    /** The standings have changed: somebody should look at the panel. */
    readonly onChange: () => void;
  }) {
    this.#clock = options.clock;
    this.#wallClock = options.wallClock;
    this.#keeper = options.keeper;
    this.#onChange = options.onChange;
    this.#state = options.state;
    const playing = options.playing ?? mixOf(this.standings());
    this.#ramp = new RampRunner(playing, options.sendMix, options.clock, {
      durationMs: options.rampMs,
    });
    this.#follow();
  }

  standings(): Standings {
    return standingsAt(this.#state, this.#wallClock());
  }

  /** What the vote wants played. */
  mix(): Mix {
    return mixOf(this.standings());
  }

  /** The weights last sent on the way there. */
  get sentMix(): Mix {
    return this.#ramp.sent;
  }

  get listeners(): readonly string[] {
    return presentListeners(this.#state);
  }

  /** Everybody whose votes and wishes count: who listens, and for a while who has left. */
  get counting(): ReadonlySet<string> {
    const { listeners } = advance(this.#state, this.#wallClock());
    return new Set(listeners.map(({ userId }) => userId));
  }

  isListening(userId: string): boolean {
    return isListening(this.#state, userId);
  }

  /** What somebody voted for or against, by candidate id. */
  choicesOf(userId: string): ReadonlyMap<number, Choice> {
    return choicesOf(this.#state, userId);
  }

  /** A press on a vote button: gives the vote, or takes the same one back. */
  press(
    userId: string,
    candidateId: number,
    pressed: Choice,
  ): { readonly ok: true; readonly choice: Choice | null } | Refused {
    const choice = choiceAfterPress(choiceOf(this.#state, candidateId, userId), pressed);
    const cast = castBallot(this.#state, { userId, candidateId, choice }, this.#wallClock());
    if (!cast.ok) return this.explain(userId, cast);
    this.#become(cast.state);
    return { ok: true, choice };
  }

  propose(userId: string, text: string, isDj: boolean): Proposed | Refused {
    const proposed = propose(this.#state, { text, userId, isDj }, this.#wallClock());
    if (proposed.ok) this.#become(proposed.state);
    return this.explain(userId, proposed);
  }

  drop(
    userId: string,
    candidateId: number,
    isDj: boolean,
  ): { readonly ok: true; readonly candidate: Candidate } | Refused {
    const dropped = drop(this.#state, { candidateId, userId, isDj }, this.#wallClock());
    if (dropped.ok) this.#become(dropped.state);
    return dropped;
  }

  /** A new start with other candidates and no ballots. */
  restart(mix: StartingMix): { readonly ok: true } | Refused {
    const restarted = restartVote(this.#state, mix, this.#wallClock());
    if (restarted.ok) this.#become(restarted.state);
    return restarted.ok ? { ok: true } : restarted;
  }

  /** The service refuses a prompt. Gives the candidate the first time it is hit. */
  filtered(text: string, reason: string): Candidate | null {
    const { state, candidate } = filterPrompt(this.#state, { text, reason }, this.#wallClock());
    const key = promptKey(text);
    this.#become(state, (one) => promptKey(one) === key);
    return candidate;
  }

  /** @param voting whose votes count now @param hearing everybody who hears the music */
  listenersAre(voting: readonly string[], hearing: readonly string[] = voting): void {
    this.#hearing = hearing;
    this.#become(listenersAre(this.#state, voting, this.#wallClock()));
  }

  /** Refused as no listener though they hear the music: they are told that DJs alone vote. */
  explain<Result extends { readonly ok: boolean }>(
    userId: string,
    result: Result | Refused,
  ): Result | Refused {
    const isOut = 'refusal' in result && result.refusal === 'not-listening';
    return isOut && this.#hearing.includes(userId) ? refused('djs-only') : result;
  }

  setFading(halfLifeMs: number | null): void {
    this.#become(setFading(this.#state, halfLifeMs, this.#wallClock()));
  }

  setRampDuration(rampMs: number): void {
    this.#ramp.setDuration(rampMs);
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#ramp.close();
  }

  #become(state: VoteState, isRefused?: (text: string) => boolean): void {
    if (state === this.#state || this.#closed) return;
    this.#keeper.save(state);
    this.#state = state;
    if (isRefused !== undefined) this.#ramp.dropRefused(isRefused, this.mix());
    this.#follow();
    this.#onChange();
  }

  /** Aims the ramp at what the vote says, now and when time alone changes it. */
  #follow(): void {
    this.#ramp.aimAt(this.mix());
    this.#timer?.cancel();
    const nowMs = this.#wallClock();
    const nextMs = nextChangeAtMs(this.#state, nowMs);
    if (nextMs === null) return;
    this.#timer = this.#clock.after(nextMs - nowMs, () => {
      this.#follow();
      this.#onChange();
    });
  }
}
