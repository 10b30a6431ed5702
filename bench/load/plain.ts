/**
 * The plain way to play with the library, to compare with: `node bench/load/plain.ts FILE`. Joins the
 * Lounge of every guild and plays the raw music in the file there, over and over, by an audio
 * resource each. Knows no Lyria: its music costs nothing. Prints `playing` once all have begun.
 */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import {
  createAudioPlayer,
  createAudioResource,
  entersState,
  joinVoiceChannel,
  NoSubscriberBehavior,
  StreamType,
  VoiceConnectionStatus,
} from '@discordjs/voice';
import { Client, GatewayIntentBits, type Guild } from 'discord.js';

const SLICE_BYTES = 65_536;
const JOIN_PATIENCE_MS = 30_000;

const [, , file = ''] = process.argv;
const music = readFileSync(file);

function endlessMusic(): Readable {
  let at = 0;
  return new Readable({
    read() {
      this.push(music.subarray(at, at + SLICE_BYTES));
      at = at + SLICE_BYTES >= music.length ? 0 : at + SLICE_BYTES;
    },
  });
}

async function playIn(guild: Guild): Promise<void> {
  const channel = guild.channels.cache.find(({ name }) => name === 'Lounge');
  if (channel === undefined) throw new Error('There is no Lounge');
  const connection = joinVoiceChannel({
    guildId: guild.id,
    channelId: channel.id,
    adapterCreator: guild.voiceAdapterCreator,
  });
  await entersState(connection, VoiceConnectionStatus.Ready, JOIN_PATIENCE_MS);
  const player = createAudioPlayer({ behaviors: { noSubscriber: NoSubscriberBehavior.Play } });
  player.on('error', ({ message }) => process.stderr.write(`${message}\n`));
  player.play(createAudioResource(endlessMusic(), { inputType: StreamType.Raw }));
  connection.subscribe(player);
}

const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildVoiceStates],
  rest: { api: process.env['DISCORD_API_URL'] ?? '' },
});
client.once('clientReady', () => {
  void (async () => {
    for (const guild of client.guilds.cache.values()) await playIn(guild);
    process.stdout.write('playing\n');
  })();
});
process.once('SIGTERM', () => process.exit(0));
await client.login(process.env['DISCORD_TOKEN']);
