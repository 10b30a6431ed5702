import { ApiError, GoogleGenAI } from '@google/genai';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { FailureError } from '../failure.ts';
import { ANSWER_JSON_SCHEMA, readAnswer } from './gemini/answer.ts';
import { boundedFetch } from './gemini/boundedFetch.ts';
import {
  failureOfStatus,
  type GeminiFailure,
  type GeminiFailureCode,
  geminiFailure,
} from './gemini/failure.ts';
import { INSTRUCTION, questionOf } from './gemini/question.ts';
import type { Interpretation, MusicRequest } from './interpretation.ts';

/** Small and fast is enough to name a mix. */
export const DEFAULT_GEMINI_MODEL = 'gemini-3.5-flash-lite';
/** Longer than people wait for a better reading of their words. */
export const GEMINI_TIMEOUT_MS = 8_000;
/** The answer has about 200; a model that thinks needs some for that. */
const MAX_OUTPUT_TOKENS = 2_048;
/** Little: the same wish should give much the same mix. */
const TEMPERATURE = 0.3;
const API_VERSION = 'v1beta';

/** Somebody who keeps asking must not use up the quota that the music needs, too. */
const MOST_AT_ONCE = 4;

/** How long nothing is asked after a failure that the next request would only meet again. */
const REST_MS: Readonly<Partial<Record<GeminiFailureCode, number>>> = {
  'words.gemini-timeout': 30_000,
  'words.gemini-unreachable': 30_000,
  'words.gemini-unavailable': 30_000,
  'words.gemini-quota': 60_000,
  'words.gemini-bad-key': 10 * 60_000,
};

/** What matters of a `GenerateContentResponse`; the SDK's own getter prints what it finds odd. */
const responseSchema = z.object({
  candidates: z
    .array(
      z.object({
        content: z
          .object({
            parts: z
              .array(z.object({ text: z.string().optional(), thought: z.boolean().optional() }))
              .optional(),
          })
          .optional(),
        finishReason: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
});

export interface GeminiOptions {
  readonly apiKey: string;
  readonly clock: Clock;
  readonly model?: string;
  /** Base such as `https://generativelanguage.googleapis.com`; absent: Google's. */
  readonly baseUrl?: string;
}

/** Reads requests by a Gemini model. Only words and the mix that plays leave this program. */
export class GeminiInterpreter {
  readonly #client: GoogleGenAI;
  readonly #model: string;
  readonly #clock: Clock;
  readonly #asking = new Set<AbortController>();
  #restUntilMs = Number.NEGATIVE_INFINITY;

  constructor({ apiKey, clock, model = DEFAULT_GEMINI_MODEL, baseUrl }: GeminiOptions) {
    this.#clock = clock;
    this.#model = model;
    this.#client = new GoogleGenAI({
      apiKey,
      // Whatever the environment says of other Google products.
      vertexai: false,
      apiVersion: API_VERSION,
      httpOptions: {
        fetch: boundedFetch,
        ...(baseUrl === undefined ? {} : { baseUrl }),
      },
    });
  }

  /**
   * @throws FailureError of a `GeminiFailureCode`, within `GEMINI_TIMEOUT_MS`; no text of the
   * service's is in it
   */
  async interpret(request: MusicRequest): Promise<Interpretation> {
    const isBusy = this.#asking.size >= MOST_AT_ONCE;
    if (isBusy || this.#clock.now() < this.#restUntilMs)
      throw geminiFailure('words.gemini-resting');
    try {
      return readAnswer(await this.#ask(questionOf(request)), request);
    } catch (error) {
      const failure = failureOf(error);
      this.#restUntilMs = this.#clock.now() + (REST_MS[failure.failure.code] ?? 0);
      throw failure;
    }
  }

  /** Gives up whatever is being asked. */
  close(): void {
    for (const controller of this.#asking) controller.abort();
  }

  async #ask(question: string): Promise<string> {
    const controller = new AbortController();
    this.#asking.add(controller);
    let isLate = false;
    const timer = this.#clock.after(GEMINI_TIMEOUT_MS, () => {
      isLate = true;
      controller.abort();
    });
    try {
      const response = await this.#client.models.generateContent({
        model: this.#model,
        contents: question,
        config: {
          systemInstruction: INSTRUCTION,
          responseMimeType: 'application/json',
          responseJsonSchema: ANSWER_JSON_SCHEMA,
          temperature: TEMPERATURE,
          maxOutputTokens: MAX_OUTPUT_TOKENS,
          abortSignal: controller.signal,
        },
      });
      return textOf(response);
    } catch (error) {
      throw isLate ? geminiFailure('words.gemini-timeout') : error;
    } finally {
      timer.cancel();
      this.#asking.delete(controller);
    }
  }
}

/** The text of the first candidate. @throws FailureError when there is none */
function textOf(response: unknown): string {
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) throw geminiFailure('words.gemini-wrong-answer', 'response');
  const { candidates, promptFeedback } = parsed.data;
  if (promptFeedback?.blockReason !== undefined) throw geminiFailure('words.gemini-blocked');
  const [candidate] = candidates ?? [];
  const text = (candidate?.content?.parts ?? [])
    .filter(({ thought }) => thought !== true)
    .map((part) => part.text ?? '')
    .join('');
  if (text !== '') return text;
  const stopped = candidate?.finishReason !== undefined && candidate.finishReason !== 'STOP';
  throw geminiFailure(stopped ? 'words.gemini-blocked' : 'words.gemini-wrong-answer', 'no text');
}

function failureOf(error: unknown): FailureError<GeminiFailure> {
  if (isGeminiFailure(error)) return error;
  if (error instanceof ApiError) return failureOfStatus(error.status);
  // The SDK could make nothing of the answer. What it says of that may quote the service.
  return geminiFailure('words.gemini-wrong-answer', 'answer');
}

function isGeminiFailure(error: unknown): error is FailureError<GeminiFailure> {
  return error instanceof FailureError && error.failure.code.startsWith('words.gemini-');
}
