import { describe, expect, test } from 'vitest';
import { doctor } from '#commands/doctor.ts';
import { drop } from '#commands/drop.ts';
import { now } from '#commands/look.ts';
import { show } from '#commands/mix.ts';
import { stop } from '#commands/playback.ts';
import { settings } from '#commands/settings.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { ENGLISH } from '#src/texts/texts.ts';
import {
  NONE_SAVED,
  type OptionValues,
  optionsOf,
  runCommand,
  unused,
} from '../support/bot/runCommand.ts';
import { SETTINGS, StationOnPaper } from '../support/bot/StationOnPaper.ts';

const MANAGER = { userId: 'mona', voiceChannelId: undefined, canManageGuild: true, isDj: true };
/** Isolates around what members typed stand for nothing that is seen. */
const seen = (text: string | undefined): string => (text ?? '').replace(/[\u2068\u2069]/g, '');

describe('/lyria settings', () => {
  const change = async (values: OptionValues, role?: string, caller = MANAGER) => {
    let current: GuildSettings = { ...SETTINGS, volume: 0.9 };
    const changes: Partial<GuildSettings>[] = [];
    const { whispered } = await runCommand(settings, undefined, {
      caller,
      context: {
        options: { ...optionsOf(values), role: () => role },
        stations: {
          get: () => undefined,
          check: unused,
          start: unused,
          settings: () => current,
          changeSettings: (_guildId, some) => {
            changes.push(some);
            current = { ...current, ...some };
            return current;
          },
        },
      },
    });
    return { changes, text: whispered.join('\n') };
  };

  test.each([
    [{ who_may_vote: 'djs' }, { whoMayVote: 'djs' }, 'DJs only'],
    [{ who_may_vote: 'listeners' }, { whoMayVote: 'listeners' }, 'everybody who listens'],
    [{ vote_half_life: 30 }, { voteHalfLifeMs: 1_800_000 }, 'half in 30 min'],
    [{ vote_half_life: 0 }, { voteHalfLifeMs: null }, '**Votes fade:** no'],
    [{ ramp: 2.5 }, { rampMs: 2_500 }, '2.5 s'],
    [{ always_on: true }, { alwaysOn: true }, '**Stays when nobody listens:** yes'],
    [{ always_on: false }, { alwaysOn: false }, '**Stays when nobody listens:** no'],
    // What is louder already is turned down, and nothing is turned up.
    [{ volume_limit: 40 }, { volumeLimit: 0.4, volume: 0.4 }, '40%, at most 40%'],
    [{ volume_limit: 150 }, { volumeLimit: 1.5, volume: 0.9 }, '90%, at most 150%'],
  ] as const)('%o', async (values, expected, words) => {
    const { changes, text } = await change(values);
    expect(changes).toEqual([expected]);
    expect(text).toContain(words);
  });

  test('a DJ role is named, and @everyone takes it away', async () => {
    const given = await change({}, 'djs');
    expect(given.changes).toEqual([{ djRoleId: 'djs' }]);
    expect(given.text).toContain('<@&djs>');
    const taken = await change({}, 'guild');
    expect(taken.changes).toEqual([{ djRoleId: null }]);
    expect(taken.text).toContain('**DJ role:** none');
  });

  test('without options it shows all of them to anybody, and changes nothing', async () => {
    const { changes, text } = await change({}, undefined, { ...MANAGER, canManageGuild: false });
    expect(changes).toEqual([]);
    expect(text).toContain('**Volume:** 90%');
  });

  test('only managers change something', async () => {
    const refused = await change({ ramp: 3 }, undefined, { ...MANAGER, canManageGuild: false });
    expect(refused.changes).toEqual([]);
    expect(refused.text).toContain('Manage Server');
  });
});

