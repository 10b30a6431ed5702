import type { Caller } from '#src/control/actions.ts';
import type { GuildSettings } from '#src/control/StationRecord.ts';
import { MESSAGE_LENGTH } from '#src/crowd/typed/memberText.ts';
import { type Texts, type Told, tell, textsIn } from '#src/texts/texts.ts';
import { homeText } from './home.ts';

const MS_PER_S = 1_000;
const MS_PER_MIN = 60_000;
const PERCENT = 100;

/** Nobody is shown the words but who can change them. */
function blockedText(
  texts: Texts,
  { blockedWords }: GuildSettings,
  { canManageGuild }: Caller,
): string {
  if (blockedWords.length === 0) return texts.say('settings.none');
  const list = canManageGuild ? `: ||${blockedWords.join(', ')}||` : '';
  return `${blockedWords.length}${list}`;
}

function languageText({ language }: GuildSettings): Told | string {
  if (language === null) return tell('choice.settings.language.server');
  return textsIn(language).say('language');
}

/** All that is set, a line each. */
export function describeSettings(texts: Texts, settings: GuildSettings, caller: Caller): string {
  const { djRoleId, whoMayVote, voteHalfLifeMs, rampMs, alwaysOn, channelStatus } = settings;
  const { panelChannelId: channelId } = settings;
  const percent = (part: number): Told => tell('percent', { value: Math.round(part * PERCENT) });
  const role = djRoleId === null ? tell('settings.none') : `<@&${djRoleId}>`;
  const who = tell(whoMayVote === 'djs' ? 'settings.votes.djs' : 'settings.votes.everybody');
  return [
    texts.say('settings.dj-role', { role }),
    texts.say('settings.votes', { who }),
    voteHalfLifeMs === null
      ? texts.say('settings.fade.no')
      : texts.say('settings.fade', { minutes: voteHalfLifeMs / MS_PER_MIN }),
    texts.say('settings.ramp', { seconds: rampMs / MS_PER_S }),
    texts.say('settings.stays', { stays: tell(alwaysOn ? 'yes' : 'no') }),
    texts.say('settings.home', { home: homeText(texts, settings) }),
    channelId === null
      ? texts.say('settings.channel.any')
      : texts.say('settings.channel', { channelId }),
    texts.say(channelStatus ? 'settings.status.yes' : 'settings.status.no'),
    texts.say('settings.talk', { talk: tell(`settings.talk.${settings.talk}`) }),
    texts.say(settings.duck ? 'settings.duck.yes' : 'settings.duck.no'),
    ...(settings.talk === 'off'
      ? []
      : [texts.say('settings.hands-free', { free: tell(settings.handsFree ? 'yes' : 'no') })]),
    texts.say('settings.volume', {
      volume: percent(settings.volume),
      limit: percent(settings.volumeLimit),
    }),
    texts.say('settings.language', { language: languageText(settings) }),
    texts.say('settings.blocked', { words: blockedText(texts, settings, caller) }),
  ]
    .join('\n')
    .slice(0, MESSAGE_LENGTH);
}
