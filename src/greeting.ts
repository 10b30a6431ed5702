import type { Config } from './config.ts';

/**
 * The few lines a person sees once everything runs: what is going on, and how to try it.
 *
 * @param pageUrl of the sandbox's page
 */
export function greeting(config: Config, inviteUrl: string, pageUrl?: string): string {
  const lines =
    config.discord.kind === 'sandbox'
      ? [
          'Lyrebird plays in the sandbox: a Discord stand-in on this machine, no account needed.',
          musicLine(config),
          'For your own Discord server set DISCORD_TOKEN, in .env for example: see README.md.',
          '',
          ...(pageUrl === undefined
            ? []
            : [`Open ${pageUrl} in a browser to see it, hear it and be a crowd.`, '']),
          'Or stay here: you are Ada, in the voice channel "Lounge". Try:',
          '  /lyria play techno        start the music',
          '  record heard.wav          write what you hear to a file',
          '  help                      everything else',
          '',
        ]
      : [
          'Lyrebird is ready. Join a voice channel and type /lyria play techno.',
          musicLine(config),
          `Not on your server yet? Invite it: ${inviteUrl}`,
          '',
        ];
  return lines.join('\n');
}

function musicLine(config: Config): string {
  if (config.music.kind === 'generator') {
    return 'Music comes from the built-in generator (offline, free). GEMINI_API_KEY brings Lyria RealTime.';
  }
  return config.music.url === undefined
    ? 'Music comes from Google Lyria RealTime.'
    : 'Music comes from the Lyria server that LYRIA_URL names.';
}
