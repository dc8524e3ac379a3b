import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText } from '../../src/main/message/plain-text.ts';

const readable: readonly (readonly [string, string, string])[] = [
  [
    'paragraphs and line breaks',
    '<p>One\n  line</p><p>Two<br>three</p><div>four</div>',
    'One line\n\nTwo\nthree\n\nfour',
  ],
  ['a heading as it is written', '<h1>Ticket 12 for {name}</h1><p>Text</p>', 'Ticket 12 for {name}\n\nText'],
  ['entities', '<p>a &lt;b&gt; &amp; c &#8364; &ouml;&nbsp;d</p>', 'a <b> & c € ö d'],
  [
    'a link with its address',
    '<p>See <a href="https://x.test/?a=1&amp;b=2">the ticket</a>.</p>',
    'See the ticket (https://x.test/?a=1&b=2).',
  ],
  [
    'an address once',
    '<a href="https://x.test/">x.test</a> <a href="https://x.test/a">https://x.test/a</a>',
    'x.test https://x.test/a',
  ],
  [
    'an e-mail address once',
    '<a href="mailto:a@b.test">a@b.test</a> <a href="mailto:a@b.test">Ann</a>',
    'a@b.test Ann (a@b.test)',
  ],
  ['a link of an image', '<a href="https://x.test/"><img src="a.png" alt="Logo"></a>', 'Logo (https://x.test/)'],
  ['a link without text', '<a href="https://x.test/"><img src="a.png"></a>', 'https://x.test/'],
  [
    'no link that leads nowhere',
    '<a href="#top">Top</a> <a href="javascript:x()">Run</a> <a>Plain</a>',
    'Top Run Plain',
  ],
  [
    'a long address unbroken',
    `<p>${'word '.repeat(30)}<a href="https://x.test/${'a'.repeat(300)}">here</a></p>`,
    `${'word '.repeat(30)}here (https://x.test/${'a'.repeat(300)})`,
  ],
  [
    'images by their descriptions',
    '<p><img src="data:image/png;base64,AAAA" alt="A chart"> <img src="x.gif"></p>',
    'A chart',
  ],
  [
    'lists in lists',
    '<ul><li>a<li>b<ul><li>c</ul><li>d</ul><ol start="3"><li>e<li>f</ol>',
    ' - a\n - b\n   - c\n - d\n\n 3. e\n 4. f',
  ],
  ['quotations in quotations', '<blockquote>a<blockquote>b</blockquote></blockquote>c', '> a\n>\n> > b\n\nc'],
  ['preformatted text', '<pre>  a   b\n    c</pre>', '  a   b\n    c'],
  ['a line', 'a<hr>b', `a\n\n${'-'.repeat(40)}\n\nb`],
  [
    'no style, script, title or comment',
    '<head><title>T</title><style>p{}</style></head><script>if (a<b) "<p>x</p>"</script><!-- <p>no</p> --><p>yes</p>',
    'yes',
  ],
  ['no hidden text', '<p hidden>no</p><template><p>no</p></template><p>yes</p>', 'yes'],
  [
    'no filler of previews',
    '<div>Preview&zwnj;&nbsp;&zwnj;&nbsp;&zwnj;&#847;&shy;</div><p>Text</p>',
    'Preview\n\nText',
  ],
  ['what only looks like a tag', '<p>a < b, c <3, x<=y</p>', 'a < b, c <3, x<=y'],
  ['signs in attributes', `<p title="a > b" data-x='>' class=it's>yes</p>`, 'yes'],
  ['nothing of nothing', '', ''],
];

const tables: readonly (readonly [string, string, string])[] = [
  [
    'columns that stand below each other',
    '<table><tr><th>Name<th>Value<tr><td>Server<td>mail.test<tr><td>Port<td>587</table>',
    'Name     Value\nServer   mail.test\nPort     587',
  ],
  [
    'empty and many-line cells',
    '<table><tr><td>a<td><td>c</tr><tr><td>d<br>e<td>f<td>g</tr></table>',
    'a       c\nd   f   g\ne',
  ],
  [
    'cells over several columns and rows',
    '<table><tr><td colspan="2">Both<td>z</tr><tr><td rowspan="2">A<td>B<td>C</tr><tr><td>D<td>E</tr></table>',
    'Both    z\nA   B   C\n    D   E',
  ],
  ['the blocks of a layout', '<table role="presentation"><tr><td>Left</td><td>Right</td></tr></table>', 'Left\nRight'],
  [
    'a table within a layout',
    '<table><tr><td>Hello</td></tr><tr><td><table><tr><td>a<td>b<tr><td>cc<td>d</table></td></tr></table>',
    'Hello\n\na    b\ncc   d',
  ],
  ['a caption', '<table><caption>Sums</caption><tr><td>1<td>2</table>', 'Sums\n1\n2'],
];

