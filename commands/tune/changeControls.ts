import { needsPoll, type PollQuestion } from '../../src/crowd/pollQuestion.ts';
import {
  applyChanges,
  type ControlChanges,
  changesBetween,
  pickChanges,
} from '../../src/music/controlChanges.ts';
import type { MusicGenerationConfig } from '../../src/music/controls.ts';
import { type ControlName, HARD_CONTROLS, SOFT_CONTROLS } from '../../src/music/controls.ts';
import { describeControl } from '../../src/music/describeConfig.ts';
import type { CommandContext } from '../Command.ts';
import type { StationControl } from '../ports.ts';

const NOTHING_LEFT =
  'That would leave nothing to hear: **only_bass_and_drums** with both bass and drums muted. Leave one of the three out, or set it to False.';

/**
 * Changes some controls and leaves all others. Tempo and scale are put to the listeners where
 * others listen; everything else applies at once.
 */
export async function changeControls(
  { caller, answer, textChannelId }: CommandContext,
  station: StationControl,
  asked: ControlChanges,
): Promise<void> {
  const before = station.config;
  const wanted = applyChanges(before, asked);
  if (wanted.onlyBassAndDrums === true && wanted.muteBass === true && wanted.muteDrums === true) {
    await answer.whisper(NOTHING_LEFT);
    return;
  }
  const changes = changesBetween(before, wanted);
  const hard = pickChanges(changes, HARD_CONTROLS);
  const question = questionOf(hard);
  if (question === undefined || !needsPoll(caller, station.listeners)) {
    station.setConfig(wanted);
    await answer.say(doneText(wanted, namesIn(asked), namesIn(hard).length > 0));
    return;
  }
  const soft = pickChanges(changes, SOFT_CONTROLS);
  const lines: string[] = [];
  if (namesIn(soft).length > 0) {
    const config = applyChanges(before, soft);
    station.setConfig(config);
    lines.push(doneText(config, namesIn(soft), false));
  }
  const outcome = await station.ask(question, caller.userId, textChannelId);
  const what = namesIn(hard).map((name) => describeControl(wanted, name));
  lines.push(
    outcome.ok ? `Others are listening, so I asked them: ${what.join(', ')}.` : outcome.text,
  );
  await answer.whisper(lines.join('\n'));
}

function doneText(
  config: MusicGenerationConfig,
  names: readonly ControlName[],
  isHard: boolean,
): string {
  const what = names.map((name) => describeControl(config, name)).join(', ');
  const when = isHard
    ? 'A piece like that is on its way; you will usually hear it within 20 seconds.'
    : 'You will hear it in a few seconds.';
  return `${what}. ${when}`;
}

/** Undefined when nothing drastic is asked for. */
function questionOf({ bpm, scale }: ControlChanges): PollQuestion | undefined {
  if (bpm !== undefined && scale !== undefined) return { kind: 'tempo-and-scale', bpm, scale };
  if (bpm !== undefined) return { kind: 'tempo', bpm };
  return scale === undefined ? undefined : { kind: 'scale', scale };
}

/** In the order of the options. */
function namesIn(changes: ControlChanges): readonly ControlName[] {
  return [...HARD_CONTROLS, ...SOFT_CONTROLS].filter((name) => changes[name] !== undefined);
}
