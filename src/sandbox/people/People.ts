import type { VoiceServer } from '../voice/contract.ts';
import { person as newUser } from '../world/createDefaultWorld.ts';
import type { WorldEvent } from '../world/events.ts';
import { Hearing } from './Hearing.ts';
import { Person, type PersonSurroundings } from './Person.ts';
import { PersonError } from './PersonError.ts';

/** The simulated people of one guild. Their ears follow their voice states. */
export class People {
  readonly #guildId: string;
  readonly #surroundings: PersonSurroundings;
  readonly #voice: VoiceServer;
  readonly #byId = new Map<string, Person>();
  readonly #unsubscribe: () => void;

  constructor(guildId: string, surroundings: PersonSurroundings, voice: VoiceServer) {
    this.#guildId = guildId;
    this.#surroundings = surroundings;
    this.#voice = voice;
    const { world } = surroundings;
    for (const userId of world.guilds.get(guildId)?.members.keys() ?? []) {
      if (world.users.get(userId)?.bot === false) this.#adopt(userId);
    }
    this.#unsubscribe = world.subscribe((event) => this.#follow(event));
  }

  all(): Person[] {
    return [...this.#byId.values()];
  }

  /** By id or name, small letters and capitals alike. @throws PersonError `person.unknown` */
  get(nameOrId: string): Person {
    const wanted = nameOrId.toLowerCase();
    const found =
      this.#byId.get(nameOrId) ?? this.all().find(({ name }) => name.toLowerCase() === wanted);
    if (found !== undefined) return found;
    const names = this.all().map(({ name }) => name);
    throw new PersonError(
      'person.unknown',
      `There is nobody called "${nameOrId}". There are ${names.join(', ')}.`,
    );
  }

  /**
   * A new member without roles. `hears: false` makes one of a crowd, who counts as a listener and
   * has no ears: all ears of a channel together take some 5 ms each whenever one more comes, since
   * everybody's keys change.
   *
   * @throws PersonError `person.exists`
   */
  add(name: string, { hears = true }: { readonly hears?: boolean } = {}): Person {
    const { world } = this.#surroundings;
    if (this.all().some((each) => each.name.toLowerCase() === name.toLowerCase())) {
      throw new PersonError('person.exists', `There is somebody called "${name}" already.`);
    }
    const user = world.addUser(newUser(world.ids.next(), name));
    world.addMember(this.#guildId, {
      userId: user.id,
      nick: null,
      roleIds: [],
      joinedEpochMs: world.time.epochMs(),
      mute: false,
      deaf: false,
      timedOutUntilEpochMs: null,
    });
    return this.#adopt(user.id, hears);
  }

  close(): void {
    this.#unsubscribe();
    for (const person of this.#byId.values()) person.close();
  }

  #adopt(userId: string, hears = true): Person {
    const hearing = new Hearing(this.#voice, userId, hears);
    const person = new Person(userId, this.#guildId, hearing, this.#surroundings);
    this.#byId.set(userId, person);
    return person;
  }

  #follow(event: WorldEvent): void {
    if (!('guildId' in event) || event.guildId !== this.#guildId) return;
    if (event.type === 'voiceStateChanged') this.#refreshEars(event.userId);
    if (event.type === 'memberRemoved') this.#byId.delete(event.member.userId);
    if (event.type === 'memberUpdated') this.#refreshEars(event.member.userId);
  }

  #refreshEars(userId: string): void {
    const person = this.#byId.get(userId);
    if (person === undefined) return;
    const guild = this.#surroundings.world.guilds.get(this.#guildId);
    const state = person.voiceState;
    const deafenedByModerator = guild?.members.get(userId)?.deaf ?? false;
    person.hearing.follow(state, (state?.selfDeaf ?? false) || deafenedByModerator);
  }
}
