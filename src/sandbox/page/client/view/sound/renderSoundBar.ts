import type { Actions } from '../actions/Actions.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';
import { QUIETEST_DBFS, showFigures } from './showFigures.ts';

const STATES: Readonly<Record<PageState['sound'], string>> = {
  off: 'Deafened',
  needsClick: 'Ready when you are',
  buffering: 'Waiting for sound…',
  playing: 'You are listening',
  quiet: 'Nothing plays',
};

/** What this person hears: only while in a voice channel. */
export function renderSoundBar(state: PageState, actions: Actions): ElementNode | undefined {
  const channel = actions.voiceChannel;
  if (channel === undefined) return undefined;
  const { sound } = actions.backend;
  const needsClick = state.sound === 'needsClick';
  return h(
    'section',
    {
      key: 'sound',
      class: `sound-bar sound-bar-${state.sound}`,
      attributes: { 'aria-label': 'Sound' },
    },
    h(
      'div',
      { class: 'sound-text' },
      h('strong', { attributes: { role: 'status' } }, STATES[state.sound]),
      h('small', {}, `in ${channel.name}`),
    ),
    h(
      'div',
      { class: 'scope-frame' },
      h('canvas', {
        key: 'scope',
        class: 'scope',
        attributes: { role: 'img', 'aria-label': 'Spectrum and waveform of what you hear' },
        onMount: (element) =>
          element instanceof HTMLCanvasElement ? sound.draw(element) : undefined,
      }),
      needsClick &&
        h(
          'button',
          {
            key: 'start',
            class: 'button button-primary sound-start',
            attributes: { type: 'button' },
            on: { click: () => void actions.startSound() },
          },
          icon('play'),
          h('span', {}, 'Start sound'),
        ),
    ),
    h(
      'div',
      { key: 'figures', class: 'sound-figures', onMount: (element) => showFigures(element, sound) },
      h(
        'div',
        {
          class: 'meter',
          attributes: {
            role: 'meter',
            'aria-label': 'Level',
            'aria-valuemin': QUIETEST_DBFS,
            'aria-valuemax': 0,
            'aria-valuenow': QUIETEST_DBFS,
            'aria-valuetext': 'silent',
            'data-figure': 'meter',
          },
        },
        h('div', { class: 'meter-bar' }),
      ),
      h('p', { class: 'figures' }, figure('level'), figure('latency'), figure('dropouts')),
    ),
    h(
      'label',
      { class: 'volume' },
      icon('speaker'),
      h('span', { class: 'visually-hidden' }, 'Volume of this page'),
      h('input', {
        key: 'volume',
        attributes: {
          type: 'range',
          min: 0,
          max: 100,
          step: 1,
          value: Math.round(sound.volume * 100),
        },
        on: {
          input: ({ currentTarget: slider }) => {
            if (slider instanceof HTMLInputElement) sound.volume = slider.valueAsNumber / 100;
          },
        },
      }),
    ),
  );
}

function figure(name: string): ElementNode {
  return h('span', {
    key: name,
    class: `figure figure-${name}`,
    attributes: { 'data-figure': name },
  });
}