describe('HTML as plain text has', () => {
  test.each(readable)('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text.trimEnd());
  });

  test.each(tables)('%s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  test('long cells wrapped, with addresses whole', () => {
    const address = `https://x.test/${'a'.repeat(100)}`;
    const text = htmlToText(`<table><tr><td>${'word '.repeat(40)} ${address}<td>b</table>`);
    expect(text).toContain(address);
    for (const line of text.split('\n')) if (!line.includes(address)) expect(line.length).toBeLessThan(70);
  });

  test('every cell of a table with more columns than are told apart', () => {
    const wide = Array.from({ length: 1500 }, (_, index) => `<td>c${index}`).join('');
    const words = htmlToText(`<table><tr>${wide}<tr><td colspan="50">left<td>right</table>`).split(/\s+/);
    expect(words).toEqual([...Array.from({ length: 1500 }, (_, index) => `c${index}`), 'left', 'right']);
  });

  test('every text that is nested beyond the limit', () => {
    const text = htmlToText(`${'<div>'.repeat(500)}deep${'</div>'.repeat(500)}<p>after</p>`);
    expect(text.replace(/\s+/g, ' ')).toBe('deep after');
  });

  test('every word, however the elements are nested', () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<ul><li>',
      '</ul>',
      '<b>',
      '</b>',
      '<td>',
      '<table>',
      '</table>',
      '<br>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(tag, fc.constant('word')), { maxLength: 30 }), (pieces) => {
        const words = pieces.map((piece, index) => (piece === 'word' ? `word${index}.` : piece));
        const text = htmlToText(words.join(''));
        for (const word of words) if (word.startsWith('word')) expect(text).toContain(word);
      }),
      { numRuns: 300 },
    );
  });
});

const size = 1_000_000;
const filled = (text: string) => text.repeat(size / text.length);

/** A megabyte and more of what takes quadratic time, or a stack, where it isn't bounded. */
const hostile: readonly (readonly [string, string])[] = [
  ['100,000 nested elements', `${'<div>'.repeat(100_000)}deep`],
  ['five megabytes of nested elements', '<div>'.repeat(1_000_000)],
  ['ends of what never began', `${'<div>'.repeat(350_000)}${'</x>'.repeat(800_000)}`],
  ['nested quotations', `${'<blockquote>'.repeat(1000)}${'x<br>'.repeat(100_000)}`],
  ['nested lists', filled('<ul><li>')],
  ['nested tables', filled('<table><tr><td>a<td>')],
  ['rows', `<table>${filled('<tr><td>a<td>b')}`],
  ['columns', `<table><tr>${filled('<td>b')}`],
  ['spans', `<table>${'<tr><td colspan=99999999 rowspan=9999999>a<td>b'.repeat(20_000)}`],
  [
    'spans that reach far to the right and down',
    `<table><tr>${'<td colspan=50 rowspan=50>a'.repeat(6000)}${'</tr><tr><td>b<td>c'.repeat(6000)}</table>`,
  ],
  ['a tall cell beside many', `<table><tr><td>${'x<br>'.repeat(60_000)}${'<td>b'.repeat(60_000)}</table>`],
  ['line breaks', filled('<br>')],
  ['tags that don’t end', filled('<p title="')],
  ['comments that don’t end', filled('<!--')],
  ['scripts that don’t end', filled('<script>')],
  ['tag openers', filled('<')],
  ['blanks', `<pre>${filled(' ')}x`],
  ['one word of many elements', filled('<b>x</b>')],
  ['numbers beyond reason', `<ol type="i" start="99999999">${'<li>x'.repeat(200_000)}`],
  ['long names', filled(`<${'a'.repeat(60)}>`)],
];

describe('hostile HTML is read in bounded time and memory:', () => {
  test.each(hostile)('%s', (_what, html) => {
    expect(htmlToText(html).length).toBeLessThan(30 * size);
  });
});

test('arbitrary HTML is read without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>/="\'!-&;ab t\n') }), (html) => void htmlToText(html)),
    {
      numRuns: 1000,
    },
  );
});
