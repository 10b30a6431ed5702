import type {
  BackendEvent,
  ShownModal,
  SoundState,
  TimelineEntry,
  TimelineLane,
  Welcome,
  WorkingsStatus,
} from '../../contract.ts';
import type { FieldValue } from '../modal/fieldValues.ts';
import type { HeardMix } from '../workings/mixShares.ts';

/** Everything the page shows. Never changed, only replaced: what is the same object is the same. */
export interface PageState {
  readonly connection: Extract<BackendEvent, { type: 'connection' }>['state'];
  readonly sound: SoundState;
  /** Undefined until the first welcome. */
  readonly known: Welcome | undefined;
  readonly typing: readonly Typing[];
  readonly timeline: readonly TimelineEntry[];
  readonly status: WorkingsStatus | undefined;
  readonly history: readonly HeardMix[];
  readonly textChannelId: string | undefined;
  readonly panels: Panels;
  readonly theme: Theme;
  /** Ephemeral messages that this person has put away. */
  readonly dismissed: ReadonlySet<string>;
  /** Buttons and selects whose answer is awaited, as `componentKey` names them. */
  readonly pending: ReadonlySet<string>;
  /** Messages under which something went wrong, and what. */
  readonly failures: ReadonlyMap<string, string>;
  readonly openSelect: OpenSelect | undefined;
  readonly modal: OpenModal | undefined;
  readonly notices: readonly Notice[];
  readonly composer: ComposerState;
  /** What is typed to be said in the voice channel. */
  readonly saying: string;
  /** What is said into the microphone goes into the voice channel. */
  readonly microphone: boolean;
  /** Switches and buttons whose request is under way, by a name of their own. */
  readonly busy: ReadonlySet<string>;
  /** Kinds of entries that the timeline leaves out. */
  readonly hiddenLanes: ReadonlySet<TimelineLane>;
}

export type Theme = 'system' | 'dark' | 'light';

/** What is open besides the messages. `navigation` counts where the screen is narrow. */
export interface Panels {
  readonly navigation: boolean;
  readonly members: boolean;
  readonly workings: boolean;
}

export interface Typing {
  readonly channelId: string;
  readonly userId: string;
  readonly untilMs: number;
}

export interface OpenSelect {
  /** A message's id, or `modal`. */
  readonly owner: string;
  readonly customId: string;
  /** Place of the option that the arrow keys have reached. */
  readonly active: number;
  readonly chosen: readonly string[];
  /** There is more room above the select than below. */
  readonly above: boolean;
}

export interface OpenModal {
  readonly modal: ShownModal;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** What is wrong with a field, by its custom id. */
  readonly problems: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
  readonly submitting: boolean;
}

/** A sentence for the person that goes away by itself, or when it is put away. */
export interface Notice {
  readonly id: number;
  readonly kind: 'problem' | 'hint';
  readonly text: string;
}

export interface ComposerState {
  readonly text: string;
  readonly caret: number;
  /** The list is put away until the text changes. */
  readonly closed: boolean;
  /** Place of the chosen item in the list; -1 for none. */
  readonly active: number;
  /** What the bot suggests for the text it was asked about. */
  readonly choices: { readonly line: string; readonly items: readonly Choice[] } | undefined;
  readonly problem: string | undefined;
  readonly sending: boolean;
}

interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export const EMPTY_COMPOSER: ComposerState = {
  text: '',
  caret: 0,
  closed: false,
  active: -1,
  choices: undefined,
  problem: undefined,
  sending: false,
};

export const FIRST_STATE: PageState = {
  connection: 'connecting',
  sound: 'off',
  known: undefined,
  typing: [],
  timeline: [],
  status: undefined,
  history: [],
  textChannelId: undefined,
  panels: { navigation: false, members: true, workings: false },
  theme: 'system',
  dismissed: new Set(),
  pending: new Set(),
  failures: new Map(),
  openSelect: undefined,
  modal: undefined,
  notices: [],
  composer: EMPTY_COMPOSER,
  saying: '',
  microphone: false,
  busy: new Set(),
  hiddenLanes: new Set(),
};

/** Names a button or select among those of all messages. */
export function componentKey(messageId: string, customId: string): string {
  return `${messageId}/${customId}`;
}
