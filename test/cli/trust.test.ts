import { X509Certificate } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '../../src/shared/settings.ts';
import { setOptions } from '../command-line.ts';
import { certificatesForTests } from '../servers/certificates-for-tests.ts';
import { freePorts } from '../servers/free-ports.ts';
import { startSmtpServer } from '../servers/smtp-server.ts';
import { onlyJson, sentenceOf, temporaryData } from './temporary-data.ts';

const certificates = certificatesForTests();

async function tlsServer() {
  const server = await startSmtpServer({ tls: 'implicit', keyPair: certificates().selfSigned });
  onTestFinished(server.close);
  return {
    service: 'smtp',
    'smtp.host': '127.0.0.1',
    'smtp.port': String(server.port),
    'smtp.security': 'tls',
    'message.from': 'a@sender.test',
  };
}

const pairs = (settings: Record<string, string>) => Object.entries(settings).map(([key, value]) => `${key}=${value}`);

describe('a test that a setting would mend', () => {
  it('prints lines which mend it: a self-signed certificate', async () => {
    const data = await temporaryData();
    const settings = await tlsServer();
    await data.run(['settings', 'set', ...pairs(settings)]);
    const end = await data.run(['test', '--until', 'reach']);
    expect(end.exitCode).toBe(1);
    expect(end.errors.trim().split('\n')).toHaveLength(1);
    const sha256 = new X509Certificate(certificates().selfSigned.cert).fingerprint256;
    const cures = end.output.slice(end.output.indexOf('This would mend it:'));
    expect(cures).toContain(sha256);
    // On one line: a file that somebody has put there isn't taken when it can't be written.
    const typed = cures.split('\n').find((line) => line.includes(' && ')) ?? '';
    const lines = typed.split(' && ').flatMap((line) => /postroom --data-dir \S+ (.*)$/.exec(line)?.[1] ?? []);
    expect(lines).toEqual([
      'log certificate 1 certificate-1.pem',
      'settings set smtp.trustedCertificate=@certificate-1.pem',
    ]);
    const file = data.beside('certificate-1.pem');
    for (const line of lines) {
      const run = await data.run(line.replace('certificate-1.pem', file).split(' '));
      expect([run.exitCode, run.errors]).toEqual([0, '']);
      expect(run.output).toContain(sha256);
    }
    expect((await readFile(file, 'utf8')).trim()).toBe(certificates().selfSigned.cert.trim());
    await writeFile(file, 'of somebody else');
    await symlink(file, data.beside('link.pem'));
    await symlink(data.beside('nothing.pem'), data.beside('dangling.pem'));
    for (const taken of [file, data.beside('link.pem'), data.beside('dangling.pem')]) {
      const end = await data.run(['log', 'certificate', '1', taken]);
      expect(end.exitCode).toBe(2);
      expect(sentenceOf(end)).toBe(
        `There is a file “${taken}” already, and nothing was written. Name one that isn’t there yet.`,
      );
    }
    expect(await readFile(file, 'utf8')).toBe('of somebody else');
    await expect(readFile(data.beside('nothing.pem'))).rejects.toThrow('ENOENT');
    const again = await data.run(['test', '--until', 'reach']);
    expect([again.exitCode, again.errors]).toEqual([0, '']);
    expect(again.output).toMatch(/^Trusted +The settings name exactly this certificate\.$/m);

    const shown = await data.run(['settings', 'show']);
    expect(shown.output).toMatch(
      new RegExp(`^smtp\\.trustedCertificate +CN=.*, valid until .*, SHA-256 ${sha256}$`, 'm'),
    );
    expect(shown.output).not.toContain('BEGIN CERTIFICATE');
  });

  it('of values that aren’t saved prints what to test them with', async () => {
    const data = await temporaryData();
    const [port = 0] = await freePorts(1);
    const options = setOptions({ service: 'smtp', 'smtp.host': '127.0.0.1', 'smtp.port': String(port) });
    const end = await data.run(['test', '--until', 'sign-in', ...options]);
    expect(end.exitCode).toBe(1);
    expect(end.output).toContain('Test again with this as well:\n  --set smtp.security=starttls --set smtp.port=587\n');
    const json = onlyJson(await data.run(['test', '--until', 'sign-in', ...options, '--json']));
    expect(json.error?.cures).toEqual([{ changes: { 'smtp.security': 'starttls', 'smtp.port': '587' } }]);
  });
});

describe('settings set KEY=@FILE', () => {
  it('reads the certificates of an authority, in PEM or DER form', async () => {
    const data = await temporaryData();
    const file = data.beside('authority.pem');
    await writeFile(file, `# ours\r\n${certificates().authority.replaceAll('\n', '\r\n')}`);
    const end = await data.run(['settings', 'set', `smtp.trustedAuthority=@${file}`, '--json']);
    expect((onlyJson(end).value as Settings).smtp.trustedAuthority).toBe(certificates().authority.trim());
    const piped = await data.run(['settings', 'set', 'smtp.trustedAuthority=@-'], { input: certificates().authority });
    expect([piped.exitCode, piped.errors]).toEqual([0, '']);
    const der = data.beside('authority.cer');
    await writeFile(der, new X509Certificate(certificates().authority).raw);
    const binary = await data.run(['settings', 'set', `smtp.trustedAuthority=@${der}`, '--json']);
    expect((onlyJson(binary).value as Settings).smtp.trustedAuthority).toBe(certificates().authority.trim());
    await data.run(['settings', 'set', 'smtp.trustedAuthority=']);
    expect((await data.run(['settings', 'show'])).output).toMatch(/^smtp\.trustedAuthority +\(empty\)$/m);
  });

  it('names the file that can’t be taken', async () => {
    const data = await temporaryData();
    const files = {
      'missing.pem': undefined,
      'empty.pem': '',
      'key.pem': certificates().valid.key,
      'der.pem': Buffer.from([0x30, 0x82, 0xff]),
      'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]),
    };
    for (const [name, content] of Object.entries(files)) {
      const file = data.beside(name);
      if (content !== undefined) await writeFile(file, content);
      const end = await data.run(['settings', 'set', `smtp.trustedCertificate=@${file}`]);
      expect(end.exitCode).toBe(2);
      expect(sentenceOf(end)).toContain(file);
      expect(end.errors).not.toContain('PRIVATE');
    }
  });

  it('is for certificates only: elsewhere an @ is an @', async () => {
    const data = await temporaryData();
    const end = await data.run(['settings', 'set', 'smtp.username=@example.com', '--json']);
    expect(onlyJson(end).value).toMatchObject({ smtp: { username: '@example.com' } });
  });
});

describe('log certificate', () => {
  it('says why there is none', async () => {
    const data = await temporaryData();
    await data.run(['test', '--until', 'reach']);
    const end = await data.run(['log', 'certificate', '1']);
    expect([end.exitCode, sentenceOf(end)]).toEqual([2, 'The server showed no certificate in log entry 1.']);
    expect(sentenceOf(await data.run(['log', 'certificate', '7']))).toContain('7');
  });
});
