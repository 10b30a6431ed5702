import type { FaultSwitch } from '../../contract.ts';
import type { Actions } from '../actions/Actions.ts';
import { type ElementNode, h } from '../dom/vnode.ts';
import type { PageState } from '../state/PageState.ts';

/** The faults that the stand-ins can play, by group, in the order they came. */
export function renderFaults(state: PageState, actions: Actions): ElementNode {
  const faults = state.known?.faults ?? [];
  const groups = [...new Set(faults.map(({ group }) => group))];
  return h(
    'div',
    { class: 'faults' },
    h('p', { class: 'workings-note' }, 'Pull the plug: the music goes on for two minutes.'),
    groups.map((group) =>
      h(
        'details',
        { key: group, class: 'fault-group', attributes: { open: group === groups[0] } },
        h('summary', {}, group),
        faults
          .filter((fault) => fault.group === group)
          .map((fault) => renderFault(fault, state.busy.has(`fault ${fault.id}`), actions)),
      ),
    ),
  );
}

function renderFault(fault: FaultSwitch, busy: boolean, actions: Actions): ElementNode {
  const id = `fault-${fault.id.replaceAll(/[^\w-]/g, '-')}`;
  return h(
    'div',
    { key: fault.id, class: `fault fault-${fault.kind}` },
    h(
      'div',
      { class: 'fault-text' },
      h(
        fault.kind === 'range' ? 'label' : 'span',
        {
          class: 'fault-label',
          attributes: fault.kind === 'range' ? { for: id } : { id: `${id}-label` },
        },
        fault.label,
      ),
      h('small', { attributes: { id: `${id}-help` } }, fault.help),
    ),
    renderControl(fault, id, busy, actions),
  );
}

function renderControl(
  fault: FaultSwitch,
  id: string,
  busy: boolean,
  actions: Actions,
): ElementNode {
  const common = {
    id,
    'aria-describedby': `${id}-help`,
    'aria-busy': busy ? true : undefined,
  };
  switch (fault.kind) {
    case 'toggle':
      return h(
        'button',
        {
          class: fault.value ? 'switch switch-on' : 'switch',
          attributes: {
            ...common,
            type: 'button',
            role: 'switch',
            'aria-checked': fault.value,
            'aria-labelledby': `${id}-label`,
          },
          on: { click: () => void actions.setFault(fault.id, !fault.value) },
        },
        h(
          'span',
          { class: 'switch-state', attributes: { 'aria-hidden': true } },
          fault.value ? 'On' : 'Off',
        ),
        h('span', { class: 'switch-knob', attributes: { 'aria-hidden': true } }),
      );
    case 'range':
      return renderRange(fault, common, actions);
    case 'action':
      return h(
        'button',
        {
          class: 'button button-warning button-small',
          attributes: { ...common, type: 'button', 'aria-labelledby': `${id} ${id}-label` },
          on: { click: () => void actions.setFault(fault.id, true) },
        },
        'Do it',
      );
  }
}

function renderRange(
  fault: Extract<FaultSwitch, { kind: 'range' }>,
  common: Readonly<Record<string, string | boolean | undefined>>,
  actions: Actions,
): ElementNode {
  const { min, max, step, value, unit } = fault;
  const shown = `${value} ${unit}`.trim();
  return h(
    'span',
    { class: 'range' },
    h('input', {
      key: 'range',
      value: String(value),
      attributes: { ...common, type: 'range', min, max, step, 'aria-valuetext': shown },
      on: {
        change: ({ currentTarget: slider }) => {
          if (slider instanceof HTMLInputElement) {
            void actions.setFault(fault.id, slider.valueAsNumber);
          }
        },
      },
    }),
    h('output', {}, shown),
  );
}
