import type { TimelineEntry, TimelineLane } from '../../contract.ts';
import type { Actions } from '../actions/Actions.ts';
import { icon } from '../dom/icons.ts';
import { type ElementNode, h, memo } from '../dom/vnode.ts';
import { keepAtEnd } from '../messages/keepAtEnd.ts';

const LANES: Readonly<Record<TimelineLane, string>> = {
  interaction: 'Interactions',
  gateway: 'Gateway',
  rest: 'REST',
  voice: 'Voice',
  lyria: 'Lyria',
};
const LANE_ORDER: readonly TimelineLane[] = ['interaction', 'gateway', 'rest', 'voice', 'lyria'];

export function renderTimeline(
  entries: readonly TimelineEntry[],
  hidden: ReadonlySet<TimelineLane>,
  actions: Actions,
): ElementNode {
  const shown = entries.filter(({ lane }) => !hidden.has(lane));
  return h(
    'div',
    { class: 'timeline' },
    h(
      'div',
      { class: 'lanes', attributes: { role: 'group', 'aria-label': 'What to show' } },
      LANE_ORDER.map((lane) => renderLane(lane, hidden, actions)),
    ),
    h(
      'div',
      {
        class: 'timeline-scroll',
        attributes: { tabindex: 0, role: 'region', 'aria-label': 'What went over the wire' },
        onMount: keepAtEnd,
      },
      h(
        'ol',
        {},
        shown.map((entry) => memo(String(entry.sequence), [entry], () => renderEntry(entry))),
      ),
      shown.length === 0 && h('p', { class: 'workings-note' }, 'Nothing yet.'),
    ),
  );
}

function renderLane(
  lane: TimelineLane,
  hidden: ReadonlySet<TimelineLane>,
  actions: Actions,
): ElementNode {
  const on = !hidden.has(lane);
  return h(
    'button',
    {
      key: lane,
      class: on ? 'chip chip-on' : 'chip',
      attributes: { type: 'button', 'aria-pressed': on },
      on: {
        click: () => {
          const others = LANE_ORDER.filter((each) => hidden.has(each) && each !== lane);
          actions.set({ hiddenLanes: new Set(on ? [...others, lane] : others) });
        },
      },
    },
    on && icon('check'),
    LANES[lane],
  );
}

function renderEntry(entry: TimelineEntry): ElementNode {
  const { lane, direction, title, detail, failed, at } = entry;
  return h(
    'li',
    { class: failed ? 'entry entry-failed' : 'entry' },
    h('time', { class: 'entry-time', attributes: { datetime: at } }, clock(at)),
    h('span', { class: `entry-lane entry-lane-${lane}` }, LANES[lane]),
    h(
      'span',
      {
        class: 'entry-direction',
        attributes: { title: direction === 'in' ? 'to the bot' : 'from the bot' },
      },
      h('span', { attributes: { 'aria-hidden': true } }, direction === 'in' ? '→' : '←'),
      h('span', { class: 'visually-hidden' }, direction === 'in' ? 'to the bot' : 'from the bot'),
    ),
    h(
      'span',
      { class: 'entry-text' },
      failed && h('strong', { class: 'entry-failure' }, icon('warning'), 'failed '),
      h('span', { class: 'entry-title' }, title),
      detail !== '' && h('span', { class: 'entry-detail' }, detail),
    ),
  );
}

/** Hours to milliseconds, in the person's own time zone. */
function clock(at: string): string {
  return new Date(at).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
}
