import { parseConfig, secretsOf } from '../config.ts';
import { readEnvFile } from '../envFile.ts';
import { createRedact } from '../redact/createRedact.ts';
import { discordFindings } from './discord.ts';
import { type Finding, fine, look, skipped, warning } from './Finding.ts';
import { dataFindings, nodeFinding, opusFinding } from './machine.ts';
import { geminiFindings, lyriaFindings, type UdpTarget, udpFindings } from './music.ts';
import { runningFindings } from './running.ts';

/** Answers anybody, over UDP and any port. */
const PUBLIC_STUN: UdpTarget = { host: 'stun.cloudflare.com', port: 3_478 };

/** Looks at everything that the bot needs. Changes nothing, logs nobody in, and prints no secret. */
export async function diagnose(options: {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Adds what the environment does not say; a file that is not there adds nothing. */
  readonly envFile?: string;
  /** Where to look at permissions. */
  readonly channelIds?: readonly string[];
  /**
   * Asked by the bot itself: the machine and the data are left out, which take longer than music can
   * wait, and where it plays, Lyria needs no session for the doctor, which might be one too many.
   */
  readonly bot?: { readonly isPlaying: boolean };
  /** Who answers over UDP; a public server where the bot talks to Discord itself. */
  readonly udp?: UdpTarget | undefined;
}): Promise<readonly Finding[]> {
  const { environment, channelIds = [] } = options;
  const machine =
    options.bot === undefined
      ? [nodeFinding(process.version), ...(await look('Opus', () => [opusFinding()]))]
      : [];
  const settings: ReturnType<typeof parseConfig>[] = [];
  const parsing = await look('Settings', () => {
    if (options.envFile !== undefined) readEnvFile(options.envFile);
    const config = parseConfig(environment);
    settings.push(config);
    const told = config.warnings.map((text) => warning('Settings', text));
    return told.length === 0 ? [fine('Settings', 'are understood')] : told;
  });
  const [config] = settings;
  if (config === undefined) return [...machine, ...parsing];
  const { discord, devGuildId, music, words } = config;
  const data = options.bot === undefined ? await dataFindings(config.dataDir) : [];
  const udp = options.udp ?? (isDiscordItself(discord) ? PUBLIC_STUN : undefined);
  const others = await Promise.all([
    discord.kind === 'sandbox'
      ? [skipped('Discord', 'no DISCORD_TOKEN: the bot runs in the sandbox')]
      : look('Discord', () => discordFindings(discord, { devGuildId, channelIds })),
    udp === undefined
      ? [skipped('UDP', "the voice servers are not Discord's own")]
      : look('UDP', () => udpFindings(udp)),
    options.bot?.isPlaying === true
      ? [fine('Music', 'is playing')]
      : look('Music', () => lyriaFindings(music)),
    look('Words', () => geminiFindings(words)),
    look('Running bot', () => runningFindings(environment, config.healthPort !== undefined)),
  ]);
  const redact = createRedact(secretsOf(config));
  const found = [...machine, ...parsing, ...data, ...others.flat()];
  return found.map((each) => ({ ...each, text: redact(each.text) }));
}

function isDiscordItself(discord: ReturnType<typeof parseConfig>['discord']): boolean {
  return discord.kind === 'api' && discord.apiUrl === undefined;
}
