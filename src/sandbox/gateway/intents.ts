import { GatewayIntentBits } from 'discord-api-types/v10';

const Bit = GatewayIntentBits;

/** Intents that a developer has to switch on for the application first. */
export const PRIVILEGED_INTENTS: number =
  Bit.GuildMembers | Bit.GuildPresences | Bit.MessageContent;

const ALL_INTENTS: number = Object.values(Bit)
  .filter((bit) => typeof bit === 'number')
  .reduce((all, bit) => all | bit, 0);

export function areKnownIntents(intents: number): boolean {
  return (intents & ~ALL_INTENTS) === 0;
}

export function includes(intents: number, intent: GatewayIntentBits): boolean {
  return (intents & intent) !== 0;
}
