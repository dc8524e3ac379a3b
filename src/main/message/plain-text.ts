import { compile, type DomNode, type FormatCallback, type SelectorDefinition } from 'html-to-text';
import { boundNesting } from './html-nesting.ts';
import { formatTable } from './text-table.ts';

/** Where a reader of plain text can go. */
const REACHABLE = /^(https?|ftp|mailto|tel):/i;

/** Writes a link as “text (address)”, and as the address alone where the text says the same. */
const formatLink: FormatCallback = (link, walk, builder) => {
  const address = (link.attribs?.href ?? '').trim();
  let text = '';
  builder.pushWordTransform((word) => {
    text += word ?? '';
    return word;
  });
  walk(link.children, builder);
  builder.popWordTransform();
  if (!REACHABLE.test(address) || bareAddress(text) === bareAddress(address)) return;
  const shown = address.replace(/^(mailto|tel):/i, '');
  builder.addInline(text === '' ? shown : ` (${shown})`, { noWordTransform: true });
};

function bareAddress(text: string): string {
  return text
    .replace(/^(https?:\/\/|mailto:|tel:)/i, '')
    .replace(/\/$/, '')
    .replace(/\s/g, '')
    .toLowerCase();
}

const formatImage: FormatCallback = (image, _walk, builder) => builder.addInline(image.attribs?.alt ?? '');

/** Numbers that the library can write; others are counted from 1. */
const formatOrderedList: FormatCallback = (list, walk, builder, options) => {
  const start = list.attribs?.start ?? '';
  const type = list.attribs?.type ?? '';
  const counted = { start: /^\d{1,6}$/.test(start) ? start : '1', type: start === '' ? type : '1' };
  builder.options.formatters?.orderedList?.({ ...list, attribs: counted } as DomNode, walk, builder, options);
};

const block = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const apart = { leadingLineBreaks: 2, trailingLineBreaks: 2 };

const selectors: readonly SelectorDefinition[] = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  // The cells and rows of a table that only lays out its content.
  ...['tr', 'td', 'th', 'caption', 'address', 'center', 'dt', 'dd', 'fieldset', 'figcaption', 'figure', 'hgroup'].map(
    (selector) => ({ selector, format: 'block', options: block }),
  ),
  { selector: 'dl', format: 'block', options: apart },
  { selector: 'a', format: 'link' },
  { selector: 'img', format: 'picture' },
  { selector: 'ol', format: 'numbered', options: apart },
  { selector: 'table', format: 'columns' },
  { selector: 'ul', options: { itemPrefix: ' - ' } },
  { selector: 'hr', options: { length: 40 } },
  ...['head', 'script', 'style', 'template', 'noscript', 'object', 'svg', 'math', 'select', '[hidden]'].map(
    (selector) => ({
      selector,
      format: 'skip',
    }),
  ),
];

const convert = compile({
  // Programs wrap text to their window. Besides, the library's wrapping of a word made of many elements takes quadratic time.
  wordwrap: false,
  formatters: { link: formatLink, picture: formatImage, numbered: formatOrderedList, columns: formatTable },
  limits: { maxInputLength: undefined },
  selectors: [...selectors],
});

/**
 * Gives HTML as text for reading: paragraphs, headings, lists and quotations (`> `) on their own lines, tables in columns,
 * links with their addresses, images by their descriptions; no styles, no scripts. A paragraph is
 * one line. Takes any HTML, in time and memory that grow with its length alone.
 */
export function htmlToText(html: string): string {
  const text = convert(boundNesting(html))
    // What HTML pads with.
    .replaceAll('\u00a0', ' ')
    .replace(/\u034f|[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/(?: ?[\u200c\u200d]){2,}/g, '');
  const lines = text.split('\n').map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}
