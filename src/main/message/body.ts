import type { Charset } from '../../shared/charset.ts';

export type TransferEncoding = '7bit' | 'quoted-printable' | 'base64';

/** Gives text with CRLF at the end of every line (RFC 2046 section 4.1.1), whatever line breaks it had. */
export function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}

/**
 * Gives the transfer encoding for the bytes of a text (RFC 2045 section 6): as they are when they can travel so, else
 * quoted-printable, which stays legible, or base64 where that is shorter.
 */
export function transferEncodingOf(bytes: Uint8Array): TransferEncoding {
  if (isSevenBit(bytes)) return '7bit';
  // A plain loop, here and below: bodies have megabytes, and nothing else is done meanwhile.
  let high = 0;
  for (let index = 0; index < bytes.length; index++) if ((bytes[index] ?? 0) >= 0x80) high++;
  return high * 6 < bytes.length ? 'quoted-printable' : 'base64';
}

/** True for what `7bit` can name (RFC 2045 section 2.7): no byte beyond ASCII, no NUL, CRLF alone as line break, lines of 998 at most. */
function isSevenBit(bytes: Uint8Array): boolean {
  let line = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === 0 || byte >= 0x80) return false;
    if (byte === 0x0a ? bytes[index - 1] !== 0x0d : byte === 0x0d && bytes[index + 1] !== 0x0a) return false;
    line = byte === 0x0a ? 0 : line + 1;
    // The CR counts, the LF doesn't.
    if (line > 998) return false;
  }
  return true;
}

/** Long enough for every such element that is written in earnest; the limit keeps the search linear. */
const META = /<meta\b[^<>]{0,1000}>/gi;

/** Makes an HTML document's own word on its character set, if there is one, the set that it goes out in. */
export function withCharsetInMeta(html: string, charset: Charset): string {
  return html.replace(META, (meta) => {
    if (/\shttp-equiv\s*=\s*["']?content-type\b/i.test(meta))
      return meta.replace(/(\bcharset\s*=\s*)[^\s"'/>;]+/i, `$1${charset}`);
    // Elsewhere in the element it is text.
    return /\scontent\s*=/i.test(meta) ? meta : meta.replace(/(\scharset\s*=\s*["']?\s*)[^\s"'/>]+/i, `$1${charset}`);
  });
}
