import { once } from 'node:events';
import { Readable } from 'node:stream';
import {
  Client,
  CommandInteraction,
  ComponentInteraction,
  Constants,
  type VoiceConnection,
} from '@projectdysnomia/dysnomia';
import { encodeOpus } from '#test/support/voice/playPcm.ts';
import { type BotPlace, FILE, type ForeignBot } from './ForeignBot.ts';

const PATIENCE_MS = 10_000;

/** A bot made with Dysnomia, which has a voice client of its own. */
export async function startDysnomia(place: BotPlace): Promise<ForeignBot> {
  const api = new URL(place.discordApiUrl);
  const client = new Client(`Bot ${place.discordToken}`, {
    rest: { https: false, domain: api.hostname, port: Number(api.port) },
    gateway: { intents: ['guilds', 'guildVoiceStates'] },
  });
  const complaints: string[] = [];
  client.on('error', (error) => complaints.push(String(error)));
  client.on('warn', (warning) => complaints.push(String(warning)));
  client.on('interactionCreate', async (interaction) => {
    if (interaction instanceof CommandInteraction) {
      switch (interaction.data.name) {
        case 'greet': {
          const [option] = interaction.data.options ?? [];
          const name = option !== undefined && 'value' in option ? option.value : 'nobody';
          await interaction.createMessage({
            content: `Hello ${name}`,
            components: [
              {
                type: Constants.ComponentTypes.ACTION_ROW,
                components: [
                  {
                    type: Constants.ComponentTypes.BUTTON,
                    style: Constants.ButtonStyles.PRIMARY,
                    label: 'Again',
                    custom_id: 'again',
                  },
                ],
              },
            ],
          });
          break;
        }
        case 'later':
          await interaction.defer();
          await interaction.editOriginalMessage({ content: 'Done' });
          await interaction.createFollowup({ content: 'And more' });
          break;
        case 'file':
          await interaction.createMessage({
            content: 'Here',
            attachments: [{ filename: FILE.name, file: FILE.contents }],
          });
          break;
        default:
      }
    }
    if (interaction instanceof ComponentInteraction) {
      await interaction.deferUpdate();
      await interaction.editOriginalMessage({ content: 'Pressed' });
    }
  });
  const ready = once(client, 'ready', { signal: AbortSignal.timeout(PATIENCE_MS) });
  await client.connect();
  await ready;
  let connection: VoiceConnection | undefined;

  return {
    library: 'Dysnomia',
    userName: client.user.username,
    complaints,
    async register() {
      await client.bulkEditCommands([
        {
          type: Constants.ApplicationCommandTypes.CHAT_INPUT,
          name: 'greet',
          description: 'Says hello',
          options: [
            {
              type: Constants.ApplicationCommandOptionTypes.STRING,
              name: 'name',
              description: 'Whom',
              required: true,
            },
          ],
        },
        {
          type: Constants.ApplicationCommandTypes.CHAT_INPUT,
          name: 'later',
          description: 'Takes its time',
        },
      ]);
      await client.createGuildCommand(place.guildId, {
        type: Constants.ApplicationCommandTypes.CHAT_INPUT,
        name: 'file',
        description: 'Uploads a file',
      });
    },
    async join(channelId) {
      connection = await client.joinVoiceChannel(channelId);
      connection.on('error', (error) => complaints.push(String(error)));
      connection.on('warn', (warning) => complaints.push(warning));
    },
    async play(pcm) {
      if (connection === undefined) throw new Error('Not in voice');
      const ended = once(connection, 'end');
      connection.play(Readable.from(encodeOpus(pcm)), { format: 'opusPackets' });
      await ended;
    },
    privacyCode: () => connection?.voicePrivacyCode,
    leave: () => client.leaveVoiceChannel(connection?.channelID ?? ''),
    disconnect: () => client.disconnect({ reconnect: false }),
  };
}
