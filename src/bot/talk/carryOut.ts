import type { z } from 'zod';
import { readProposal } from '#commands/propose.ts';
import { choiceOf } from '#src/crowd/votes/ballots.ts';
import { standingsAt } from '#src/crowd/votes/standings.ts';
import { changedNames } from '#src/music/controlChanges.ts';
import { configSchema } from '#src/music/controlSchemas.ts';
import type { Tunable } from '#src/music/controls.ts';
import { describeChange } from '#src/music/describeConfig.ts';
import { scalesOf } from '#src/music/readScale.ts';
import { tell } from '#src/texts/texts.ts';
import { candidateLike } from './candidates.ts';
import { act, type Deed, notThere, type Speaker, spoken, unknown } from './deeds.ts';
import { isToolName, percentText, TOOL_ARGUMENTS, type ToolName } from './tools.ts';

type Args<Name extends ToolName> = z.output<(typeof TOOL_ARGUMENTS)[Name]>;

/** What came of a call, for the model to tell: short, final, and with what there is to choose from. */
export interface ToolAnswer extends Record<string, unknown> {
  readonly status: Deed['status'];
  /** A model that learns nothing useful calls again and again. */
  readonly retryable: false;
  /** A few words, to be spoken. */
  readonly message: string;
  /** The mix as it is now, in per cent. */
  readonly mix: Readonly<Record<string, string>>;
}

/** The worst of several is what is told. */
const RANKS: readonly ToolAnswer['status'][] = ['done', 'poll_opened', 'unknown', 'refused'];

/** Which way to turn a knob. */
type Direction = 'slower' | 'faster' | 'darker' | 'brighter' | 'sparser' | 'busier';

/** Does what a model called for, as the member who spoke, by the actions of commands and buttons. */
export async function carryOut(
  speaker: Speaker,
  call: { readonly name: string; readonly args: Readonly<Record<string, unknown>> },
): Promise<ToolAnswer> {
  const deeds = isToolName(call.name)
    ? await deedsOf(speaker, call.name, call.args)
    : [unknown(speaker, tell('dj.cannot'))];
  const all = deeds.length > 0 ? deeds : [unknown(speaker, tell('dj.not-understood'))];
  const worst = all.reduce((rank, { status }) => Math.max(rank, RANKS.indexOf(status)), 0);
  const message = all.map(({ text }) => text).join(' ');
  return { status: RANKS[worst] ?? 'refused', retryable: false, message, mix: mixOf(speaker) };
}

async function deedsOf(speaker: Speaker, name: ToolName, args: unknown): Promise<readonly Deed[]> {
  const given = TOOL_ARGUMENTS[name].safeParse(args);
  if (!given.success) return [];
  switch (name) {
    case 'change_mix':
      return changeMix(speaker, TOOL_ARGUMENTS[name].parse(args));
    case 'set_controls':
      return setControls(speaker, TOOL_ARGUMENTS[name].parse(args));
    case 'vote': {
      const { prompt, choice } = TOOL_ARGUMENTS[name].parse(args);
      return [await vote(speaker, prompt, choice)];
    }
    case 'take_back':
      return [await takeBack(speaker, TOOL_ARGUMENTS[name].parse(args).prompt)];
    case 'start_over':
      return startOver(speaker, TOOL_ARGUMENTS[name].parse(args));
    case 'what_is_playing':
      return [{ status: 'done', text: playing(speaker) }];
  }
}

async function changeMix(speaker: Speaker, wanted: Args<'change_mix'>): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const text of wanted.remove) deeds.push(await remove(speaker, text));
  for (const text of wanted.less) deeds.push(await vote(speaker, text, 'down'));
  for (const text of wanted.more) {
    const isThere = candidateLike(speaker.station, text) !== undefined;
    deeds.push(isThere ? await vote(speaker, text, 'up') : await add(speaker, text));
  }
  for (const text of wanted.add) deeds.push(await add(speaker, text));
  return deeds;
}

async function add(speaker: Speaker, text: string): Promise<Deed> {
  const read = readProposal(text);
  if (!read.ok) return { status: 'refused', text: spoken(speaker.texts.put(read.text)) };
  return act(
    speaker,
    { kind: 'propose', text: read.prompt },
    tell('dj.added', { name: read.prompt }),
  );
}

