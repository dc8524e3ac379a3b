import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

/** What Postroom uses of nodemailer's connection beyond its published types; held by the tests of test/mail. */
type Internals = {
  _socket: Socket | TLSSocket;
  secure: boolean;
  _responseActions: ((reply: string) => void)[];
  /** Replies received and not yet handled, their lines joined by line feeds. */
  _responseQueue: string[];
  /** The beginning of a line whose end has not come yet. */
  _remainder: string;
  /** Bytes; 0 for no limit. */
  _maxAllowedSize: number;
  _processResponse(): void;
  _onClose(): void;
  _onData(chunk: Buffer): void;
  _onConnect(): void;
  _onTimeout(): void;
  _actionEHLO(reply: string): void;
  _upgradeConnection(done: (error: Error | null, secured?: boolean) => void): void;
  _sendCommand(line: string, shown?: string): void;
  _onError(error: Error, type: string, reply: string | false, command: string): void;
};

/** nodemailer's connection with those inner parts in its type. */
export const ObservableConnection = SMTPConnection as unknown as new (
  options: SMTPConnectionOptions,
) => SMTPConnection & Internals;
