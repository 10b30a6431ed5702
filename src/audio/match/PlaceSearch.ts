import { stereoSimilarity } from '../similarity.ts';
import { HOP_PAIRS, Outline, rhythmSimilarity, WAVE_FACTOR, waveSimilarity } from './Outline.ts';

/** A stretch of interleaved stereo PCM. */
export interface Passage {
  readonly pcm: Int16Array;
  readonly fromPair: number;
  readonly pairs: number;
}

export interface PlaceQuery {
  /** What the place is to resemble, from half a second to a few. */
  readonly model: Passage;
  /** Where to look, and the first and last place at which the likeness may begin. */
  readonly pcm: Int16Array;
  readonly firstPair: number;
  readonly lastPair: number;
  /** Where in the model the crossfade will be: there the samples themselves have to match. */
  readonly fade: { readonly fromPair: number; readonly pairs: number };
  /** Likes some places better (about -1 to 1) for reasons the sound does not tell. */
  readonly bonus?: (pair: number) => number;
}

export interface Place {
  readonly pair: number;
  /** How alike the samples are over the crossfade, -1 to 1. */
  readonly similarity: number;
  /** Likeness of rhythm and wave and the bonus, added up: for comparing places. */
  readonly score: number;
}

/** Work done per step, each within half a millisecond. */
const OUTLINE_HOPS_PER_STEP = 400;
const RHYTHMS_PER_STEP = 150;
/** So many of the places with the best rhythm have their waves compared, if this far apart. */
const CANDIDATES = 8;
const CANDIDATE_DISTANCE_HOPS = 5;
/** The wave is compared over 200 ms before and after the fade's beginning, moved 10 ms either way. */
const WAVE_CONTEXT = 600;
const WAVE_REACH = 30;
const WAVE_WEIGHT = 0.5;
/** Then sample by sample; a long fade is looked at in samples, as many as these. */
const ROUGH_REACH = 1.5 * WAVE_FACTOR;
const ROUGH_LOOKS = 768;
const EXACT_REACH = 3;
const EXACT_LOOKS = 3072;

/**
 * Looks through a sound for the place that most resembles a model: by rhythm, among the best by
 * wave, and at last by sample, so that a crossfade between both is smooth in all respects.
 *
 * Advances in steps of at most half a millisecond.
 */
export class PlaceSearch {
  readonly #query: PlaceQuery;
  readonly #model: Outline;
  readonly #field: Outline;
  readonly #work: Generator<void, Place>;
  #place: Place | undefined;

  /** @param query Its PCM must not change until the search is done. */
  constructor(query: PlaceQuery) {
    this.#query = query;
    this.#field = new Outline(query.pcm);
    this.#model = query.model.pcm === query.pcm ? this.#field : new Outline(query.model.pcm);
    this.#work = this.#search();
  }

  /** Does a bit of the work. Returns the place once it is found. */
  step(): Place | undefined {
    if (this.#place === undefined) {
      const { done, value } = this.#work.next();
      if (done === true) this.#place = value;
    }
    return this.#place;
  }

  *#search(): Generator<void, Place> {
    for (const outline of [this.#field, this.#model]) {
      while (!outline.isComplete) {
        outline.extend(OUTLINE_HOPS_PER_STEP);
        yield;
      }
    }
    let best: Place = { pair: this.#query.firstPair, similarity: 0, score: -Infinity };
    for (const candidate of yield* this.#compareRhythms()) {
      const place = this.#compareWaves(candidate);
      if (place.score > best.score) best = place;
      yield;
    }
    const rough = this.#bestSamples(best, ROUGH_REACH, ROUGH_LOOKS);
    yield;
    return this.#bestSamples(rough, EXACT_REACH, EXACT_LOOKS);
  }

  /** The places with the most alike rhythm, none close to another. */
  *#compareRhythms(): Generator<void, readonly Place[]> {
    const { model, firstPair, lastPair, bonus } = this.#query;
    const modelHop = Math.round(model.fromPair / HOP_PAIRS);
    const hops = Math.min(Math.floor(model.pairs / HOP_PAIRS), this.#model.hops - modelHop);
    const last = Math.min(Math.floor(lastPair / HOP_PAIRS), this.#field.hops - hops);
    const places: Place[] = [];
    for (let hop = Math.ceil(firstPair / HOP_PAIRS); hop <= last; hop += 1) {
      const similarity = rhythmSimilarity(this.#model, modelHop, this.#field, hop, hops);
      const pair = hop * HOP_PAIRS;
      places.push({ pair, similarity, score: similarity + (bonus?.(pair) ?? 0) });
      if (places.length % RHYTHMS_PER_STEP === 0) yield;
    }
    return pickBest(places);
  }

  /** Moves a candidate to where the waves around the fade's beginning agree best. */
  #compareWaves(candidate: Place): Place {
    const { model, fade } = this.#query;
    const here = Math.round((model.fromPair + fade.fromPair) / WAVE_FACTOR);
    const there = here + Math.round((candidate.pair - model.fromPair) / WAVE_FACTOR);
    const before = Math.max(0, Math.min(WAVE_CONTEXT, here, there - WAVE_REACH));
    const behindHere = this.#model.wave.length - here;
    const behindThere = this.#field.wave.length - there - WAVE_REACH;
    const length = before + Math.min(WAVE_CONTEXT, behindHere, behindThere);
    let best = 0;
    let shift = 0;
    for (let move = -WAVE_REACH; move <= WAVE_REACH; move += 1) {
      const start = there + move - before;
      if (start < 0) continue;
      const alike = waveSimilarity(this.#model, here - before, this.#field, start, length);
      if (alike > best) {
        best = alike;
        shift = move;
      }
    }
    return {
      pair: this.#clamp(candidate.pair + shift * WAVE_FACTOR),
      similarity: best,
      score: candidate.score + WAVE_WEIGHT * best,
    };
  }

  #bestSamples(near: Place, reach: number, looks: number): Place {
    const { model, fade, pcm } = this.#query;
    const modelStart = model.fromPair + fade.fromPair;
    const stride = Math.ceil(fade.pairs / looks);
    const last = this.#clamp(near.pair + reach);
    let similarity = Number.NEGATIVE_INFINITY;
    let best = near.pair;
    for (let pair = this.#clamp(near.pair - reach); pair <= last; pair += 1) {
      const start = pair + fade.fromPair;
      const alike = stereoSimilarity(model.pcm, modelStart, pcm, start, fade.pairs, stride);
      if (alike > similarity) {
        similarity = alike;
        best = pair;
      }
    }
    return { pair: best, similarity, score: near.score };
  }

  #clamp(pair: number): number {
    return Math.max(this.#query.firstPair, Math.min(this.#query.lastPair, pair));
  }
}

function pickBest(places: readonly Place[]): readonly Place[] {
  const picked: Place[] = [];
  const distance = CANDIDATE_DISTANCE_HOPS * HOP_PAIRS;
  for (const place of places.toSorted((a, b) => b.score - a.score)) {
    if (picked.every((other) => Math.abs(other.pair - place.pair) >= distance)) picked.push(place);
    if (picked.length === CANDIDATES) break;
  }
  return picked;
}
