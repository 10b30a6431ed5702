/**
 * What the page's server and the page tell each other, as JSON over one WebSocket. Both sides import
 * this file, so it holds plain types only: nothing of the browser's, nothing of Node's.
 */
import type {
  APIApplicationCommandBasicOption,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** A message as Discord's API shows it, and what only the person who sees it knows. */
export type ShownMessage = APIMessage & {
  /** Only this person sees it. */
  readonly ephemeral: boolean;
  /** The bot has said that an answer will come: "Lyrebird is thinking...". */
  readonly thinking: boolean;
};

/** Everybody's picture is at `/avatars/ID`, an SVG; messages' authors included. */
export interface ShownMember {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** Names of the roles, without @everyone. */
  readonly roles: readonly string[];
  readonly owner: boolean;
  /** Somebody reads along in a tab, or it is a bot or a simulated listener. */
  readonly online: boolean;
  /** What a simulated listener likes, such as `loud and fast`; null for all others. */
  readonly taste: string | null;
}

export interface ShownChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'voice' | 'stage';
  readonly topic: string | null;
  /** What a bot has written under a voice channel's name. */
  readonly status: string | null;
  readonly position: number;
}

export interface ShownVoiceState {
  readonly userId: string;
  readonly channelId: string;
  readonly selfMute: boolean;
  readonly selfDeaf: boolean;
  /** Done by a moderator. */
  readonly mute: boolean;
  readonly deaf: boolean;
  /** In a stage's audience. */
  readonly suppress: boolean;
}

/** One thing that can be run: a command, or a subcommand as `lyria play`. */
export interface ShownCommand {
  /** Without the slash, its words one blank apart. */
  readonly name: string;
  readonly description: string;
  /** As registered: name, description, type, required, choices, autocomplete, min and max values. */
  readonly options: readonly APIApplicationCommandBasicOption[];
}

/** The whole of what a person sees, sent first on every connection. */
export interface Welcome<Message = ShownMessage> {
  readonly me: ShownMember;
  readonly guild: { readonly id: string; readonly name: string };
  readonly channels: readonly ShownChannel[];
  readonly members: readonly ShownMember[];
  readonly voiceStates: readonly ShownVoiceState[];
  /** Who can be heard at this moment. */
  readonly speaking: readonly string[];
  /** Of all text channels, oldest first. */
  readonly messages: readonly Message[];
  /** Empty until a bot has registered its commands. */
  readonly commands: readonly ShownCommand[];
  readonly faults: readonly FaultSwitch[];
  /** What can be said aloud, for a start; null where nobody has a voice. */
  readonly sayings: readonly string[] | null;
  /** Whom a tab may be. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** What comes over the wire, by who talks to whom. */
export type TimelineLane = 'interaction' | 'gateway' | 'rest' | 'voice' | 'lyria';

/** One entry of the workings' timeline. */
export interface TimelineEntry {
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  /** Milliseconds, monotonic; for distances between entries. */
  readonly atMs: number;
  readonly lane: TimelineLane;
  /** Towards the bot, or from it. */
  readonly direction: 'in' | 'out';
  /** Such as `command /lyria play` or `prompts`. */
  readonly title: string;
  /** A few words more; may be empty. */
  readonly detail: string;
  /** Something went wrong. */
  readonly failed: boolean;
}

export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

/** One deck: a session with Lyria and what it has delivered that is not yet played. */
export interface DeckStatus {
  readonly id: number;
  /** The one that is heard; the others fill up or fade out. */
  readonly live: boolean;
  /** Milliseconds delivered and not yet played; null when it is not known. */
  readonly levelMs: number | null;
  /** Sound delivered per real time over the last seconds; 1 keeps up. */
  readonly pace: number;
  readonly ageMs: number;
}

/** How the station is, as far as it tells; sent about twice a second while the workings are open. */
export interface WorkingsStatus {
  readonly atMs: number;
  /** `off` while nothing plays. */
  readonly state: 'off' | 'starting' | 'playing' | 'paused' | 'reconnecting';
  /** Milliseconds of music between the station and silence. */
  readonly reserveMs: number;
  /** How the live deck is stretched: 1 as it came, 1.04 at most; null when it is not known. */
  readonly stretch: number | null;
  readonly decks: readonly DeckStatus[];
  /** Sessions that took over from another, since the station began. */
  readonly handovers: number;
  /** What is heard at this moment was made from this. */
  readonly heard: readonly WeightedText[];
  /** What Lyria was told last: heard as soon as it has been made and played. */
  readonly asked: readonly WeightedText[];
  /** What the crowd wants: where the ramp goes. */
  readonly wanted: readonly WeightedText[];
  /** In words, while something is wrong and the music goes on all the same. */
  readonly trouble: string | null;
}

/** One fault that the stand-ins can play. The drawer shows whatever comes, in this order. */
export type FaultSwitch =
  | {
      readonly kind: 'toggle';
      readonly id: string;
      readonly group: string;
      readonly label: string;
      readonly help: string;
      readonly value: boolean;
    }
  | {
      readonly kind: 'range';
      readonly id: string;
      readonly group: string;
      readonly label: string;
      readonly help: string;
      readonly value: number;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly unit: string;
    }
  /** Happens once, when pressed. */
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly group: string;
      readonly label: string;
      readonly help: string;
    };

