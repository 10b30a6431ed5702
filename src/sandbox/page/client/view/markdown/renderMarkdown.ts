import { renderText } from '../dom/renderText.ts';
import { type Child, type ElementNode, h } from '../dom/vnode.ts';
import type { Names } from '../state/Names.ts';
import type { Block, Inline } from './markdownTree.ts';
import { parseMarkdown } from './parseMarkdown.ts';
import { timestampText } from './timestamps.ts';

/** All headings of messages stand under the page's second: what comes before them is not theirs. */
const MESSAGE_LEVEL = 3;

/** A message's text with its marks. */
export function renderMarkdown(text: string, names: Names): ElementNode {
  const tree = parseMarkdown(text);
  const jumbo = isEmojiOnly(text) ? ' markdown-jumbo' : '';
  return h('div', { class: `markdown${jumbo}` }, renderBlocks(tree, names));
}

/** At most this many emoji, and nothing else, are shown large. */
const MAX_JUMBO = 10;
const EMOJI_ONLY = /^(?:\p{RGI_Emoji}|\s)+$/v;

function isEmojiOnly(text: string): boolean {
  return text.length <= MAX_JUMBO * 8 && EMOJI_ONLY.test(text) && text.trim() !== '';
}

function renderBlocks(blocks: readonly Block[], names: Names): ElementNode[] {
  return blocks.map((block) => renderBlock(block, names));
}

function renderBlock(block: Block, names: Names): ElementNode {
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, renderInline(block.children, names));
    case 'heading':
      return h(
        'p',
        {
          class: `heading heading-${block.level}`,
          attributes: { role: 'heading', 'aria-level': MESSAGE_LEVEL },
        },
        renderInline(block.children, names),
      );
    case 'subtext':
      return h('p', { class: 'subtext' }, renderInline(block.children, names));
    case 'quote':
      return h('blockquote', {}, renderBlocks(block.children, names));
    case 'list':
      return h(
        block.ordered ? 'ol' : 'ul',
        block.ordered ? { attributes: { start: block.start } } : {},
        block.items.map((item) => h('li', {}, renderBlocks(item, names))),
      );
    case 'codeBlock':
      return h(
        'pre',
        { attributes: { tabindex: 0, 'aria-label': codeLabel(block.language), role: 'region' } },
        h('code', {}, block.text),
      );
  }
}

function codeLabel(language: string): string {
  return language === '' ? 'Code' : `Code, ${language}`;
}

function renderInline(nodes: readonly Inline[], names: Names): Child[] {
  return nodes.map((node) => renderNode(node, names));
}

function renderNode(node: Inline, names: Names): Child {
  switch (node.kind) {
    case 'text':
      return renderText(node.text);
    case 'lineBreak':
      return h('br');
    case 'bold':
      return h('strong', {}, renderInline(node.children, names));
    case 'italic':
      return h('em', {}, renderInline(node.children, names));
    case 'underline':
      return h('u', {}, renderInline(node.children, names));
    case 'strike':
      return h('s', {}, renderInline(node.children, names));
    case 'spoiler':
      return spoiler(renderInline(node.children, names));
    case 'code':
      return shareBar(node.text) ?? h('code', {}, node.text);
    case 'link':
      return h(
        'a',
        { attributes: { href: node.url, target: '_blank', rel: 'noreferrer noopener' } },
        renderInline(node.children, names),
      );
    case 'timestamp':
      return timestamp(node.epochS, node.style);
    case 'mention':
      return mention(node, names);
    case 'everyone':
      return h('span', { class: 'mention' }, node.text);
    case 'command':
      return h('span', { class: 'mention' }, `/${node.name}`);
    case 'emoji':
      return h(
        'span',
        { class: 'emoji', attributes: { title: `:${node.name}:` } },
        `:${node.name}:`,
      );
  }
}

const SHARE_BAR = /^(█*)░*$/;

/** A bar that is drawn with letters looks like one; what it shows is written beside it. */
function shareBar(text: string): ElementNode | undefined {
  const filled = SHARE_BAR.exec(text)?.[1];
  if (filled === undefined || text === '') return undefined;
  return h(
    'code',
    {
      class: 'share-bar',
      attributes: { 'aria-hidden': true },
      style: { '--share': (filled.length / text.length).toFixed(3) },
    },
    text,
  );
}

function mention(node: Extract<Inline, { kind: 'mention' }>, names: Names): ElementNode {
  if (node.of === 'role') return h('span', { class: 'mention' }, '@role');
  if (node.of === 'user') {
    const mine = node.id === names.meId ? ' mention-me' : '';
    return h('span', { class: `mention${mine}` }, `@${names.user(node.id) ?? 'unknown member'}`);
  }
  const channel = names.channel(node.id);
  const sign = channel?.voice === true ? '🔊 ' : '#';
  return h('span', { class: 'mention' }, renderText(`${sign}${channel?.name ?? 'unknown'}`));
}

/** Its words stay hidden, from screen readers too, until somebody asks for them. */
function spoiler(children: Child[]): ElementNode {
  const reveal = (event: Event): void => {
    const target = event.currentTarget;
    if (!(target instanceof HTMLElement) || target.classList.contains('spoiler-open')) return;
    target.classList.add('spoiler-open');
    target.removeAttribute('role');
    target.removeAttribute('tabindex');
    target.removeAttribute('aria-label');
    target.firstElementChild?.removeAttribute('aria-hidden');
    event.preventDefault();
  };
  return h(
    'span',
    {
      class: 'spoiler',
      attributes: { role: 'button', tabindex: 0, 'aria-label': 'Spoiler: show it' },
      on: {
        click: reveal,
        keydown: (event) => {
          if (event.key === 'Enter' || event.key === ' ') reveal(event);
        },
      },
    },
    h('span', { class: 'spoiler-text', attributes: { 'aria-hidden': true } }, children),
  );
}

function timestamp(epochS: number, style: Extract<Inline, { kind: 'timestamp' }>['style']) {
  return h('time', {
    // A new moment is a new element, so that its text is written anew.
    key: `${epochS}${style}`,
    class: 'timestamp',
    attributes: {
      datetime: new Date(epochS * 1_000).toISOString(),
      title: timestampText(epochS, 'F', 0),
    },
    onMount: (element) => {
      const write = (): void => {
        const text = timestampText(epochS, style, Date.now() / 1_000);
        if (element.textContent !== text) element.textContent = text;
      };
      write();
      if (style !== 'R') return undefined;
      const timer = setInterval(write, 1_000);
      return () => clearInterval(timer);
    },
  });
}
