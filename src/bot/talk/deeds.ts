import type { Station } from '#commands/Command.ts';
import type { Caller, Wish } from '#src/control/actions.ts';
import type { Outcome } from '#src/control/outcome.ts';
import { outcomeText } from '#src/control/texts.ts';
import { type Texts, type Told, tell } from '#src/texts/texts.ts';
import { candidatesOf } from './candidates.ts';

export interface Speaker {
  readonly station: Station;
  /** With their rights as of now: each call counts as their deed. */
  readonly caller: Caller;
  /** Where others are asked if the panel's channel takes no message. */
  readonly askIn: string;
  /** In the server's language, since everybody hears it. */
  readonly texts: Texts;
  /** Something failed that should not have; what was done before it is told all the same. */
  readonly onFailed: (error: unknown) => void;
}

/** One thing that was done, or was not, and what is said of it. */
export interface Deed {
  readonly status: 'done' | 'poll_opened' | 'refused' | 'unknown';
  readonly text: string;
}

/** @param about what others are asked about, should they be; what would have been done unless given */
export async function act(speaker: Speaker, wish: Wish, done: Told, about?: string): Promise<Deed> {
  const { station, caller, texts, onFailed } = speaker;
  try {
    const outcome = await station.act(caller, wish);
    const what = about ?? texts.put(done).replace(/[.。]$/u, '');
    return { status: statusOf(outcome), text: textOf(outcome, speaker, done, what) };
  } catch (error) {
    onFailed(error);
    return { status: 'refused', text: texts.say('dj.failed') };
  }
}

function statusOf(outcome: Outcome): Deed['status'] {
  if (outcome.kind === 'done') return 'done';
  return outcome.kind === 'asked' ? 'poll_opened' : 'refused';
}

/** Short, since it is spoken over the music: of what was done, no more than that. */
function textOf(outcome: Outcome, { station, texts }: Speaker, done: Told, what: string): string {
  if (outcome.kind === 'done') {
    const came = outcome.done;
    if (came?.kind !== 'seconded') return texts.put(done);
    return texts.say('dj.seconded', { name: came.candidate.text });
  }
  if (outcome.kind === 'asked') return texts.say('dj.asked', { what });
  return spoken(outcomeText(texts, outcome, station.state.kept.record.channelId));
}

/** Texts for reading have marks and names of channels, which nobody can say. */
export function spoken(text: string): string {
  const first = text.split('\n')[0] ?? '';
  return first.replace(/<[#@&!]*\d+>/g, '…').replace(/[*`_~|]|\s*\/lyria\b/g, '');
}

export function unknown({ texts }: Speaker, told: Told): Deed {
  return { status: 'unknown', text: texts.put(told) };
}

export function notThere(speaker: Speaker, text: string): Deed {
  const names = candidatesOf(speaker.station).map((candidate) => candidate.text);
  return unknown(speaker, tell('dj.not-there', { name: text, names: names.join(', ') }));
}
