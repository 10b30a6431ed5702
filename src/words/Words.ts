import { FailureError } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Interpretation, MusicRequest, WordReading } from './interpretation.ts';
import { fold } from './lexicon/fold.ts';
import { interpretLocally } from './localInterpreter.ts';
import { cleanRequest } from './reading/clean.ts';
import { isInstruction } from './refusal/notMusic.ts';

/** Somebody else who reads requests, and may fail to. */
export interface WordsModel {
  /** @throws FailureError */
  interpret(request: MusicRequest): Promise<Interpretation>;
}

/** Reads what members type: at once by the lexicon, and better by a model where there is one. */
export class Words {
  readonly #model: WordsModel | undefined;
  readonly #log: Log;

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
      return await model.interpret(request);
    } catch (error) {
      const code = error instanceof FailureError ? error.failure.code : 'words.unknown';
      if (code !== 'words.gemini-resting') {
        const text = error instanceof FailureError ? error.failure.operatorText : undefined;
        this.#log.warn({ code, text }, 'A request was read by the lexicon instead');
      }
      return first;
    }
  }
}

/**
 * What nobody else need read: tags are no words, insults are not sent anywhere, and beside an
 * instruction to whoever reads it only what the lexicon knows for music counts.
 */
function isFinal(first: Interpretation, { text }: MusicRequest): boolean {
  if (first.by === 'tags') return true;
  if (first.kind === 'refused' && first.reason === 'unkind') return true;
  return isInstruction(fold(cleanRequest(text)));
}
