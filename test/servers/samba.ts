import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { type ScriptedServer, type ServerSession, startScripted } from './scripted.ts';

const FOLDERS = ['lock directory', 'state directory', 'cache directory', 'private dir', 'pid directory'];

/**
 * Starts an SMTP server that signs in by NTLM alone and has Samba's ntlm_auth make the challenges and verify the answers, integrity code
 * included. It takes every user with this password, and NTLMv2 only. Nothing else of Samba runs.
 */
export async function startSamba(password: string): Promise<ScriptedServer> {
  const temporary = await makeTemporaryFolder('samba');
  const state = join(temporary.path, 'state');
  await mkdir(state);
  const configuration = join(temporary.path, 'smb.conf');
  const folders = FOLDERS.map((name) => `${name} = ${state}\n`).join('');
  await writeFile(configuration, `[global]\nworkgroup = OFFICE\nntlm auth = ntlmv2-only\n${folders}`);
  const verifiers: ChildProcess[] = [];
  const server = await startScripted(async (session) => {
    const verifier = spawn(
      'ntlm_auth',
      [
        '--helper-protocol=squid-2.5-ntlmssp',
        `--configfile=${configuration}`,
        '--username=any',
        '--domain=OFFICE',
        `--password=${password}`,
      ],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    verifiers.push(verifier);
    const answers = createInterface({ input: verifier.stdout })[Symbol.asyncIterator]();
    await talk(session, async (question) => {
      verifier.stdin.write(`${question}\n`);
      return String((await answers.next()).value);
    });
    verifier.stdin.end();
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      for (const verifier of verifiers) {
        if (verifier.exitCode !== null || verifier.signalCode !== null) continue;
        verifier.kill('SIGKILL');
        await once(verifier, 'exit');
      }
      await temporary.remove();
    },
  };
}

/** `ask` speaks ntlm_auth's squid-2.5-ntlmssp: YR begins, KK answers; TT is a challenge, AF the user, NA the reason why not. */
async function talk({ send, line }: ServerSession, ask: (question: string) => Promise<string>): Promise<void> {
  await send('220 samba.test ESMTP\r\n');
  for (let command = await line(); command !== undefined; command = await line()) {
    if (command.startsWith('EHLO')) await send('250-samba.test\r\n250 AUTH NTLM\r\n');
    else if (command === 'AUTH NTLM') {
      await send('334 ntlm supported\r\n');
      const challenge = await ask(`YR ${await line()}`);
      await send(`334 ${challenge.slice('TT '.length)}\r\n`);
      const verdict = await ask(`KK ${await line()}`);
      await send(
        verdict.startsWith('AF ')
          ? `235 2.7.0 ${encodeURIComponent(verdict.slice(3))}\r\n`
          : `535 5.7.8 ${verdict}\r\n`,
      );
    } else await send('502 5.5.1 Unknown\r\n');
  }
}
