import { maskSignInCommand } from '../redactor.ts';
import { CancelledError, RefusedError, SessionError } from '../session-error.ts';
import { type Challenge, readChallenge } from './challenge.ts';
import { identityOf } from './identity.ts';
import { authenticateMessage, negotiateMessage } from './messages.ts';

/** Sends one line, shown in the transcript as `shown`, and gives the server's reply with its code, whatever the code. */
export type Exchange = (line: string, shown: string) => Promise<string>;

export type NtlmCredentials = {
  /** `user`, `DOMAIN\user` or `user@domain`. */
  readonly username: string;
  readonly password: string;
  /** The domain of the settings; may be empty. */
  readonly domain: string;
};

export type NtlmEnvironment = {
  /** The name of this machine as the server is told; may be empty. */
  readonly workstation: string;
  /** Eight random bytes, new for each sign-in. */
  readonly clientChallenge: Uint8Array;
  readonly now: Date;
};

export type NtlmErrorReason = 'CHALLENGE_UNREADABLE' | 'NTLM_V1_ONLY';

/** The server's part of the sign-in can't be answered; the sign-in was called off. */
export class NtlmError extends Error {
  readonly reason: NtlmErrorReason;

  constructor(reason: NtlmErrorReason) {
    super(reason);
    this.reason = reason;
  }
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Signs in by SASL NTLM (MS-SMTPNTLM, RFC 4954) with NTLMv2 and nothing older. Fails with RefusedError when the server says no, NtlmError
 * when its challenge can't be answered, SessionError when it answers something else altogether.
 */
export async function signInWithNtlm(
  exchange: Exchange,
  credentials: NtlmCredentials,
  environment: NtlmEnvironment,
): Promise<void> {
  const negotiate = negotiateMessage();
  const challenge = challengeFrom(await askForChallenge(exchange, base64(negotiate)));
  if (challenge === undefined) return callOff(exchange, 'CHALLENGE_UNREADABLE');

  const { user, domain } = identityOf(credentials.username, credentials.domain);
  const { password } = credentials;
  const message = authenticateMessage({ challenge, negotiate, username: user, domain, password, ...environment });
  if (message === 'NTLM_V1_ONLY') return callOff(exchange, message);

  const verdict = await send(exchange, base64(message));
  if (isChallenge(verdict)) return callOff(exchange, 'CHALLENGE_UNREADABLE');
  if (!verdict.startsWith('235')) throw new SessionError('REPLY_UNASKED');
}

/**
 * The mechanism first and the message on a line of its own, as MS-SMTPNTLM section 4 has it: whatever text comes with the first 334 says nothing.
 * A server for which that isn't a whole command (501) gets both in one (section 3.1.4.1).
 */
async function askForChallenge(exchange: Exchange, negotiate: string): Promise<string> {
  const first = await send(exchange, 'AUTH NTLM', ['501']);
  const line = first.startsWith('501') ? `AUTH NTLM ${negotiate}` : negotiate;
  const reply = isChallenge(first) || line !== negotiate ? await send(exchange, line) : first;
  if (!isChallenge(reply)) throw new SessionError('REPLY_UNASKED');
  return reply;
}

async function send(exchange: Exchange, line: string, borne: readonly string[] = []): Promise<string> {
  const reply = await exchange(line, maskSignInCommand(line));
  if (/^[45]/.test(reply) && !borne.includes(reply.slice(0, 3))) throw new RefusedError(reply);
  return reply;
}

function isChallenge(reply: string): boolean {
  return reply.startsWith('334');
}

function challengeFrom(reply: string): Challenge | undefined {
  const text = reply.slice('334 '.length).trim();
  return BASE64.test(text) ? readChallenge(Buffer.from(text, 'base64')) : undefined;
}

/** Ends the exchange (RFC 4954 section 4), so that the connection can still be left politely, and fails with the reason. */
async function callOff(exchange: Exchange, reason: NtlmErrorReason): Promise<never> {
  await exchange('*', '*').catch((error: unknown) => {
    // That the connection broke matters less than what was wrong before; that a person stopped it matters more.
    if (error instanceof CancelledError) throw error;
  });
  throw new NtlmError(reason);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
