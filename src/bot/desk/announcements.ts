import { type APIContainerComponent, ComponentType } from 'discord-api-types/v10';

/** Why nobody hears what plays. */
export const SILENCE_TEXTS = {
  muted: 'I was muted, so nobody hears the music. Unmute me and it is back.',
  mayNotSpeak:
    'I am not allowed to speak in the voice channel, so nobody hears the music. I need the **Speak** permission there. Please ask somebody who manages this server.',
  inAudience:
    'I am in the audience of the stage, so nobody hears the music. Please make me a speaker.',
} as const;

export type Silence = keyof typeof SILENCE_TEXTS;

/** An announcement as a message. */
export function announcement(content: string): APIContainerComponent {
  const text = { type: ComponentType.TextDisplay, content } as const;
  return { type: ComponentType.Container, components: [text] };
}
