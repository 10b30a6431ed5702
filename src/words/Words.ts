import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Interpretation, MusicRequest, RefusalReason, WordReading } from './interpretation.ts';
import { fold } from './lexicon/fold.ts';
import { interpretLocally } from './localInterpreter.ts';
import { cleanRequest } from './reading/clean.ts';
import { isInstruction } from './refusal/notMusic.ts';

/** Somebody else who reads requests, and may fail to. */
export interface WordsModel {
  /** @throws FailureError */
  interpret(request: MusicRequest): Promise<Interpretation>;
}

/** Nothing is out of order: another request may fare better. */
const OF_ONE_REQUEST: ReadonlySet<string> = new Set(['words.gemini-blocked']);

/** Insults are not sent anywhere, and a word for the bot is none for a model. */
const FINAL_REFUSALS: ReadonlySet<RefusalReason> = new Set(['unkind', 'command']);

/** Reads what members type: at once by the lexicon, and better by a model where there is one. */
export class Words {
  readonly #model: WordsModel | undefined;
  readonly #log: Log;
  /** Why the model failed last; undefined while it reads. */
  #failing: string | undefined;

  constructor(options: { readonly model?: WordsModel; readonly log: Log }) {
    this.#model = options.model;
    this.#log = options.log;
  }

  readonly read = (request: MusicRequest): WordReading => {
    const first = interpretLocally(request);
    const model = this.#model;
    if (model === undefined || isFinal(first, request)) return { first };
    return { first, better: this.#ask(model, request, first) };
  };

  async #ask(
    model: WordsModel,
    request: MusicRequest,
    first: Interpretation,
  ): Promise<Interpretation> {
    try {
      const better = await model.interpret(request);
      if (this.#failing !== undefined) this.#log.info({}, 'The model reads requests again');
      this.#failing = undefined;
      return better;
    } catch (error) {
      this.#noteFailure(error);
      return first;
    }
  }

  /** The operator is told once of what goes on for a while, however many requests meet it. */
  #noteFailure(error: unknown): void {
    const code = error instanceof FailureError ? error.failure.code : 'words.unknown';
    if (code === 'words.gemini-resting') return;
    if (OF_ONE_REQUEST.has(code)) {
      this.#log.debug({ code }, 'A request was read by the lexicon instead');
      return;
    }
    if (this.#failing === code) return;
    this.#failing = code;
    const text = error instanceof FailureError ? error.failure.operatorText : undefined;
    this.#log.warn({ code, text }, 'Requests are read by the lexicon instead, until that is over');
  }
}

/**
 * What nobody else need read: tags are no words, and beside an instruction to whoever reads it only
 * what the lexicon knows for music counts.
 */
function isFinal(first: Interpretation, { text }: MusicRequest): boolean {
  if (first.by === 'tags') return true;
  if (first.kind === 'refused' && FINAL_REFUSALS.has(first.reason)) return true;
  return isInstruction(fold(cleanRequest(text)));
}
