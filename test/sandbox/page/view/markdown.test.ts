import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Inline } from '#src/sandbox/page/client/view/markdown/markdownTree.ts';
import { parseInline } from '#src/sandbox/page/client/view/markdown/parseInline.ts';
import { parseMarkdown } from '#src/sandbox/page/client/view/markdown/parseMarkdown.ts';
import { relativeTime, timestampText } from '#src/sandbox/page/client/view/markdown/timestamps.ts';

const text = (content: string): Inline => ({ kind: 'text', text: content });
const paragraph = (...children: Inline[]): Block => ({ kind: 'paragraph', children });

describe('inline marks', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['**bold**', [{ kind: 'bold', children: [text('bold')] }]],
    [
      '*one* _two_',
      [
        { kind: 'italic', children: [text('one')] },
        text(' '),
        { kind: 'italic', children: [text('two')] },
      ],
    ],
    ['***both***', [{ kind: 'bold', children: [{ kind: 'italic', children: [text('both')] }] }]],
    [
      '__under *and* more__',
      [
        {
          kind: 'underline',
          children: [text('under '), { kind: 'italic', children: [text('and')] }, text(' more')],
        },
      ],
    ],
    ['~~gone~~', [{ kind: 'strike', children: [text('gone')] }]],
    ['||hidden||', [{ kind: 'spoiler', children: [text('hidden')] }]],
    ['`a **b**`', [{ kind: 'code', text: 'a **b**' }]],
    ['``a ` b``', [{ kind: 'code', text: 'a ` b' }]],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['\\*no\\*', [text('*no*')]],
    ['a **b', [text('a **b')]],
    [
      '<@123> <#45> <@&6>',
      [
        { kind: 'mention', of: 'user', id: '123' },
        text(' '),
        { kind: 'mention', of: 'channel', id: '45' },
        text(' '),
        { kind: 'mention', of: 'role', id: '6' },
      ],
    ],
    ['<t:1700000000:R>', [{ kind: 'timestamp', epochS: 1_700_000_000, style: 'R' }]],
    ['<t:1700000000>', [{ kind: 'timestamp', epochS: 1_700_000_000, style: 'f' }]],
    ['</lyria play:1234>', [{ kind: 'command', name: 'lyria play' }]],
    ['<:note:1234>', [{ kind: 'emoji', name: 'note' }]],
    [
      'see https://example.org/a_b.',
      [
        text('see '),
        {
          kind: 'link',
          url: 'https://example.org/a_b',
          children: [text('https://example.org/a_b')],
        },
        text('.'),
      ],
    ],
    [
      '[here](https://example.org)',
      [{ kind: 'link', url: 'https://example.org', children: [text('here')] }],
    ],
    ['[here](javascript:alert(1))', [text('[here](javascript:alert(1))')]],
  ])('%s', (typed, nodes) => {
    expect(parseInline(typed)).toEqual(nodes);
  });
});

describe('blocks', () => {
  it('tells headings, subtext and paragraphs apart', () => {
    expect(parseMarkdown('## Playing\n-# small\none\ntwo')).toEqual([
      { kind: 'heading', level: 2, children: [text('Playing')] },
      { kind: 'subtext', children: [text('small')] },
      paragraph(text('one'), { kind: 'lineBreak' }, text('two')),
    ]);
  });

  it('keeps code blocks as they are, wherever they begin', () => {
    expect(parseMarkdown('so: ```js\nlet a = **1**;\n\nb\n```\nend')).toEqual([
      paragraph(text('so: ')),
      { kind: 'codeBlock', language: 'js', text: 'let a = **1**;\n\nb' },
      paragraph(text('end')),
    ]);
  });

  it('nests quotes and lists', () => {
    expect(parseMarkdown('> said\n> twice\nme')).toEqual([
      {
        kind: 'quote',
        children: [paragraph(text('said'), { kind: 'lineBreak' }, text('twice'))],
      },
      paragraph(text('me')),
    ]);
    expect(parseMarkdown('- one\n  - deeper\n- two\n3. three')).toEqual([
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [
          [
            paragraph(text('one')),
            { kind: 'list', ordered: false, start: 1, items: [[paragraph(text('deeper'))]] },
          ],
          [paragraph(text('two'))],
        ],
      },
      { kind: 'list', ordered: true, start: 3, items: [[paragraph(text('three'))]] },
    ]);
  });

  it('ends, and loses no letter, whatever is typed', () => {
    const typed = fc.string({
      unit: fc.constantFrom(...'ab *_~|`>-#\n\\[]()<:@1.'.split('')),
      maxLength: 80,
    });
    fc.assert(
      fc.property(typed, (message) => {
        const letters = message.replaceAll(/[^ab]/g, '');
        expect(JSON.stringify(textsOf(parseMarkdown(message))).replaceAll(/[^ab]/g, '')).toBe(
          letters,
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** Every text in order; the language of a code block is shown, too. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    typeof part === 'string' && (name === 'text' || name === 'language') ? [part] : textsOf(part),
  );
}

describe('times', () => {
  it('counts in the largest whole unit', () => {
    expect(relativeTime(112, 100)).toBe('in 12 seconds');
    expect(relativeTime(100, 230)).toBe('2 minutes ago');
    expect(relativeTime(100, 100)).toBe('now');
  });

  it('writes dates out', () => {
    expect(timestampText(0, 'D', 0)).toMatch(/January 1, 1970|December 31, 1969/);
  });
});
