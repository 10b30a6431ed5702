/**
 * Runs the stand-ins without the bot: `npm run sandbox -- [flags]`. Prints one JSON line on stdout
 * (see announcement.ts), logs to stderr, and ends on SIGTERM, SIGINT, SIGHUP, or when the process that
 * forked it is gone.
 */
import { parseArgs } from 'node:util';
import pino from 'pino';
import { z } from 'zod';
import { type SandboxPorts, startSandbox } from './Sandbox.ts';
import { ENCRYPTION_MODES } from './voice/transport.ts';

const STDERR = 2;

const USAGE = `Usage: npm run sandbox -- [flags]
  --port N          REST API and gateway of Discord
  --voice-port N    voice gateway
  --lyria-port N    generator
  --live-port N     what stands in for the Live API
  --control-port N  control API
  --page-port N     the page; 4747 unless given, another if it is busy
  --guilds N        how many guilds the bot is in; 1 unless given
  --more-guilds N   in how many further ones, where nobody does anything; 0 unless given
  --shards N        into how many connections a bot is told to part its guilds; one a 1,000 unless given
  --max-concurrency N  how many of them may begin at once; 1 unless given
  --bots N          how many bots may log in, each with a token of its own; 1 unless given
  --no-dave         voice without end-to-end encryption
  --timing          listeners note when packets come, and hear nothing: for many stations at once
  --prepare-ears    makes what the Live API's stand-in hears by ready at once, not when somebody speaks
  --encryption MODE the transport encryption that is offered first:
                    aead_aes256_gcm_rtpsize, the default, or aead_xchacha20_poly1305_rtpsize
  --help
Every other port is a free one unless given. LOG_LEVEL (debug, info, warn, error) is warn unless set.
`;

const portGiven = z.coerce.number().int().min(0).max(65_535);
/** Far more than one bot in one process can play in at once. */
const MAX_GUILDS = 1_000;
const MAX_MORE_GUILDS = 20_000;
const MAX_SHARDS = 64;
const MAX_BOTS = 20;
const portNumber = portGiven.default(0);

const flags = z.object({
  port: portNumber,
  'voice-port': portNumber,
  'lyria-port': portNumber,
  'live-port': portNumber,
  'control-port': portNumber,
  'page-port': portGiven.optional(),
  guilds: z.coerce.number().int().min(1).max(MAX_GUILDS).default(1),
  'more-guilds': z.coerce.number().int().min(0).max(MAX_MORE_GUILDS).default(0),
  shards: z.coerce.number().int().min(1).max(MAX_SHARDS).optional(),
  'max-concurrency': z.coerce.number().int().min(1).max(MAX_SHARDS).default(1),
  bots: z.coerce.number().int().min(1).max(MAX_BOTS).default(1),
  'no-dave': z.boolean().default(false),
  timing: z.boolean().default(false),
  'prepare-ears': z.boolean().default(false),
  encryption: z.enum(ENCRYPTION_MODES).default(ENCRYPTION_MODES[0]),
  help: z.boolean().default(false),
});

function readFlags(): z.output<typeof flags> | undefined {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        'voice-port': { type: 'string' },
        'lyria-port': { type: 'string' },
        'live-port': { type: 'string' },
        'control-port': { type: 'string' },
        'page-port': { type: 'string' },
        guilds: { type: 'string' },
        'more-guilds': { type: 'string' },
        shards: { type: 'string' },
        'max-concurrency': { type: 'string' },
        bots: { type: 'string' },
        'no-dave': { type: 'boolean' },
        timing: { type: 'boolean' },
        'prepare-ears': { type: 'boolean' },
        encryption: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    return flags.parse(values);
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  const given = readFlags();
  if (given === undefined || given.help) {
    process.stderr.write(USAGE);
    process.exitCode = given === undefined ? 1 : 0;
    return;
  }
  const ended = Promise.withResolvers<void>();
  const end = (): void => ended.resolve();
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('SIGHUP', end);
  process.once('disconnect', end);

  // Empty counts as not set, as a copied .env.example has it.
  const level = process.env['LOG_LEVEL'] || 'warn';
  const log = pino(
    { level, base: null, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ fd: STDERR, sync: true }),
  );
  const ports: SandboxPorts = {
    discord: given.port,
    voice: given['voice-port'],
    lyria: given['lyria-port'],
    live: given['live-port'],
    control: given['control-port'],
    ...(given['page-port'] !== undefined && { page: given['page-port'] }),
  };
  const sandbox = await startSandbox({
    log,
    ports,
    guilds: given.guilds,
    moreGuilds: given['more-guilds'],
    ...(given.shards !== undefined && { shards: given.shards }),
    maxConcurrency: given['max-concurrency'],
    bots: given.bots,
    dave: !given['no-dave'],
    timing: given.timing,
    prepareEars: given['prepare-ears'],
    encryption: given.encryption,
  });
  process.stdout.write(`${JSON.stringify(sandbox.announcement)}\n`);
  await ended.promise;
  await sandbox.close();
  // An open IPC channel would keep the process alive.
  if (process.connected) process.disconnect();
}

await main();
