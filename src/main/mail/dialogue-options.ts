import type { Socket } from 'node:net';
import type { SecureContext, TLSSocket } from 'node:tls';
import type { Encryption } from '../../shared/delivery.ts';
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

/** Told of what goes over the wire, in order. Lines are as they are: the listener masks them. */
export type DialogueListener = {
  readonly awaitingGreeting: () => void;
  readonly client: (line: string) => void;
  /** A line that nobody may see goes out: the server may repeat it. */
  readonly secret: (line: string) => void;
  readonly server: (reply: string) => void;
  readonly handshakeBegins: () => void;
  /** `acceptable` is false when the certificate ends the session. */
  readonly handshakeDone: (encryption: Encryption, acceptable: boolean) => void;
  /** The final dot has been handed to the network: from here on the server may have the message. */
  readonly messageHandedOver: (bytes: number) => void;
};

/** Gives nodemailer's logger that tells a listener what goes over the wire. */
export function wireLogger(listener: DialogueListener) {
  const take = (entry: { tnx?: string; outByteCount?: number }, text: string) => {
    if (entry.tnx === 'client') listener.client(text);
    else if (entry.tnx === 'server') listener.server(text);
    else if (entry.tnx === 'message' && entry.outByteCount !== undefined)
      listener.messageHandedOver(entry.outByteCount);
  };
  return { level: () => {}, trace: take, debug: take, info: take, warn: take, error: take, fatal: take };
}
