/** A piece of the page as it should be; `patch.ts` makes the page so. */
export type VNode = ElementNode | TextNode | MemoNode;

export interface ElementNode {
  readonly kind: 'element';
  readonly tag: string;
  readonly key: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly value: string | undefined;
  readonly checked: boolean | undefined;
  readonly style: Readonly<Record<string, string>>;
  readonly on: Listeners;
  /** Called once the element is in the page; what it returns is called when it is taken out. */
  readonly onMount: ((element: HTMLElement) => undefined | (() => void)) | undefined;
  readonly children: readonly VNode[];
}

export interface TextNode {
  readonly kind: 'text';
  readonly text: string;
}

/** Drawn anew only when one of its inputs is another value than last time. */
export interface MemoNode {
  readonly kind: 'memo';
  readonly key: string | undefined;
  readonly inputs: readonly unknown[];
  readonly draw: () => ElementNode;
}

export type Listeners = {
  readonly [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void;
};

export interface Properties {
  /** Tells children of one parent apart, so that an element stays the same through changes. */
  readonly key?: string;
  readonly class?: string | undefined;
  /** Of a field; set only when it differs from what is typed. */
  readonly value?: string;
  readonly checked?: boolean;
  /** CSS custom properties, and others where a class cannot tell them. */
  readonly style?: Readonly<Record<string, string | undefined>>;
  readonly on?: Listeners;
  readonly onMount?: (element: HTMLElement) => undefined | (() => void);
  /** Attributes: true means present, false and undefined absent (`aria-...` are spelt out). */
  readonly attributes?: Readonly<Record<string, string | number | boolean | undefined>>;
}

export type Child = VNode | string | false | null | undefined | readonly Child[];

export function h(tag: string, properties: Properties = {}, ...children: Child[]): ElementNode {
  return {
    kind: 'element',
    tag,
    key: properties.key,
    attributes: attributesOf(properties),
    value: properties.value,
    checked: properties.checked,
    style: Object.fromEntries(
      Object.entries(properties.style ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
    on: properties.on ?? {},
    onMount: properties.onMount,
    children: flatten(children),
  };
}

/** @param inputs everything that `draw` depends on; compared one by one with `Object.is` */
export function memo(key: string, inputs: readonly unknown[], draw: () => ElementNode): MemoNode {
  return { kind: 'memo', key, inputs, draw };
}

function attributesOf(properties: Properties): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (properties.class !== undefined && properties.class !== '') {
    attributes['class'] = properties.class;
  }
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value === undefined) continue;
    if (name.startsWith('aria-')) attributes[name] = String(value);
    else if (value === true) attributes[name] = '';
    else if (value !== false) attributes[name] = String(value);
  }
  return attributes;
}

function flatten(children: readonly Child[]): VNode[] {
  const nodes: VNode[] = [];
  for (const child of children) {
    if (child === false || child === null || child === undefined || child === '') continue;
    if (typeof child === 'string') nodes.push({ kind: 'text', text: child });
    else if ('kind' in child) nodes.push(child);
    else nodes.push(...flatten(child));
  }
  return nodes;
}
