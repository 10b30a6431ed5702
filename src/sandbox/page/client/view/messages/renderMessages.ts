import type { Actions } from '../actions/Actions.ts';
import type { Composer } from '../composer/Composer.ts';
import { MESSAGE_BOX_ID } from '../composer/renderComposer.ts';
import { icon } from '../dom/icons.ts';
import { type Child, type ElementNode, h, memo } from '../dom/vnode.ts';
import { namesOf } from '../state/Names.ts';
import { componentKey, type PageState } from '../state/PageState.ts';
import { groupMessages } from './groupMessages.ts';
import { keepAtEnd } from './keepAtEnd.ts';
import { renderMessage } from './renderMessage.ts';

/** What the page's first line proposes to type. */
const FIRST_COMMAND = 'lyria play';
const FIRST_PROMPT = 'techno';
/** Others that sound quite unlike it. */
const MORE_PROMPTS = ['rainy lo-fi piano', 'bossa nova', 'dub with deep bass'] as const;

const NOTHING: ReadonlySet<string> = new Set();

export function renderMessages(
  state: PageState,
  actions: Actions,
  composer: Composer,
): ElementNode {
  const channel = state.known?.channels.find(({ id }) => id === state.textChannelId);
  const messages = (state.known?.messages ?? []).filter(
    ({ id, channel_id: channelId }) => channelId === channel?.id && !state.dismissed.has(id),
  );
  const names = namesOf(state.known);
  return h(
    'div',
    {
      key: `messages ${channel?.id}`,
      class: 'messages-scroll',
      attributes: {
        tabindex: 0,
        role: 'region',
        'aria-label': `Messages in ${channel?.name ?? ''}`,
      },
      onMount: keepAtEnd,
    },
    h(
      'div',
      { class: 'messages' },
      renderWelcome(state, actions, composer, channel?.name ?? ''),
      groupMessages(messages).flatMap(({ message, continues, day }): Child[] => {
        const failure = state.failures.get(message.id);
        const openSelect = state.openSelect?.owner === message.id ? state.openSelect : undefined;
        const pending = pendingOf(state, message.id);
        const inputs = [message, continues, failure, openSelect, [...pending].join('\n'), names];
        return [
          day !== undefined && h('p', { key: `day ${day}`, class: 'day' }, h('span', {}, day)),
          memo(message.id, inputs, () =>
            renderMessage({
              message,
              continues,
              failure,
              scene: { names, actions, owner: message.id, pending, openSelect },
            }),
          ),
        ];
      }),
    ),
  );
}

function pendingOf({ pending }: PageState, messageId: string): ReadonlySet<string> {
  if (pending.size === 0) return NOTHING;
  const prefix = componentKey(messageId, '');
  return new Set(
    [...pending].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
  );
}

/** Tells somebody who is here for the first time what to type, and does it at a click. */
function renderWelcome(
  state: PageState,
  actions: Actions,
  composer: Composer,
  channelName: string,
): ElementNode {
  const command = state.known?.commands.find(({ name }) => name === FIRST_COMMAND);
  const option = command?.options[0];
  const line = `/${FIRST_COMMAND} ${FIRST_PROMPT}`;
  const busy = state.busy.has('quick start');
  const start = (prompt: string, look: string, content: Child): ElementNode =>
    h(
      'button',
      {
        key: prompt,
        class: look,
        attributes: {
          type: 'button',
          'aria-disabled': option === undefined ? true : undefined,
          'aria-busy': busy ? true : undefined,
        },
        on: {
          click: () => {
            if (option === undefined) return;
            void composer.quickStart(FIRST_COMMAND, { [option.name]: prompt });
          },
        },
      },
      content,
    );
  return h(
    'section',
    { key: 'welcome', class: 'welcome', attributes: { 'aria-labelledby': 'welcome-title' } },
    h('div', { class: 'welcome-mark' }, icon('lyre')),
    h('h2', { attributes: { id: 'welcome-title' } }, `Welcome to #${channelName}`),
    h('p', {}, renderInvitation(state, actions, line)),
    h(
      'div',
      { class: 'welcome-starts' },
      start(FIRST_PROMPT, 'button button-primary welcome-start', [
        icon('play'),
        h('span', {}, option === undefined ? 'Lyrebird is on its way…' : line),
      ]),
      h('span', { class: 'welcome-or' }, 'or'),
      MORE_PROMPTS.map((prompt) => start(prompt, 'chip welcome-chip', prompt)),
    ),
  );
}

/** One sentence: the bot goes where its caller is, so being somewhere comes first. */
function renderInvitation(state: PageState, actions: Actions, line: string): Child[] {
  const command = h('label', { attributes: { for: MESSAGE_BOX_ID } }, h('code', {}, line));
  const here = actions.voiceChannel;
  if (here !== undefined) {
    return [
      'Type ',
      command,
      ` and press Enter: Lyrebird joins you in ${here.name} and plays, endlessly, what you all vote for.`,
    ];
  }
  const voice = state.known?.channels.find(({ kind }) => kind === 'voice');
  return [
    'Join ',
    voice === undefined
      ? 'a voice channel'
      : h(
          'button',
          {
            class: 'link-button',
            attributes: { type: 'button' },
            on: { click: () => void actions.join(voice.id) },
          },
          voice.name,
        ),
    ', type ',
    command,
    ' and press Enter: Lyrebird comes and plays, endlessly, what you all vote for. Or all at one click:',
  ];
}

/** Back to the newest message; the style sheet shows it only to who has scrolled away. */
export function renderJump(): ElementNode {
  return h(
    'button',
    {
      key: 'jump',
      class: 'button button-secondary jump',
      attributes: { type: 'button' },
      on: {
        click: () => {
          const scroller = document.querySelector('.messages-scroll');
          scroller?.scrollTo({ top: scroller.scrollHeight });
        },
      },
    },
    h('span', {}, 'To the newest'),
    icon('chevron'),
  );
}
