import { execFile } from 'node:child_process';

/** A message as Python's `email` package reads it: an opinion that doesn't come from the libraries Postroom sends with. */
export type PythonMessage = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly contentType: string;
  readonly parts: readonly PythonPart[];
  /** Date header in seconds since 1970; null when it can't be read. */
  readonly date: number | null;
  readonly from: readonly PythonAddress[];
  readonly to: readonly PythonAddress[];
  readonly cc: readonly PythonAddress[];
  readonly replyTo: readonly PythonAddress[];
  /** What is wrong with the message by RFC 5322 and MIME; also lines that are too long, or not ASCII. */
  readonly defects: readonly string[];
};
type PythonPart = {
  readonly contentType: string;
  readonly charset: string | null;
  readonly text: string;
  readonly fileName: string | null;
  /** The `name` that Content-Type gives, for programs that know no other. */
  readonly name: string | null;
  /** The part's bytes without their transfer encoding. */
  readonly base64: string;
};
type PythonAddress = { readonly name: string; readonly address: string };

const PROGRAM = `
import base64, email, email.policy, json, sys
from email.header import decode_header
from email.utils import getaddresses
raw = sys.stdin.buffer.read()
message = email.message_from_bytes(raw, policy=email.policy.default)
# The newer parser of addresses leaves blanks between encoded words (RFC 2047 section 6.2) where there are none.
plain = email.message_from_bytes(raw)
words = lambda text: ''.join(p if isinstance(p, str) else p.decode(c or 'ascii') for p, c in decode_header(text))
unfold = lambda text: str(text).replace('\\r', '').replace('\\n', '')
pairs = lambda name: getaddresses([unfold(value) for value in plain.get_all(name, [])])
addresses = lambda name: [{'name': words(n), 'address': a} for n, a in pairs(name)]
parts = [part for part in message.walk() if not part.is_multipart()]
defects = [repr(d) for part in message.walk() for d in part.defects]
defects += [name + ': ' + repr(d) for name, value in message.items() for d in getattr(value, 'defects', [])]
lines = raw.split(b'\\n')
defects += ['line %d is longer than 998' % (i + 1) for i, line in enumerate(lines) if len(line.rstrip(b'\\r')) > 998]
defects += ['line %d is not ASCII' % (i + 1) for i, line in enumerate(lines) if any(byte > 127 for byte in line)]
def part_of(p):
  return {
    'contentType': p.get_content_type(), 'charset': p.get_content_charset(), 'text': str(p.get_content()),
    'fileName': p.get_filename(), 'name': None if p.get_param('name') is None else words(p.get_param('name')),
    'base64': base64.b64encode(p.get_payload(decode=True)).decode('ascii'),
  }
when = message['date'].datetime.timestamp() if message['date'] is not None and message['date'].datetime else None
json.dump({
  'headers': [[name, str(value)] for name, value in message.items()],
  'contentType': message.get_content_type(),
  'parts': [part_of(p) for p in parts],
  'date': when, 'from': addresses('from'), 'to': addresses('to'), 'cc': addresses('cc'), 'replyTo': addresses('reply-to'),
  'defects': defects,
}, sys.stdout)
`;

/** Takes a message apart with `python3`. */
export function readWithPython(message: Buffer): Promise<PythonMessage> {
  return new Promise((resolve, reject) => {
    const child = execFile('python3', ['-c', PROGRAM], { timeout: 20_000, maxBuffer: 50_000_000 }, (error, output) => {
      if (error) reject(error);
      else resolve(JSON.parse(output) as PythonMessage);
    });
    child.stdin?.end(message);
  });
}

/** Gives a header's value; undefined when it isn't there, an error when it is there twice. */
export function headerOf(message: PythonMessage, name: string): string | undefined {
  const values = message.headers.filter(([each]) => each.toLowerCase() === name.toLowerCase());
  if (values.length > 1) throw new Error(`There are ${values.length} headers named ${name}.`);
  return values[0]?.[1];
}