describe('/lyria doctor', () => {
  const examine = (caller: typeof MANAGER | { readonly voiceChannelId: string }) => {
    const asked: (readonly string[])[] = [];
    const sight = { about: 'Speak', state: 'wrong', text: 'I may not speak there.' } as const;
    const answering = runCommand(doctor, undefined, {
      caller,
      context: {
        doctor: {
          examine: async (channelIds) => {
            asked.push(channelIds);
            return [sight, { ...sight, state: 'fine', about: 'Connect', text: 'Yes.' }];
          },
        },
      },
    });
    return answering.then(({ whispered }) => ({ asked, whispered }));
  };

  test('says that it takes a while, looks at both channels, and tells what it saw', async () => {
    const { asked, whispered } = await examine({ ...MANAGER, voiceChannelId: 'lounge' });
    expect(asked).toEqual([['text', 'lounge']]);
    expect(whispered).toEqual([
      expect.stringContaining('half a minute'),
      '❌ **Speak:** I may not speak there.\n✅ **Connect:** Yes.',
    ]);
  });

  test('looks at the text channel alone for a manager who is in no voice channel', async () => {
    expect((await examine(MANAGER)).asked).toEqual([['text']]);
  });

  test('is for managers', async () => {
    const { asked, whispered } = await examine({ voiceChannelId: 'lounge' });
    expect(asked).toEqual([]);
    expect(whispered[0]).toContain('Manage Server');
  });
});

describe('what a station is asked for', () => {
  test('/lyria mix show gives the shares, and the weights on their way to them', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['techno', 'rain'] });
    await paper.clock.advance(60_000);
    const { whispered } = await runCommand(show, paper.actor);
    expect(seen(whispered[0])).toBe(
      'techno: 50.0% (2.0 points), weight 0.500\nrain: 50.0% (2.0 points), weight 0.500',
    );
  });

  test('/lyria now says what is on its way where nothing is heard yet', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['techno'] });
    const answering = runCommand(now, paper.actor);
    await paper.clock.advance(2_000);
    const [text = ''] = (await answering).whispered;
    expect(seen(text)).toMatch(/On its way:\*\* techno 100%/);
    expect(text).toMatch(/in <#lounge> · volume 100% · \d+\.\d s in reserve/);
    expect(text).not.toContain('You hear');
  });

  test('/lyria now asks how things are at this moment, and says what is heard', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['techno', 'rain'] });
    const answering = runCommand(now, paper.actor);
    await paper.clock.advance(100);
    expect(paper.media.of('report')).toHaveLength(1);
    await paper.heard({ heard: { prompts: [{ text: 'rain', weight: 1 }], config: {} } });
    await paper.clock.advance(2_000);
    expect(seen((await answering).whispered[0])).toMatch(/You hear:\*\* rain 100%/);
  });

  test('/lyria drop names no prompt where several begin like that', async () => {
    const paper = await StationOnPaper.playing(['ada'], { prompts: ['piano', 'pianola', 'rain'] });
    const values = { prompt: 'pian' };
    const { whispered } = await runCommand(drop, paper.actor, { values });
    expect(whispered).toEqual([expect.stringContaining('Several prompts')]);
  });

  test('/lyria stop in: says when, takes it back, and asks again for what is no time', async () => {
    const paper = await StationOnPaper.playing(['ada']);
    const type = (typed: string) => runCommand(stop, paper.actor, { values: { in: typed } });
    expect((await type('30m')).whispered).toEqual([
      expect.stringContaining('fades out <t:1800:R>'),
    ]);
    expect(paper.actor.panel().stopsAtMs).toBe(1_800_000);
    for (const wrong of ['soon', '0.5', '25h']) {
      expect((await type(wrong)).whispered).toEqual([expect.stringContaining('from 1 minute')]);
    }
    expect((await type('off')).whispered).toEqual([expect.stringContaining('The timer is off')]);
    expect(paper.actor.panel().stopsAtMs).toBeUndefined();
    const offered = (typed: string) =>
      stop.complete?.(typed, 'in', paper.actor, NONE_SAVED, ENGLISH);
    expect(offered('')).toContain('30 min');
    expect(offered('90')?.[0]).toBe('1 h 30 min');
    expect(offered('o')).toEqual(['off']);
    await paper.ends();
  });
});
