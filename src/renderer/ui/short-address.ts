/** Gives an IPv6 address in its short form (RFC 5952), `::1` for `0:0:0:0:0:0:0:1`; any other text as it is. */
export function shortAddress(text: string): string {
  if (!/^[0-9A-Fa-f:.]+$/.test(text) || text.split(':').length < 3) return text;
  try {
    return new URL(`http://[${text}]`).hostname.slice(1, -1);
  } catch {
    return text;
  }
}
