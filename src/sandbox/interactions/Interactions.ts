import { randomBytes } from 'node:crypto';
import { refusals } from '../DiscordError.ts';
import type { World } from '../world/World.ts';
import { Interaction, type InteractionRequest } from './Interaction.ts';

/** Documented: an interaction has to be answered within 3 s, and its token lives 15 min. */
const ANSWER_WITHIN_MS = 3_000;
const TOKEN_LIFETIME_MS = 15 * 60_000;
/** How many are remembered; more than a crowd can make in the life of a token. */
const MAX_REMEMBERED = 20_000;
const TOKEN_SECRET_BYTES = 96;

export type InteractionEvent =
  | { readonly type: 'interactionCreated'; readonly interaction: Interaction }
  | { readonly type: 'interactionAcknowledged'; readonly interaction: Interaction }
  | { readonly type: 'interactionFailed'; readonly interaction: Interaction };

/** All interactions: who waits for an answer, whose token still works. */
export class Interactions {
  readonly #world: World;
  readonly #byId = new Map<string, Interaction>();
  readonly #byToken = new Map<string, Interaction>();
  readonly #listeners = new Set<(event: InteractionEvent) => void>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: InteractionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Oldest first. */
  all(): Interaction[] {
    return [...this.#byId.values()];
  }

  get(id: string): Interaction | undefined {
    return this.#byId.get(id);
  }

  /** Tells the bot what a person did and starts the time it has for an answer. */
  create(request: InteractionRequest): Interaction {
    const { time, ids } = this.#world;
    const id = ids.next();
    const interaction = new Interaction({
      id,
      token: newToken(id),
      request,
      createdEpochMs: time.epochMs(),
      dispatchedAtMs: time.now(),
      startDeadline: (onMissed) => time.after(ANSWER_WITHIN_MS, onMissed),
      onFailed: (failed) => this.#tell({ type: 'interactionFailed', interaction: failed }),
    });
    this.#remember(interaction);
    this.#tell({ type: 'interactionCreated', interaction });
    return interaction;
  }

  /**
   * The interaction that an answer is for.
   *
   * @throws DiscordError 10062 when there is none or the answer is late, 40060 when it has one.
   */
  toAnswer(id: string, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.token !== token) {
      throw refusals.unknownInteraction();
    }
    if (interaction.state === 'failed') throw refusals.unknownInteraction();
    if (interaction.state === 'acknowledged') throw refusals.alreadyAcknowledged();
    return interaction;
  }

  /**
   * The answered interaction whose token a follow-up carries.
   *
   * @throws DiscordError 10015 when there is none, 50027 when the token's time is over.
   */
  toFollowUp(applicationId: string, token: string): Interaction {
    const interaction = this.#byToken.get(token);
    const known = interaction?.request.applicationId === applicationId;
    if (interaction === undefined || !known || interaction.state !== 'acknowledged') {
      throw refusals.unknownWebhook();
    }
    if (interaction.modal !== null || interaction.choices !== null) throw refusals.unknownWebhook();
    const age = this.#world.time.epochMs() - interaction.createdEpochMs;
    if (age > TOKEN_LIFETIME_MS) throw refusals.invalidWebhookToken();
    return interaction;
  }

  acknowledged(interaction: Interaction, type: number): void {
    interaction.acknowledge({
      type,
      afterMs: this.#world.time.now() - interaction.dispatchedAtMs,
    });
    this.#tell({ type: 'interactionAcknowledged', interaction });
  }

  close(): void {
    for (const interaction of this.#byId.values()) interaction.abandon();
    this.#listeners.clear();
  }

  #tell(event: InteractionEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #remember(interaction: Interaction): void {
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    if (this.#byId.size <= MAX_REMEMBERED) return;
    for (const [id, oldest] of this.#byId) {
      if (oldest.state === 'waiting') continue;
      this.#byId.delete(id);
      this.#byToken.delete(oldest.token);
      return;
    }
  }
}

function newToken(id: string): string {
  const secret = randomBytes(TOKEN_SECRET_BYTES).toString('base64url');
  return Buffer.from(`interaction:${id}:${secret}`).toString('base64url');
}
