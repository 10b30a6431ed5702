import { type Told, tell } from '#src/texts/texts.ts';
import type { Clock } from '../clock.ts';
import type { KeyStore } from '../control/ports.ts';
import type { Log } from '../log.ts';
import type { LyriaFailureCode } from '../lyria/failure.ts';
import { asLyriaFailure } from '../lyria/failureTexts.ts';
import type { Secrets } from '../redact/Secrets.ts';
import type { KeyRing } from '../station/KeyRing.ts';
import type { Seal } from './Seal.ts';

/** A session too soon after another brings no music, and nobody is to try out keys by the dozen. */
const TRIAL_SPACING_MS = 15_000;
/** Of what Google gives out, without what cannot stand in an address or a header. */
const LOOKS_LIKE_KEY = /^[\w.-]{20,200}$/;

export type KeyOutcome =
  | { readonly ok: true }
  /** In words for the member. */
  | { readonly ok: false; readonly why: Told };

/** The keys for Lyria that servers have brought along: tried, encrypted, and used for their stations alone. */
export class ServerKeys {
  readonly whyOff: Told | undefined;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #ring: KeyRing;
  readonly #store: KeyStore;
  readonly #seal: Seal | undefined;
  readonly #secrets: Secrets;
  readonly #tryKey: (apiKey: string) => Promise<unknown>;
  readonly #triedMs = new Map<string, number>();

  constructor(options: {
    readonly clock: Clock;
    readonly log: Log;
    readonly ring: KeyRing;
    readonly store: KeyStore;
    /** None: there is no secret to encrypt with. */
    readonly seal: Seal | undefined;
    readonly secrets: Secrets;
    /** Rejects with a `FailureError<LyriaFailure>` where no music comes. */
    readonly tryKey: (apiKey: string) => Promise<unknown>;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#ring = options.ring;
    this.#store = options.store;
    this.#seal = options.seal;
    this.#secrets = options.secrets;
    this.#tryKey = options.tryKey;
    this.whyOff = options.seal === undefined ? tell('key.off') : undefined;
    this.#restore();
  }

  /** Tries the key by a session of two seconds, and keeps it if music comes. */
  async set(guildId: string, typed: string): Promise<KeyOutcome> {
    const seal = this.#seal;
    if (seal === undefined) return { ok: false, why: tell('key.off') };
    const apiKey = typed.trim();
    if (!LOOKS_LIKE_KEY.test(apiKey)) return refused(tell('key.why.odd'));
    const nowMs = this.#clock.now();
    const triedMs = this.#triedMs.get(guildId) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - triedMs < TRIAL_SPACING_MS) return { ok: false, why: tell('key.wait') };
    this.#triedMs.set(guildId, nowMs);
    const isNew = !this.#ring.knows(apiKey);
    const entry = this.#ring.trial(apiKey);
    // One that was refused may be good by now: somebody is there who knows.
    if (!entry.ok && entry.reason !== 'refused') return { ok: false, why: tell('key.wait') };
    const place = entry.ok ? entry.place : undefined;
    // Somebody may have typed another secret of the program's, which stays one.
    const isNewSecret = this.#secrets.learn(apiKey);
    try {
      await this.#tryKey(apiKey);
      place?.sounded();
    } catch (error) {
      const failure = asLyriaFailure(error);
      if (isNew) this.#ring.forget(apiKey);
      if (isNew && isNewSecret) this.#secrets.forget(apiKey);
      this.#log.info({ guildId, code: failure.code }, "A server's own key was refused");
      return refused(whyOf(failure.code));
    } finally {
      place?.release();
      this.#triedMs.set(guildId, this.#clock.now());
    }
    this.#ring.assign(guildId, apiKey);
    await this.#store.set(guildId, seal.close(guildId, apiKey));
    this.#log.info({ guildId }, 'A server has a key of its own');
    return { ok: true };
  }

  /** Whether there was one. */
  async remove(guildId: string): Promise<boolean> {
    const hadOne = this.#ring.assign(guildId, undefined);
    // One that could not be opened, too.
    const wasKept = await this.#store.remove(guildId);
    if (hadOne || wasKept) this.#log.info({ guildId }, "A server's own key was removed");
    return hadOne || wasKept;
  }

  /** Of all servers, from the store. */
  #restore(): void {
    if (this.#seal === undefined) return;
    const opened: string[] = [];
    for (const { guildId, sealed } of this.#store.all()) {
      const apiKey = this.#seal.open(guildId, sealed);
      if (apiKey === undefined) {
        this.#log.warn(
          { guildId },
          "A server's own key was encrypted with another secret and cannot be used: whoever manages the server has to enter it anew",
        );
        continue;
      }
      opened.push(apiKey);
      this.#ring.assign(guildId, apiKey);
    }
    this.#secrets.learn(...opened);
  }
}

function refused(reason: Told): KeyOutcome {
  return { ok: false, why: tell('key.refused', { reason }) };
}

function whyOf(code: LyriaFailureCode): Told {
  switch (code) {
    case 'lyria.bad-key':
      return tell('key.why.bad');
    case 'lyria.quota':
      return tell('key.why.quota');
    case 'lyria.billing':
      return tell('key.why.billing');
    case 'lyria.region':
      return tell('key.why.region');
    case 'lyria.denied':
    case 'lyria.model':
      return tell('key.why.denied');
    default:
      return tell('key.why.unreachable');
  }
}
