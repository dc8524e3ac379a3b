import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Encryption, StepName } from '../../shared/delivery.ts';
import type { Security } from '../../shared/smtp-settings.ts';

export type DialogueOptions = {
  /** Already connected; the dialogue owns it from here on. */
  readonly socket: Socket;
  /** The name or address that was configured: what the certificate has to be for. */
  readonly host: string;
  /** What goes out with EHLO (RFC 5321 section 4.1.1.1). */
  readonly clientName: string;
  readonly security: Security;
  readonly rejectInvalidCertificates: boolean;
  /** Holds the trusted authorities, the lowest TLS version and the client certificate. Asked for only when TLS may come. */
  readonly secureContext: () => SecureContext;
  readonly greetingTimeoutMs: number;
  readonly idleTimeoutMs: number;
  readonly describe: (socket: TLSSocket) => Encryption;
  readonly listener: DialogueListener;
};

/** Which step a command belongs to, and for RCPT, whom it names. */
export type CommandMeaning = { readonly step: StepName; readonly recipient?: string };

/** Told of what goes over the wire, in order. Lines are as they are: the listener masks them. */
export type DialogueListener = {
  readonly awaitingGreeting: () => void;
  /** `meaning` is there for the commands of a mail transaction. */
  readonly client: (line: string, meaning?: CommandMeaning) => void;
  /** A line that nobody may see goes out: the server may repeat it. */
  readonly secret: (line: string) => void;
  readonly server: (reply: string) => void;
  readonly handshakeBegins: () => void;
  /** `acceptable` is false when the certificate ends the session. */
  readonly handshakeDone: (encryption: Encryption, acceptable: boolean) => void;
  /** The end of the message is handed to the network: from here on the server may have it. */
  readonly messageHandedOver: (bytes: number) => void;
};

/** Gives nodemailer's logger that tells whoever listens at the moment what goes over the wire. */
export function wireLogger(listening: { readonly listener: DialogueListener }) {
  const take = (entry: { tnx?: string }, text: string) => {
    if (entry.tnx === 'client') listening.listener.client(text);
    else if (entry.tnx === 'server') listening.listener.server(text);
  };
  return { level: () => {}, trace: take, debug: take, info: take, warn: take, error: take, fatal: take };
}
