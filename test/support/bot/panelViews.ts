import type { PollView } from '#src/control/outcome.ts';
import type { PanelView } from '#src/control/PanelView.ts';
import { tuningStandings } from '#src/crowd/mix/tunedConfig.ts';
import { NO_TUNING, pressTuning } from '#src/crowd/mix/tuning.ts';
import { PRESETS } from '#src/crowd/typed/presets.ts';
import { createVote } from '#src/crowd/votes/createVote.ts';
import { openPoll, pollResult } from '#src/crowd/votes/poll.ts';
import { mixOf, standingsAt } from '#src/crowd/votes/standings.ts';

/** Eight prompts each, as people of all kinds might type them. */
export const NAME_SETS = {
  plain: [
    'techno',
    'dreamy pads',
    'rainy lo-fi',
    'upright bass',
    'jazz piano',
    'choir',
    'vinyl crackle',
    'congas',
  ],
  long: [
    'dreamy orchestral ambient with a slow cello and whales',
    'Donaudampfschifffahrtsgesellschaftskapitänsmütze',
    'acid house from a warehouse somewhere near Manchester in 1988',
    'a very quiet and very sad piano in an empty concert hall',
    'synthwave for a night drive along the coast of Portugal',
    'gamelan, gongs and metallophones under a tropical downpour',
    'a brass band that comes slowly closer and walks past again',
    'minimal marimbas that shift against each other for hours',
  ],
  rtl: [
    'עוד וטכנו חולמני',
    'موسيقى هادئة مع البيانو',
    'كمان حزين',
    'תופים מהירים',
    'أصوات المطر',
    'בס עמוק',
    'ناي صوفي',
    'מקהלה',
  ],
  japanese: [
    '夜のドライブに合うシンセウェイヴ',
    '静かなピアノ',
    '速いテンポの太鼓',
    '雨の音',
    '尺八と琴の合奏',
    'ローファイ・ヒップホップ',
    '夏祭り',
    '宇宙',
  ],
  emoji: ['🌧️☕🎹', '🔥🔥🔥 techno', '👩‍🚀 space', '🐋🌊', '🎷😴', '🏳️‍🌈 disco', '🥁', '🇧🇷 samba'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Asked of eight, of whom three have voted: at its longest. */
export function samplePoll(names: readonly string[]): PollView {
  const prompts = names.slice(0, 3).map((text) => ({ text, weight: 1 }));
  const question = { kind: 'new-start', prompts, config: { bpm: 126 } } as const;
  const electorate = ['1', '2', '3', '4', '5', '6', '7', '8'];
  const poll = openPoll(question, '1', electorate, 0);
  return { key: 'k1-1', poll, result: pollResult(poll, 0) };
}

const [ADA, BEN] = ['1100000000000000001', '1100000000000000002'];

/** A panel with so many candidates in the midst of a change: all of its lines are there. */
export function samplePanel(
  names: readonly string[],
  count: number,
  changes: Partial<PanelView> = {},
): PanelView {
  const prompts = names.slice(0, count).map((text, i) => ({ text, weight: 1 + (i % 3) }));
  const mix = { prompts, proposedBy: ADA ?? '', listeners: [], halfLifeMs: null };
  const started = createVote(mix, 0);
  if (!started.ok) throw new Error(started.refusal);
  const { candidates } = started.state;
  const proposed = candidates.map((one, i) => ({ ...one, proposedBy: (i % 2 ? BEN : ADA) ?? '' }));
  const standings = standingsAt({ ...started.state, candidates: proposed }, 0);
  const wanted = mixOf(standings);
  return {
    station: 'k1',
    channelId: '1200000000000000002',
    state: 'playing',
    listenerCount: 3,
    heard: count === 1 ? [{ text: 'silence', weight: 1 }] : wanted.slice(1),
    heardConfig: { bpm: 120 },
    wanted,
    wantedConfig: { bpm: 126 },
    ...standings,
    tuning: tuningStandings({}, pressTuning(NO_TUNING, 'bpm', ADA ?? '', 1), new Set([ADA ?? ''])),
    presets: PRESETS,
    ...changes,
  };
}
