import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const PEEK_MS = 4000;
const LINE_LIMIT = 512;

/**
 * Looks, on a connection of its own, whether a port speaks TLS from the first byte. Nothing but a TLS hello is sent.
 * Never fails: what can't be told is false.
 */
export function speaksTls(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTls({ host: address, port, rejectUnauthorized: false });
    const timer = setTimeout(() => finish(false), PEEK_MS);
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      resolve(answer);
      socket.destroy();
    };
    socket.once('secureConnect', () => finish(true));
    socket.on('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}

/**
 * Reads, on a connection of its own, the line with which a server greets unencrypted. Nothing is sent.
 * Gives undefined when none comes.
 */
export function readPlainGreeting(address: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const timer = setTimeout(() => finish(), PEEK_MS);
    let received = '';
    const finish = () => {
      clearTimeout(timer);
      const line = received.split(/\r?\n/)[0] ?? '';
      resolve(/^\d{3}[ -]/.test(line) ? line.slice(0, LINE_LIMIT) : undefined);
      socket.destroy();
    };
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      if (received.includes('\n') || received.length > LINE_LIMIT) finish();
    });
    socket.on('error', finish);
    socket.once('close', finish);
  });
}
