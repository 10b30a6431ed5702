import type {
  APIComponentInContainer,
  APIMessageTopLevelComponent,
  APISectionComponent,
  APISeparatorComponent,
} from 'discord-api-types/v10';
import { type ElementNode, h } from '../dom/vnode.ts';
import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import { COMPONENT } from './componentTypes.ts';
import { renderButton } from './renderButton.ts';
import { renderFile, renderGallery, renderThumbnail } from './renderMedia.ts';
import { renderSelect } from './renderSelect.ts';
import type { Scene } from './Scene.ts';
import { selectModel } from './SelectModel.ts';

type AnyComponent = APIMessageTopLevelComponent | APIComponentInContainer;
type Row = Extract<AnyComponent, { type: 1 }>;
type Container = Extract<AnyComponent, { type: 17 }>;

/** A message's components, in a column. */
export function renderComponents(components: readonly AnyComponent[], scene: Scene): ElementNode[] {
  const keys = componentKeys(components);
  return components.map((component, place) =>
    renderComponent(component, keys[place] ?? String(place), scene),
  );
}

/**
 * Rows are known by the first custom id in them, so that a button keeps its element, and its
 * focus, when rows come and go around it.
 */
function componentKeys(components: readonly AnyComponent[]): string[] {
  const counts = new Map<number, number>();
  return components.map((component) => {
    if (component.type === COMPONENT.actionRow) {
      const first = component.components.find((each) => 'custom_id' in each);
      if (first !== undefined && 'custom_id' in first) return `row ${first.custom_id}`;
    }
    const count = counts.get(component.type) ?? 0;
    counts.set(component.type, count + 1);
    return `${component.type} ${count}`;
  });
}

function renderComponent(component: AnyComponent, key: string, scene: Scene): ElementNode {
  switch (component.type) {
    case COMPONENT.textDisplay:
      return h(
        'div',
        { key, class: 'text-display' },
        renderMarkdown(component.content, scene.names),
      );
    case COMPONENT.actionRow:
      return renderRow(component, key, scene);
    case COMPONENT.section:
      return renderSection(component, key, scene);
    case COMPONENT.separator:
      return renderSeparator(component, key);
    case COMPONENT.mediaGallery:
      return renderGallery(component, key);
    case COMPONENT.file:
      return renderFile(component, key);
    case COMPONENT.container:
      return renderContainer(component, key, scene);
    default:
      return h('p', { key, class: 'unknown-component' }, 'This page cannot show this part.');
  }
}

function renderRow(row: Row, key: string, scene: Scene): ElementNode {
  return h(
    'div',
    { key, class: 'action-row' },
    row.components.map((component, place) => {
      if (component.type === COMPONENT.button) return renderButton(component, scene, place);
      const model = selectModel(component, scene.names);
      return renderSelect({
        model,
        actions: scene.actions,
        owner: scene.owner,
        open: scene.openSelect,
        values: model.initial,
        pending: scene.pending.has(model.customId),
        onChoose: (values) => void scene.actions.select(scene.owner, model.customId, values),
      });
    }),
  );
}

function renderSection(section: APISectionComponent, key: string, scene: Scene): ElementNode {
  const { accessory } = section;
  return h(
    'div',
    { key, class: 'section' },
    h(
      'div',
      { class: 'section-text' },
      section.components.map((text) => renderMarkdown(text.content, scene.names)),
    ),
    accessory.type === COMPONENT.button
      ? renderButton(accessory, scene, 0)
      : renderThumbnail(accessory),
  );
}

/** Discord's numbers for the room around a separator. */
const WIDE_SPACING = 2;

function renderSeparator(separator: APISeparatorComponent, key: string): ElementNode {
  const wide = separator.spacing === WIDE_SPACING ? ' separator-wide' : '';
  const bare = separator.divider === false ? ' separator-bare' : '';
  return h('hr', { key, class: `separator${wide}${bare}` });
}

function renderContainer(container: Container, key: string, scene: Scene): ElementNode {
  const { accent_color: accent } = container;
  const content = renderComponents(container.components, scene);
  const style = { '--accent-colour': accent == null ? undefined : hexColour(accent) };
  if (container.spoiler !== true) return h('div', { key, class: 'container', style }, content);
  return h(
    'details',
    { key, class: 'container container-spoiler', style },
    h('summary', {}, 'Spoiler'),
    content,
  );
}

export function hexColour(colour: number): string {
  return `#${colour.toString(16).padStart(6, '0')}`;
}
