import type { Crossfade } from '../audio/Crossfade.ts';
import { FRAME_MS, FRAME_PAIRS } from '../audio/frame.ts';
import type { PcmSource } from '../audio/PcmSource.ts';
import type { SourceMetadata } from '../music/controls.ts';
import type { BridgeLoop } from './Bridge.ts';
import type { Deck } from './Deck.ts';
import { EasingGain } from './EasingGain.ts';
import { History } from './History.ts';
import { noPlayoutCounts, type PlayoutCounts } from './PlayoutCounts.ts';
import { RateController } from './RateController.ts';
import { SettlingLevel } from './SettlingLevel.ts';
import { StandbyBridge } from './StandbyBridge.ts';
import { BRIDGE_BEGIN_MS, pairsIn } from './stationTimes.ts';
import { Transition, type TransitionPlan } from './Transition.ts';
import { planCut, planHandover, planReturn } from './transitionPlans.ts';

/** How often played audio is let go of. */
const FORGET_EVERY_FRAMES = 50;
/** How often the level of music that settles is looked at. */
const LEVEL_EVERY_FRAMES = 12;

/** How much a hand-over may cost. */
export type Haste = 'none' | 'some' | 'most';

/** Where the sound comes from at the moment. */
type Now =
  /** Nothing has been played yet. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'deck'; readonly deck: Deck }
  | {
      readonly kind: 'bridge';
      readonly loop: BridgeLoop;
      /** The deck whose music broke off, and what it was played with. */
      readonly resumes: Deck;
      readonly deckGain: number;
    };

type Planned =
  | { readonly kind: 'handover'; readonly transition: Transition; readonly to: Deck }
  | { readonly kind: 'cut'; readonly transition: Transition; readonly deck: Deck };

/**
 * Makes one endless stream of frames out of decks: stretches time, bridges gaps with loops, cuts
 * stale audio short, and crossfades from deck to deck. Decides nothing about sessions.
 */
export class Playout {
  readonly counts: PlayoutCounts = noPlayoutCounts();
  readonly #history = new History();
  readonly #gain = new EasingGain();
  readonly #standby = new StandbyBridge(this.#history, this.#gain);
  readonly #rate = new RateController();
  readonly #onHandedOver: (to: Deck) => void;
  #now: Now = { kind: 'nothing' };
  #fade: Crossfade | undefined;
  /** Whether the fade leads to another deck. */
  #isFadingOver = false;
  #planned: Planned | undefined;
  #frames = 0;
  #bridgedMs = 0;
  #isHeard = true;
  /** No frame has been asked for since nobody hears anything. */
  #isCutOff = false;
  #deckRate = 1;
  /** Of a deck that took over before its music had settled. */
  #settling: SettlingLevel | undefined;
  #heard: SourceMetadata | undefined;
  #heardRevision = 0;

  /** @param onHandedOver another deck is heard, and none besides */
  constructor(onHandedOver: (to: Deck) => void) {
    this.#onHandedOver = onHandedOver;
  }