export type FaultValue = boolean | number;

/** What happens, as it happens. */
export type PageEvent<Message = ShownMessage> =
  | { readonly type: 'welcome'; readonly welcome: Welcome<Message> }
  | { readonly type: 'messageCreated'; readonly message: Message }
  /** Edited in place, or the answer that "thinking" promised. */
  | { readonly type: 'messageUpdated'; readonly message: Message }
  | { readonly type: 'messageDeleted'; readonly channelId: string; readonly messageId: string }
  /** Shown for ten seconds, or until the next message of that member. */
  | { readonly type: 'typing'; readonly channelId: string; readonly userId: string }
  /** Replaces all that was known. */
  | { readonly type: 'channels'; readonly channels: readonly ShownChannel[] }
  | { readonly type: 'members'; readonly members: readonly ShownMember[] }
  | { readonly type: 'voiceStates'; readonly voiceStates: readonly ShownVoiceState[] }
  | { readonly type: 'speaking'; readonly userIds: readonly string[] }
  | { readonly type: 'commands'; readonly commands: readonly ShownCommand[] }
  | { readonly type: 'faults'; readonly faults: readonly FaultSwitch[] }
  /** New entries, oldest first; only while the workings are open. */
  | { readonly type: 'timeline'; readonly entries: readonly TimelineEntry[] }
  | { readonly type: 'workings'; readonly status: WorkingsStatus };

export interface ShownModal {
  /** What `submitModal` wants. */
  readonly interactionId: string;
  readonly title: string;
  readonly customId: string;
  readonly components: APIModalInteractionResponseCallbackData['components'];
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** How the bot answered what a person did. Messages come as events. */
export interface Outcome<Modal = ShownModal> {
  readonly interactionId: string;
  /** `failed`: no answer within three seconds, "The application did not respond". */
  readonly state: 'acknowledged' | 'failed';
  /** To be opened now. */
  readonly modal: Modal | null;
}

export type OptionValues = Readonly<Record<string, string | number | boolean>>;
export type ModalFields = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What a page can ask for, and what it gets. */
export interface Requests<Modal = ShownModal> {
  join: { ask: { channelId: string }; answer: null };
  leave: { ask: Record<never, never>; answer: null };
  setVoice: { ask: { deafened?: boolean; muted?: boolean }; answer: null };
  say: { ask: { channelId: string; content: string }; answer: null };
  /** In the voice channel, aloud. */
  speak: { ask: { text: string }; answer: null };
  /** What the microphone heard: 16 bit, 48 kHz mono, in base64. */
  utter: { ask: { pcm: string }; answer: null };
  /** `name` without the slash, such as `lyria play`. */
  runCommand: {
    ask: { channelId: string; name: string; options: OptionValues };
    answer: Outcome<Modal>;
  };
  autocomplete: {
    ask: { channelId: string; name: string; focused: string; options: OptionValues };
    answer: readonly Choice[];
  };
  press: { ask: { messageId: string; customId: string }; answer: Outcome<Modal> };
  select: {
    ask: { messageId: string; customId: string; values: readonly string[] };
    answer: Outcome<Modal>;
  };
  submitModal: { ask: { interactionId: string; fields: ModalFields }; answer: Outcome<Modal> };
  addListeners: { ask: { count: number }; answer: null };
  removeListeners: { ask: Record<never, never>; answer: null };
  openWorkings: { ask: { open: boolean }; answer: null };
  setFault: { ask: { id: string; value: FaultValue }; answer: null };
}

export type RequestName = keyof Requests;

/** To the page: the answer to a request, or something that happened. */
export type ServerFrame<Message = ShownMessage> =
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | {
      readonly type: 'refusal';
      readonly id: number;
      readonly code: string;
      readonly message: string;
    }
  /** Sent before the first welcome: what a page that comes back gives as `tab`. */
  | { readonly type: 'seat'; readonly seatId: string; readonly personId: string }
  | PageEvent<Message>;
