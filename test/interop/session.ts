import type { Result } from '../../src/shared/result.ts';
import type { TestReport } from '../../src/shared/test-message.ts';
import type { AppUnderTest } from '../app-under-test.ts';
import type { InteropPorts } from '../servers/interop-ports.ts';
import { asciiAccount } from '../servers/smtp-server.ts';
import { type InteropCase, methodSettings } from './cases.ts';

/** None of the servers is slow, so that a busy machine must not look like one. */
export const interopTimeouts = { connectMs: 15_000, greetingMs: 15_000, idleMs: 15_000 } as const;

/** Sends a test message as a case says. */
export function sendTest(postroom: AppUnderTest, ports: InteropPorts, each: InteropCase): Promise<Result<TestReport>> {
  const { secureConnection, method } = each;
  const signIn = {
    'smtp.authentication': true,
    'smtp.username': asciiAccount.username,
    'smtp.allowClearTextPassword': false,
    ...methodSettings[method],
  };
  return postroom.test(
    {
      'smtp.port': portFor(ports, each),
      'smtp.security': secureConnection,
      'smtp.rejectInvalidCertificates': each.reject,
      ...(method === 'none' ? {} : signIn),
    },
    method === 'none' ? {} : { password: asciiAccount.password },
  );
}

/** The server's port that fits a case: a port for TLS from the first byte only where that is asked for. */
export function portFor(ports: InteropPorts, { tls, secureConnection }: InteropCase): number {
  if (tls === 'noTls') return ports.plain;
  return ports[tls][secureConnection === 'tls' ? 'implicit' : 'offered'];
}