/** One's own goes; another's gets a vote against it. */
async function remove(speaker: Speaker, text: string): Promise<Deed> {
  const candidate = candidateLike(speaker.station, text);
  if (candidate === undefined) return notThere(speaker, text);
  const { caller } = speaker;
  if (candidate.proposedBy === caller.userId || caller.isDj) {
    const done = tell('dj.dropped', { name: candidate.text });
    return act(speaker, { kind: 'drop', candidateId: candidate.id }, done);
  }
  return vote(speaker, text, 'down');
}

async function takeBack(speaker: Speaker, text: string): Promise<Deed> {
  const candidate = candidateLike(speaker.station, text);
  if (candidate === undefined) return notThere(speaker, text);
  const done = tell('dj.dropped', { name: candidate.text });
  return act(speaker, { kind: 'drop', candidateId: candidate.id }, done);
}

/** A press on a vote's button takes the same vote back: what is so already is left so. */
async function vote(speaker: Speaker, text: string, choice: 'up' | 'down' | 'none'): Promise<Deed> {
  const candidate = candidateLike(speaker.station, text);
  if (candidate === undefined) return notThere(speaker, text);
  const { station, caller } = speaker;
  const standing = choiceOf(station.state.kept.vote, candidate.id, caller.userId) ?? 'none';
  const done = tell(`dj.voted.${choice}`, { name: candidate.text });
  if (standing === choice) return { status: 'done', text: speaker.texts.put(done) };
  const pressed = choice === 'none' ? standing : choice;
  if (pressed === 'none') return { status: 'done', text: speaker.texts.put(done) };
  return act(speaker, { kind: 'vote', candidateId: candidate.id, choice: pressed }, done);
}

async function setControls(
  speaker: Speaker,
  wanted: Args<'set_controls'>,
): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  const turn = async (
    control: Tunable,
    value: Direction | number | undefined,
    less: Direction,
  ): Promise<void> => {
    if (typeof value === 'string') {
      const direction = value === less ? -1 : 1;
      deeds.push(await act(speaker, { kind: 'nudge', control, direction }, tell(`dj.${value}`)));
    } else if (value !== undefined) deeds.push(await tune(speaker, { [control]: value }));
  };
  await turn('bpm', wanted.tempo, 'slower');
  await turn('brightness', wanted.brightness, 'darker');
  await turn('density', wanted.density, 'sparser');
  for (const [what, value] of [
    ['muteDrums', wanted.drums],
    ['muteBass', wanted.bass],
  ] as const) {
    if (value !== undefined) deeds.push(await tune(speaker, { [what]: value === 'off' }));
  }
  if (wanted.scale !== undefined) {
    const [scale, ...others] = scalesOf(wanted.scale);
    const isOne = scale !== undefined && others.length === 0;
    deeds.push(isOne ? await tune(speaker, { scale }) : unknown(speaker, tell('dj.no-key')));
  }
  return deeds;
}

async function tune(speaker: Speaker, changes: Readonly<Record<string, unknown>>): Promise<Deed> {
  const read = configSchema.safeParse(changes);
  if (!read.success) return unknown(speaker, tell('dj.out-of-range'));
  const { askIn, texts } = speaker;
  const what = changedNames(read.data).map((name) => describeChange(texts, read.data, name));
  const done = tell('dj.tuned', { what: what.join(', ') });
  return act(speaker, { kind: 'tune', changes: read.data, askIn }, done);
}

async function startOver(speaker: Speaker, { tags }: Args<'start_over'>): Promise<readonly Deed[]> {
  const prompts: { readonly text: string; readonly weight: number }[] = [];
  for (const tag of tags) {
    const read = readProposal(tag);
    if (!read.ok) return [{ status: 'refused', text: spoken(speaker.texts.put(read.text)) }];
    prompts.push({ text: read.prompt, weight: 1 });
  }
  if (prompts.length === 0) return [unknown(speaker, tell('dj.which'))];
  const { askIn } = speaker;
  const piece = { prompts, config: {}, keepsMix: false, isChange: false, keepsControls: false };
  const names = prompts.map(({ text }) => text).join(', ');
  const done = tell('dj.coming', { names });
  return [await act(speaker, { kind: 'play', ...piece, askIn }, done, names)];
}

function playing(speaker: Speaker): string {
  return speaker.texts.say('dj.playing', { names: Object.keys(mixOf(speaker)).join(', ') });
}

function mixOf({ station }: Speaker): Readonly<Record<string, string>> {
  const { candidates } = standingsAt(station.state.kept.vote, station.now.wallMs);
  return Object.fromEntries(
    candidates.map(({ candidate, share }) => [candidate.text, percentText(share)]),
  );
}
