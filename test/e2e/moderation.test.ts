import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlClient } from '#src/sandbox/client/ControlClient.ts';
import { Incident } from './support/Incident.ts';
import { pressVote } from './support/panel.ts';
import { BOT_NAME, isHeard, nothingIsLeft } from './support/Stage.ts';

let incident: Incident;
let control: ControlClient;

const start = async (): Promise<void> => {
  incident = await Incident.prepare();
  ({ control } = incident);
};

describe('moderators', () => {
  beforeAll(start);
  afterAll(() => incident?.endCleanly());

  test('disconnect the bot from voice: gone, with a word', async () => {
    await incident.playIn('Lounge');
    await control.guild.disconnectMember(BOT_NAME);
    await nothingIsLeft(control);
    await incident.saidInMusic('I was removed from the voice channel');
    expect(await incident.openUdpSockets()).toBe(0);
    expect(await incident.since('voiceServerAssigned')).toEqual([]);
  });

  test('move the bot: it plays there', async () => {
    await incident.playIn('Lounge');
    await control.join('Ada', 'Studio');
    await control.guild.moveMember(BOT_NAME, 'Studio');
    await isHeard(control);
    await incident.nothingLeaks();
    expect((await incident.since('voiceServerAssigned')).length).toBe(1);
  });

  test('move a listener away and back: the music is there again', async () => {
    await incident.playIn('Studio');
    await control.guild.moveMember('Ada', 'Lounge');
    await control.guild.moveMember('Ada', 'Studio');
    await isHeard(control);
    await incident.nothingLeaks();
  });

  test('delete the channel: gone, with a word', async () => {
    await incident.playIn('Studio');
    await control.guild.deleteChannel('Studio');
    await nothingIsLeft(control);
    await incident.saidInMusic('The voice channel was deleted');
    expect(await incident.openUdpSockets()).toBe(0);
    expect(await incident.since('voiceServerAssigned')).toEqual([]);
  });

  test('hide the text channel: the music goes on, and the panel comes back', async () => {
    await incident.playIn('Lounge');
    await control.guild.setOverwrite('music', BOT_NAME, { deny: ['ViewChannel'] });
    await isHeard(control);
    await control.guild.setOverwrite('music', BOT_NAME);
    await incident.countFromNow();
    await pressVote(control, 'Ada', 'up', 1);
    await incident.happens('messageUpdated');
    await isHeard(control);
    await incident.nothingLeaks();
  });

  test('take Connect away: who is in stays in; who is out is told what is missing', async () => {
    await incident.playIn('Lounge');
    await control.guild.setOverwrite('Lounge', BOT_NAME, { deny: ['Connect'] });
    await isHeard(control);
    await control.guild.disconnectMember(BOT_NAME);
    await nothingIsLeft(control);
    const { response } = await control.type('Ada', '/lyria play techno');
    expect(response?.content).toContain('**Connect**');
    await control.guild.setOverwrite('Lounge', BOT_NAME);
    await incident.playIn('Lounge');
  });

  test('take Speak away: told what is missing, and heard when it is back', async () => {
    await incident.playIn('Lounge');
    await control.guild.setOverwrite('Lounge', BOT_NAME, { deny: ['Speak'] });
    await incident.saidInMusic('**Speak**');
    await control.guild.setOverwrite('Lounge', BOT_NAME);
    await isHeard(control);
    expect(await incident.since('voiceServerAssigned')).toEqual([]);
  });

  test('mute the bot: it says so', async () => {
    await incident.playIn('Lounge');
    await control.guild.changeMember(BOT_NAME, { mute: true });
    await incident.saidInMusic('I was muted');
    await control.guild.changeMember(BOT_NAME, { mute: false });
    await isHeard(control);
  });

  test('kick the bot from the server: gone, and as good as new when it is invited again', async () => {
    await incident.playIn('Lounge');
    await control.guild.removeMember(BOT_NAME);
    await nothingIsLeft(control);
    expect(await incident.openUdpSockets()).toBe(0);
    await control.guild.inviteBots();
    await incident.playIn('Lounge');
    await incident.nothingLeaks();
  });
});
