import { escapeControlCharacters } from '../control-characters.ts';

/** Stands for whatever was secret. */
export const MASK = '••••••';

const LONGEST_LINE = 4000;
const HTML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Reply code and enhanced status code (RFC 5321 section 4.2, RFC 3463). */
const REPLY_CODES = /^[2-5]\d\d[ -]([245]\.\d{1,3}\.\d{1,3} )?/;

/** Makes text from the wire fit to be kept and shown. */
export type Redactor = (text: string) => string;

/**
 * Masks every form in which the password can turn up in a reply: as it is, in base64 (alone or in a PLAIN
 * response, RFC 4616), percent-encoded, in hexadecimal, as HTML or JSON text; and escapes control characters but the line break, so that a server
 * can't steer a terminal. Lines beyond 4,000 characters are cut.
 */
export function createRedactor(credentials: { username: string; password: string } | undefined): Redactor {
  const secrets = credentials === undefined ? [] : formsOf(credentials);
  if (secrets.length === 0)
    return (text) => (text.includes('\n') ? text.split('\n').map(showable).join('\n') : showable(text));
  return (text) => {
    const lines = text.split('\n').map((line) => {
      // A reply's codes are the server's own words, also when a short password happens to be one of them.
      const codes = REPLY_CODES.exec(line)?.[0] ?? '';
      const masked = secrets.reduce((rest, secret) => rest.replaceAll(secret, MASK), line.slice(codes.length));
      return showable(codes + masked);
    });
    return lines.join('\n');
  };
}

/** Masks what belongs to a sign-in exchange (RFC 4954): the initial response of AUTH, and every line after it. */
export function maskSignInCommand(line: string): string {
  const command = /^AUTH [A-Za-z0-9_-]+/i.exec(line)?.[0];
  if (command === undefined) return MASK;
  return command.length === line.length ? command : `${command} ${MASK}`;
}

/** Masks a server's challenge (code 334); other replies to AUTH are of interest and stay. */
export function maskSignInReply(reply: string): string {
  return reply.replace(/^(334[ -]).*$/gm, `$1${MASK}`);
}

function formsOf({ username, password }: { username: string; password: string }): string[] {
  const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
  const forms = [
    base64(`\0${username}\0${password}`),
    base64(`${username}\0${username}\0${password}`),
    base64(password),
    base64(password).replace(/=+$/, ''),
    ...insideBase64(password),
    encodeURIComponent(password),
    encodeURIComponent(password).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams({ p: password }).toString().slice(2),
    Buffer.from(password, 'utf8').toString('hex'),
    Buffer.from(password, 'utf8').toString('hex').toUpperCase(),
    password.replace(/[&<>"]/g, (character) => HTML_ENTITIES[character] ?? character),
    JSON.stringify(password).slice(1, -1),
    // A reply that isn't valid UTF-8 throughout is shown byte by byte.
    Buffer.from(password, 'utf8').toString('latin1'),
    password,
  ];
  // The longest first: a short form may stand within a longer one.
  return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}

/**
 * What base64 makes of a text wherever it stands in something longer: three forms, by where it begins in a group of three
 * bytes. The characters that its neighbours have a part in are left out.
 */
function insideBase64(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return [0, 1, 2]
    .map((before) => {
      const encoded = Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      const first = before === 0 ? 0 : before + 1;
      const shared = (before + bytes.byteLength) % 3 === 0 ? 0 : 1;
      return encoded.slice(first, encoded.length - shared);
    })
    .filter((form) => form.length >= 4);
}

function showable(line: string): string {
  return cut(escapeControlCharacters(line));
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)} …` : line;
}
