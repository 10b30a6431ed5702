import type { OpenSelect } from '../state/PageState.ts';
import type { SelectModel } from './SelectModel.ts';

/** Lines that a list shows without scrolling. */
const PAGE = 8;

/** What comes of choosing an option in an open list. */
export function chooseOption(
  model: Pick<SelectModel, 'options' | 'max'>,
  open: OpenSelect,
  value: string,
): { readonly open: OpenSelect | undefined; readonly decided: readonly string[] | undefined } {
  if (model.max <= 1) return { open: undefined, decided: [value] };
  const active = model.options.findIndex((option) => option.value === value);
  const without = open.chosen.filter((each) => each !== value);
  const had = without.length < open.chosen.length;
  const full = !had && open.chosen.length >= model.max;
  const chosen = had ? without : full ? open.chosen : [...open.chosen, value];
  return { open: { ...open, chosen, active }, decided: undefined };
}

/** The place in the list after a key; undefined for keys that do not move. */
export function movedActive(
  model: Pick<SelectModel, 'options'>,
  active: number,
  key: string,
): number | undefined {
  const last = model.options.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, active + 1);
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'PageDown':
      return Math.min(last, active + PAGE);
    case 'PageUp':
      return Math.max(0, active - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return letterMatch(model, active, key);
  }
}

/** The next option that begins with the letter. */
function letterMatch(
  { options }: Pick<SelectModel, 'options'>,
  active: number,
  key: string,
): number | undefined {
  if ([...key].length !== 1) return undefined;
  const wanted = key.toLowerCase();
  for (let step = 1; step <= options.length; step += 1) {
    const place = (active + step) % options.length;
    const label = options[place]?.label.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, '');
    if (label?.startsWith(wanted)) return place;
  }
  return undefined;
}

export function openAt(
  model: SelectModel,
  owner: string,
  values: readonly string[],
  button: EventTarget | null,
): OpenSelect {
  const first = model.options.findIndex(({ value }) => values.includes(value));
  return {
    owner,
    customId: model.customId,
    active: Math.max(0, first),
    chosen: values,
    above: button instanceof HTMLElement && isLow(button),
  };
}

function isLow(button: HTMLElement): boolean {
  const frame = button.closest('.messages-scroll, dialog')?.getBoundingClientRect();
  const bottom = frame?.bottom ?? window.innerHeight;
  const top = frame?.top ?? 0;
  const { top: own, bottom: end } = button.getBoundingClientRect();
  return bottom - end < own - top;
}
