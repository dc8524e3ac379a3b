import { execFile } from 'node:child_process';

const PROGRAM = `
import base64, json, sys
json.dump([base64.b64decode(data).decode(charset) for charset, data in json.load(sys.stdin)], sys.stdout)
`;

/** Decodes bytes with Python's codecs: an opinion that doesn't come from the libraries Postroom encodes with. Fails where a byte has no meaning. */
export function decodeWithPython(texts: readonly (readonly [charset: string, bytes: Uint8Array])[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = execFile('python3', ['-c', PROGRAM], { timeout: 20_000, maxBuffer: 50_000_000 }, (error, output) => {
      if (error) reject(error);
      else resolve(JSON.parse(output) as string[]);
    });
    child.stdin?.end(JSON.stringify(texts.map(([charset, bytes]) => [charset, Buffer.from(bytes).toString('base64')])));
  });
}