  /** The deck that is heard, or that the bridge waits for. */
  get deck(): Deck | undefined {
    if (this.#now.kind === 'deck') return this.#now.deck;
    return this.#now.kind === 'bridge' ? this.#now.resumes : undefined;
  }

  get isSounding(): boolean {
    return this.#now.kind !== 'nothing';
  }

  /** Whether a deck is heard by itself, and neither a fade nor a loop. */
  get isPlain(): boolean {
    return this.#now.kind === 'deck' && this.#fade === undefined;
  }

  /** How long a loop has stood in for the music, without a break; 0 while the music plays. */
  get bridgedMs(): number {
    return this.#now.kind === 'bridge' && this.#now.loop.isLooping ? this.#bridgedMs : 0;
  }

  /** What the sound heard now was made from. */
  get heard(): SourceMetadata | undefined {
    return this.#heard;
  }

  /** Revision of the order that the sound heard now answers. */
  get heardRevision(): number {
    return this.#heardRevision;
  }

  /** How fast the deck is played at the moment; 1 is untouched. */
  get rate(): number {
    return this.#now.kind === 'deck' ? this.#deckRate : 1;
  }

  /** Whether a change from one deck to another is planned or under way. */
  get isHandingOver(): boolean {
    return this.#planned?.kind === 'handover' || this.#isFadingOver;
  }

  /** Whether two decks are heard: there is no way back to the first. */
  get isFadingOver(): boolean {
    return this.#isFadingOver;
  }

  /** Whether nobody hears anything, until the next frame is asked for. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /** Nobody hears anything from now on: what needed time to go over goes over at once. */
  cutOff(): void {
    if (this.#now.kind === 'nothing') return;
    this.#isCutOff = true;
    this.#planned = undefined;
    this.#standby.forget();
    this.#rate.interrupt();
    this.#fade = undefined;
    if (!this.#isFadingOver) return;
    this.#isFadingOver = false;
    if (this.#now.kind === 'deck') this.#onHandedOver(this.#now.deck);
  }

  /** Begins with a deck's first audio. */
  begin(deck: Deck): void {
    if (this.#now.kind !== 'nothing') return;
    this.#rate.begin();
    this.#play(deck);
  }

  /**
   * Plans the crossfade to another deck; nothing happens while another fade is under way, or while
   * there is not enough audio on both sides.
   *
   * @param haste `none`: only a full fade will do. `some`: one as long as what is left allows.
   *   `most`: where even that is not to be had, what is left goes over into a loop, and the loop fades
   */
  handOver(to: Deck, haste: Haste): void {
    if (this.#planned?.kind === 'handover' || this.#fade !== undefined) return;
    if (this.#now.kind === 'nothing') return;
    if (this.#isCutOff) {
      this.counts.handovers += 1;
      this.#gain.set(1);
      this.#play(to);
      return;
    }
    const plan =
      this.#planHandover(to, haste) ?? (haste === 'most' ? this.#planFromLoop(to) : undefined);
    if (plan === undefined) return;
    this.#planned = { kind: 'handover', transition: new Transition(plan), to };
  }

  /** A deck that was to be heard is gone. */
  abandon(deck: Deck): void {
    if (this.#planned?.kind === 'handover' && this.#planned.to === deck) this.#planned = undefined;
  }

  /**
   * Fills `out` with the next frame; false, and silence, before the first sound.
   *
   * @param isHeard false while it is faded out: a loop then stands in for nothing
   */
  nextFrame(out: Int16Array, isHeard = true): boolean {
    this.#isHeard = isHeard;
    this.#isCutOff = false;
    this.#frames += 1;
    if (this.#now.kind === 'nothing') {
      out.fill(0);
      return false;
    }
    this.#advancePlan();
    if (this.#fade !== undefined) this.#pullFade(out, this.#fade);
    else if (this.#now.kind === 'deck') this.#pullDeck(out, this.#now.deck);
    else this.#pullBridge(out, this.#now.loop);
    this.#history.push(out);
    this.#note();
    return true;
  }

  #play(deck: Deck): void {
    this.#now = { kind: 'deck', deck };
    this.#standby.forget();
    this.#onHandedOver(deck);
  }

  #planHandover(to: Deck, haste: Haste): TransitionPlan | undefined {
    const leaving = this.#leavingSource();
    if (leaving === undefined) return undefined;
    const leavingBeat = this.deck?.beatPairs;
    return planHandover({
      history: this.#history,
      leaving,
      to,
      beatPairs: leavingBeat === to.beatPairs ? leavingBeat : undefined,
      mayBeShort: haste !== 'none',
    });
  }

  /** What is left is too little for any fade: a loop makes it longer. */
  #planFromLoop(to: Deck): TransitionPlan | undefined {
    if (this.#now.kind !== 'deck') return undefined;
    if (this.#beginBridge(this.#now.deck) === undefined) return undefined;
    return this.#planHandover(to, 'most');
  }

  #leavingSource(): PcmSource | undefined {
    if (this.#now.kind === 'deck') return this.#now.deck.stretcher;
    return this.#now.kind === 'bridge' ? this.#now.loop.player : undefined;
  }

  #advancePlan(): void {
    if (this.#planned === undefined) this.#planCut();
    const planned = this.#planned;
    if (planned === undefined || this.#fade !== undefined) return;
    planned.transition.step();
    if (!planned.transition.isDue) return;
    this.#planned = undefined;
    const { crossfade, gain } = planned.transition.begin({
      sameSource: planned.kind === 'cut',
      leavingGain: this.#gain.value,
      comingGain: planned.kind === 'handover' ? 'matched' : this.#gain.value,
    });
    this.#fade = crossfade;
    this.#gain.set(gain);
    this.#standby.forget();
    if (planned.kind === 'cut') {
      this.counts.cuts += 1;
      return;
    }
    this.counts.handovers += 1;
    this.#isFadingOver = true;
    this.#now = { kind: 'deck', deck: planned.to };
    this.#settling = new SettlingLevel(planned.to, this.#history);
  }

  /** Cuts stale audio short when fresh audio has come and enough of it is there. */
  #planCut(): void {
    if (this.#now.kind !== 'deck' || this.#fade !== undefined) return;
    const { deck } = this.#now;
    const plan = planCut(this.#history, deck, this.#heardRevision);
    if (plan !== undefined) this.#planned = { kind: 'cut', transition: new Transition(plan), deck };
  }

  #pullFade(out: Int16Array, fade: Crossfade): void {
    const pulled = fade.pull(out);
    if (pulled < FRAME_PAIRS) out.fill(0, 2 * pulled);
    if (!fade.isDone) return;
    this.#fade = undefined;
    if (!this.#isFadingOver) return;
    this.#isFadingOver = false;
    if (this.#now.kind === 'deck') this.#onHandedOver(this.#now.deck);
  }

  #pullDeck(out: Int16Array, deck: Deck): void {
    this.#standby.attend(deck, deck.beatPairs);
    if (deck.stretcher.availablePairs < pairsIn(BRIDGE_BEGIN_MS)) {
      const loop = this.#beginBridge(deck);
      if (loop !== undefined) {
        this.#pullBridge(out, loop);
        return;
      }
    }
    const rate = this.#rate.rate(deck);
    this.#deckRate = rate;
    const before = deck.stretcher.sourcePositionPairs;
    const pulled = deck.stretcher.pull(out, rate);
    if (pulled < FRAME_PAIRS) out.fill(0, 2 * pulled);
    this.#planned?.transition.played(deck.stretcher.sourcePositionPairs - before);
    if (this.#settling !== undefined && this.#frames % LEVEL_EVERY_FRAMES === 0) this.#level();
    // A loop that was prepared has the gain of that moment in it.
    if (this.#standby.isPrepared) this.#gain.hold(out);
    else this.#gain.ease(out);
    this.counts.slowest = Math.min(this.counts.slowest, rate);
    this.counts.fastest = Math.max(this.counts.fastest, rate);
    if (this.#frames % FORGET_EVERY_FRAMES === 0) deck.forgetPlayed();
  }

  /** Makes up for music that grows while it settles. */
  #level(): void {
    const needed = this.#settling?.needed;
    this.#gain.need(needed);
    if (needed === undefined) this.#settling = undefined;
  }

  /** The music has run out: a loop of it goes on. Undefined when there is nothing to loop. */
  #beginBridge(deck: Deck): BridgeLoop | undefined {
    this.#planned = undefined;
    const loop = this.#standby.enter(deck, deck.beatPairs);
    if (loop === undefined) return undefined;
    this.#bridgedMs = 0;
    this.#rate.interrupt();
    this.counts.bridges += 1;
    this.#now = { kind: 'bridge', loop, resumes: deck, deckGain: this.#gain.value };
    this.#gain.set(1);
    return loop;
  }

  #pullBridge(out: Int16Array, loop: BridgeLoop): void {
    loop.pull(out);
    this.#planned?.transition.played(FRAME_PAIRS);
    if (loop.isLooping) {
      this.#bridgedMs += FRAME_MS;
      if (this.#isHeard) this.counts.bridgedMs += FRAME_MS;
    }
    if (this.#planned === undefined && this.#fade === undefined) this.#comeBack(loop);
  }

  /** Back to the deck whose music broke off, best where the loop ends and it goes on by itself. */
  #comeBack(loop: BridgeLoop): void {
    if (this.#now.kind !== 'bridge') return;
    const { resumes: deck, deckGain } = this.#now;
    const plan = planReturn({
      history: this.#history,
      loop,
      deck,
      beatPairs: deck.beatPairs,
    });
    if (plan === undefined) return;
    const { crossfade, gain } = new Transition(plan).begin({
      sameSource: false,
      leavingGain: this.#gain.value,
      comingGain: deckGain,
    });
    this.#fade = crossfade;
    this.#gain.set(gain);
    this.#now = { kind: 'deck', deck };
  }

  #note(): void {
    if (this.#now.kind !== 'deck') return;
    const tag = this.#now.deck.playing;
    if (tag === undefined) return;
    this.#heardRevision = tag.revision;
    if (tag.source !== undefined) this.#heard = tag.source;
  }
}
