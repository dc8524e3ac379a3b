import DOMPurify from 'dompurify';

/** A message's HTML made harmless, and how much of it would have been loaded from elsewhere. */
export type SafeHtml = { readonly document: string; readonly leftOut: number };

const LOADING_ATTRIBUTES = ['src', 'srcset', 'background', 'poster', 'longdesc'];

// Enforced by the browser on top of everything else: even what slipped through could load nothing.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

// Comments go first, since they could split what is looked for.
const LOADING_CSS = /@import[^;]*;?|(?:url|image|image-set|src)\(\s*(?!['"]?data:image\/)[^)]*\)/gi;

/**
 * Gives a message's HTML as a document for a frame without any rights (`sandbox=""`): no script, no form, no link that leads
 * anywhere, nothing that is loaded. The document inherits the window's own content security policy as well.
 */
export function makeSafe(html: string): SafeHtml {
  let leftOut = 0;
  const withoutLoading = (css: string) =>
    css.replace(/\/\*[\s\S]*?\*\//g, '').replace(LOADING_CSS, () => {
      leftOut += 1;
      return '';
    });
  const purifier = DOMPurify();
  purifier.addHook('uponSanitizeElement', (node) => {
    if (node.nodeName === 'STYLE') node.textContent = withoutLoading(node.textContent ?? '');
  });
  purifier.addHook('afterSanitizeAttributes', (element) => {
    for (const name of LOADING_ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value === null || /^data:image\//i.test(value)) continue;
      element.removeAttribute(name);
      leftOut += 1;
    }
    const style = element.getAttribute('style');
    if (style !== null) element.setAttribute('style', withoutLoading(style));
    // Where a link would lead is shown and goes nowhere.
    const href = element.getAttribute('href') ?? element.getAttribute('xlink:href');
    if (href === null) return;
    element.removeAttribute('href');
    element.removeAttribute('xlink:href');
    element.setAttribute('title', href);
  });
  const body = purifier.sanitize(html, {
    WHOLE_DOCUMENT: true,
    FORBID_TAGS: [
      'base',
      'button',
      'dialog',
      'embed',
      'form',
      'frame',
      'frameset',
      'iframe',
      'input',
      'link',
      'meta',
      'noscript',
      'object',
      'script',
      'select',
      'svg',
      'template',
      'textarea',
      'audio',
      'video',
      'source',
      'track',
    ],
    FORBID_ATTR: ['action', 'formaction', 'ping', 'target', 'autofocus', 'tabindex', 'accesskey', 'contenteditable'],
    ADD_TAGS: ['style'],
    ALLOW_DATA_ATTR: false,
  });
  const head = [
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta http-equiv="x-dns-prefetch-control" content="off">',
    '<meta name="referrer" content="no-referrer">',
    // What a mail program shows: dark text on white, whatever the window's own theme is.
    '<style>:root{color-scheme:light;background:#fff;color:#000;font:14px/1.45 system-ui,sans-serif}body{margin:12px}img{max-width:100%}</style>',
  ].join('');
  return { document: `<!doctype html>${head}${body}`, leftOut };
}
