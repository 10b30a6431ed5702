import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import {
  ApplicationCommandOptionTypes,
  ApplicationCommandTypes,
  ButtonStyles,
  Client,
  ComponentTypes,
  Intents,
  InteractionTypes,
} from 'oceanic.js';
import { encodeOpus } from '#test/support/voice/playPcm.ts';
import { type BotPlace, FILE, type ForeignBot } from './ForeignBot.ts';

const PATIENCE_MS = 10_000;
/** The copy of the library that oceanic.js itself loads. */
type VoiceLibrary = typeof import('@discordjs/voice', { with: { 'resolution-mode': 'require' }});
const voice: VoiceLibrary = createRequire(import.meta.url)('@discordjs/voice');

/** A bot made with oceanic.js, whose voice is that of @discordjs/voice. */
export async function startOceanic(place: BotPlace): Promise<ForeignBot> {
  const client = new Client({
    auth: `Bot ${place.discordToken}`,
    rest: { baseURL: `${place.discordApiUrl}/v10` },
    gateway: { intents: Intents.GUILDS | Intents.GUILD_VOICE_STATES, compress: 'zlib-stream' },
  });
  const complaints: string[] = [];
  client.on('error', (error) => complaints.push(String(error)));
  client.on('warn', (warning) => complaints.push(warning));
  client.on('interactionCreate', async (interaction) => {
    if (interaction.type === InteractionTypes.APPLICATION_COMMAND) {
      switch (interaction.data.name) {
        case 'greet':
          await interaction.createMessage({
            content: `Hello ${interaction.data.options.getString('name', true)}`,
            components: [
              {
                type: ComponentTypes.ACTION_ROW,
                components: [
                  {
                    type: ComponentTypes.BUTTON,
                    style: ButtonStyles.PRIMARY,
                    label: 'Again',
                    customID: 'again',
                  },
                ],
              },
            ],
          });
          break;
        case 'later':
          await interaction.defer();
          await interaction.editOriginal({ content: 'Done' });
          await interaction.createFollowup({ content: 'And more' });
          break;
        case 'file':
          await interaction.createMessage({ content: 'Here', files: [{ ...FILE }] });
          break;
        default:
      }
    }
    if (interaction.type === InteractionTypes.MESSAGE_COMPONENT) {
      await interaction.deferUpdate();
      await interaction.editOriginal({ content: 'Pressed' });
    }
  });
  const ready = once(client, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) });
  await client.connect();
  await ready;
  const guild = client.guilds.get(place.guildId);
  if (guild === undefined) throw new Error('oceanic.js has no such guild');
  let connection: ReturnType<Client['joinVoiceChannel']> | undefined;

  return {
    library: 'oceanic.js',
    userName: client.user.username,
    complaints,
    async register() {
      await client.application.bulkEditGlobalCommands([
        {
          type: ApplicationCommandTypes.CHAT_INPUT,
          name: 'greet',
          description: 'Says hello',
          options: [
            {
              type: ApplicationCommandOptionTypes.STRING,
              name: 'name',
              description: 'Whom',
              required: true,
            },
          ],
        },
        { type: ApplicationCommandTypes.CHAT_INPUT, name: 'later', description: 'Takes its time' },
      ]);
      await client.application.createGuildCommand(place.guildId, {
        type: ApplicationCommandTypes.CHAT_INPUT,
        name: 'file',
        description: 'Uploads a file',
      });
    },
    async join(channelId) {
      const joined = client.joinVoiceChannel({
        guildID: place.guildId,
        channelID: channelId,
        selfDeaf: false,
        selfMute: false,
        voiceAdapterCreator: guild.voiceAdapterCreator,
      });
      connection = joined;
      await voice.entersState(joined, voice.VoiceConnectionStatus.Ready, PATIENCE_MS);
    },
    async play(pcm) {
      const player = voice.createAudioPlayer();
      connection?.subscribe(player);
      const ended = once(player, voice.AudioPlayerStatus.Idle);
      const inputType = voice.StreamType.Opus;
      player.play(voice.createAudioResource(Readable.from(encodeOpus(pcm)), { inputType }));
      await ended;
    },
    privacyCode: () => connection?.voicePrivacyCode,
    leave: () => connection?.destroy(),
    disconnect: () => client.disconnect(false),
  };
}
