import type { ElementNode, MemoNode, VNode } from './vnode.ts';

/** A piece of the page as it is. */
interface Mounted {
  vnode: VNode;
  readonly node: Element | Text;
  children: Mounted[];
  /** The types of events that are listened to; what happens then is in `vnode`. */
  readonly listening: Set<string>;
  unmount: (() => void) | undefined;
  /** What a memo has drawn. */
  drawn: ElementNode | undefined;
}

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'line', 'polyline', 'g']);

/**
 * A place of the page that is redrawn whole and changed in as few steps as it takes: an element
 * with the same key and tag stays the same element, with its focus, selection and scroll position.
 */
export class Surface {
  readonly #root: Element;
  #mounted: Mounted[] = [];

  constructor(root: Element) {
    this.#root = root;
  }

  show(...vnodes: readonly VNode[]): void {
    const focused = document.activeElement;
    const shelters = sheltersOf(focused, this.#root);
    const mounts: (() => void)[] = [];
    this.#mounted = reconcile(this.#root, this.#mounted, vnodes, mounts);
    for (const mount of mounts) mount();
    if (document.activeElement !== document.body) return;
    // Moving an element takes its focus away in browsers without `moveBefore`; and who stands on
    // a button that goes is better off beside it than at the page's top.
    shelters.find((element) => element.isConnected)?.focus({ preventScroll: true });
  }

  clear(): void {
    this.show();
  }
}

/** The element that has the focus and those around it that can have it, innermost first. */
function sheltersOf(focused: Element | null, root: Element): HTMLElement[] {
  const shelters: HTMLElement[] = [];
  for (let each = focused; each !== null && each !== root; each = each.parentElement) {
    const takesFocus = each === focused || each.hasAttribute('tabindex');
    if (takesFocus && each instanceof HTMLElement && root.contains(each)) shelters.push(each);
  }
  return shelters;
}

function reconcile(
  parent: Element,
  before: readonly Mounted[],
  vnodes: readonly VNode[],
  mounts: (() => void)[],
): Mounted[] {
  const old = new Map<string, Mounted>();
  const oldNames = names(before.map(({ vnode }) => vnode));
  before.forEach((mounted, index) => {
    old.set(oldNames[index] ?? '', mounted);
  });
  const after = names(vnodes).map((name, index) => {
    const vnode = vnodes[index];
    if (vnode === undefined) throw new RangeError('More names than nodes');
    const same = old.get(name);
    old.delete(name);
    return same === undefined ? create(vnode, mounts) : update(same, vnode, mounts);
  });
  for (const gone of old.values()) remove(gone);
  place(parent, after);
  return after;
}

/** What a node is known by among its siblings: its tag and key, or its tag and place. */
function names(vnodes: readonly VNode[]): string[] {
  const counts = new Map<string, number>();
  return vnodes.map((vnode) => {
    const tag = vnode.kind === 'element' ? vnode.tag : vnode.kind;
    const key = vnode.kind === 'text' ? undefined : vnode.key;
    const name = key === undefined ? tag : `${tag} ${key}`;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return `${name}\n${count}`;
  });
}

function place(parent: Element, children: readonly Mounted[]): void {
  let next: ChildNode | null = parent.firstChild;
  for (const { node } of children) {
    if (node === next) next = next.nextSibling;
    else if (node.parentNode === parent && 'moveBefore' in parent) parent.moveBefore(node, next);
    else parent.insertBefore(node, next);
  }
}

function create(vnode: VNode, mounts: (() => void)[]): Mounted {
  const base = { vnode, children: [], listening: new Set<string>(), unmount: undefined };
  if (vnode.kind === 'text') {
    return { ...base, node: document.createTextNode(vnode.text), drawn: undefined };
  }
  const drawn = vnode.kind === 'memo' ? vnode.draw() : vnode;
  const node = SVG_TAGS.has(drawn.tag)
    ? document.createElementNS(SVG, drawn.tag)
    : document.createElement(drawn.tag);
  const mounted: Mounted = { ...base, node, drawn };
  apply(mounted, undefined, drawn, mounts);
  const { onMount } = drawn;
  if (onMount !== undefined && node instanceof HTMLElement) {
    mounts.push(() => {
      mounted.unmount = onMount(node);
    });
  }
  return mounted;
}

function update(mounted: Mounted, vnode: VNode, mounts: (() => void)[]): Mounted {
  const { vnode: before, node } = mounted;
  mounted.vnode = vnode;
  if (vnode.kind === 'text') {
    if (node.nodeValue !== vnode.text) node.nodeValue = vnode.text;
    return mounted;
  }
  if (vnode.kind === 'memo' && before.kind === 'memo' && unchanged(before, vnode)) return mounted;
  const drawn = vnode.kind === 'memo' ? vnode.draw() : vnode;
  if (mounted.drawn !== undefined && mounted.drawn.tag !== drawn.tag) {
    throw new TypeError('A memo has to draw the same kind of element always');
  }
  apply(mounted, mounted.drawn, drawn, mounts);
  mounted.drawn = drawn;
  return mounted;
}

function unchanged(before: MemoNode, after: MemoNode): boolean {
  return (
    before.inputs.length === after.inputs.length &&
    before.inputs.every((input, index) => Object.is(input, after.inputs[index]))
  );
}

function apply(
  mounted: Mounted,
  before: ElementNode | undefined,
  after: ElementNode,
  mounts: (() => void)[],
): void {
  const { node } = mounted;
  if (node instanceof Text) return;
  for (const name of Object.keys(before?.attributes ?? {})) {
    if (!(name in after.attributes)) node.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(after.attributes)) {
    if (before?.attributes[name] !== value) node.setAttribute(name, value);
  }
  if (node instanceof HTMLElement || node instanceof SVGElement) {
    applyStyle(node.style, before, after);
  }
  listen(mounted, node, after);
  mounted.children = reconcile(node, mounted.children, after.children, mounts);
  applyField(node, after);
}

function applyStyle(
  style: CSSStyleDeclaration,
  before: ElementNode | undefined,
  after: ElementNode,
): void {
  for (const name of Object.keys(before?.style ?? {})) {
    if (!(name in after.style)) style.removeProperty(name);
  }
  for (const [name, value] of Object.entries(after.style)) {
    if (before?.style[name] !== value) style.setProperty(name, value);
  }
}

function applyField(node: Element, after: ElementNode): void {
  if (after.value !== undefined && 'value' in node && node.value !== after.value) {
    node.value = after.value;
  }
  if (after.checked !== undefined && node instanceof HTMLInputElement) {
    if (node.checked !== after.checked) node.checked = after.checked;
  }
}

function listen(mounted: Mounted, node: Element, after: ElementNode): void {
  for (const name of Object.keys(after.on)) {
    if (mounted.listening.has(name)) continue;
    mounted.listening.add(name);
    node.addEventListener(name, (event) => {
      const on: Readonly<Record<string, unknown>> = mounted.drawn?.on ?? {};
      const listener = on[name];
      if (typeof listener === 'function') listener(event);
    });
  }
}

function remove(mounted: Mounted): void {
  dispose(mounted);
  mounted.node.remove();
}

function dispose(mounted: Mounted): void {
  mounted.unmount?.();
  for (const child of mounted.children) dispose(child);
}
