import { ComponentType } from 'discord-api-types/v10';
import { MAX_DISPLAYED_TEXT } from './components.ts';
import { type FormIssue, InvalidForm } from './formErrors.ts';

/** Components of all kinds, for looks at a whole tree: only what every kind may have. */
export interface AnyComponent {
  readonly type: ComponentType;
  readonly id?: number | undefined;
  readonly custom_id?: string | null | undefined;
  readonly content?: string;
  readonly components?: readonly AnyComponent[];
  readonly accessory?: AnyComponent;
  readonly component?: AnyComponent;
}

type Path = readonly (string | number)[];

/** All components of a tree with their paths, outside in, in the order they are read. */
export function* walk(
  components: readonly AnyComponent[],
  at: Path,
): Generator<{ component: AnyComponent; path: Path }> {
  for (const [index, component] of components.entries()) {
    const path = [...at, index];
    yield { component, path };
    if (component.components !== undefined) {
      yield* walk(component.components, [...path, 'components']);
    }
    for (const slot of ['accessory', 'component'] as const) {
      const single = component[slot];
      if (single !== undefined) yield { component: single, path: [...path, slot] };
    }
  }
}

/** Messages hold at most 40 components, nested ones included. */
const MAX_COMPONENTS = 40;

/**
 * What can only be judged by looking at all components together.
 *
 * @throws InvalidForm
 */
export function checkTree(components: readonly AnyComponent[], at: Path): void {
  const issues: FormIssue[] = [];
  const complain = (path: Path, code: string, message: string): void => {
    issues.push({ path, code, message });
  };
  const customIds = new Set<string>();
  const ids = new Set<number>();
  let count = 0;
  let displayed = 0;
  for (const { component, path } of walk(components, at)) {
    count++;
    if (component.type === ComponentType.TextDisplay) displayed += component.content?.length ?? 0;
    const { custom_id: customId, id } = component;
    if (customId) {
      if (customIds.has(customId)) {
        complain(
          [...path, 'custom_id'],
          'COMPONENT_CUSTOM_ID_DUPLICATED',
          'Component custom id cannot be duplicated',
        );
      }
      customIds.add(customId);
    }
    if (id) {
      if (ids.has(id)) {
        complain([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
      }
      ids.add(id);
    }
  }
  if (count > MAX_COMPONENTS) {
    complain(
      at,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The maximum number of components (${MAX_COMPONENTS}) was exceeded`,
    );
  }
  if (displayed > MAX_DISPLAYED_TEXT) {
    complain(
      at,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `The total text of all components exceeds ${MAX_DISPLAYED_TEXT} characters`,
    );
  }
  if (issues.length > 0) throw new InvalidForm(issues);
}

/** Gives every component the id that Discord would: its own, or the next free number from 1. */
export function withIds<Component extends AnyComponent>(
  components: readonly Component[],
): Component[] {
  const copy = [...structuredClone(components)];
  const taken = new Set<number>();
  for (const { component } of walk(copy, [])) if (component.id) taken.add(component.id);
  let next = 1;
  for (const { component } of walk(copy, [])) {
    if (component.id) continue;
    while (taken.has(next)) next++;
    taken.add(next);
    Object.assign(component, { id: next });
  }
  return copy;
}
