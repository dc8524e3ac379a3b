import type { Socket } from 'node:net';
import { writeBody } from './body-writer.ts';
import type { DialogueListener } from './dialogue-options.ts';
import type { MessageSource } from './message-source.ts';
import { ReplyReader } from './reply-reader.ts';
import type { ServerOffer } from './server-offer.ts';
import { RefusedError, SessionError } from './session-error.ts';

/** A message and its envelope. */
export type Mail = {
  readonly sender: string;
  /** One at least. */
  readonly recipients: readonly string[];
  readonly message: MessageSource;
  /**
   * An address goes beyond ASCII, in the envelope or in the message's headers: only these make a message more than seven bits wide
   * (RFC 6532).
   */
  readonly international: boolean;
  /** Asked when all but the end of the message is on its way. */
  readonly beforeFinalDot?: (() => Promise<boolean>) | undefined;
};

/** What would end a command, or an address within it. */
const LINE_BREAKING = /[\r\n<>]/;

/** What a transaction goes over. */
export type Wire = {
  readonly socket: Socket;
  readonly offer: ServerOffer;
  readonly listener: DialogueListener;
  /** Ends the connection with this error, and the transaction with it by `fail`. */
  readonly breakOff: (error: Error) => void;
  /** The transaction has come to its end. `odd` when something else has come as well: nothing more can be asked then. */
  readonly ended: (error: Error | null, odd: boolean) => void;
};

/**
 * One mail transaction, from MAIL to the reply to the final dot (RFC 5321 section 3.3). With PIPELINING everything up to DATA goes
 * out at once (RFC 2920). Replies come in the order of what they answer, so that their number tells what each is for: the sender,
 * the recipients, DATA, the message.
 */
export class Transaction {
  readonly #mail: Mail;
  readonly #wire: Wire;
  readonly #reader = new ReplyReader();
  #asked = 0;
  #answered = 0;
  #accepted = 0;
  #senderRefused = false;
  /** The first. */
  #refusal: string | undefined;
  #due: 'command' | 'message' | undefined = 'command';
  /** From 354 until the final dot is handed to the network. */
  #inMessage = false;
  #outcome: { readonly error: Error | null } | undefined;
  #odd = false;
  #settled = false;

  constructor(mail: Mail, wire: Wire) {
    this.#mail = mail;
    this.#wire = wire;
  }

  begin(): void {
    const { sender, recipients } = this.#mail;
    if (recipients.length === 0 || LINE_BREAKING.test(sender) || recipients.some((each) => LINE_BREAKING.test(each)))
      this.#wire.breakOff(new Error('There is no such envelope.'));
    else if (this.#pipelined) {
      let batch = '';
      while (this.#asked < recipients.length + 2) batch += this.#nextCommand();
      this.#due = undefined;
      this.#wire.socket.write(batch);
    } else this.#proceed();
  }

  /** Takes what has come from the server. */
  receive(chunk: Buffer): void {
    const sound = this.#reader.read(chunk, this.#take);
    if (this.#outcome !== undefined) {
      this.#settle(this.#outcome.error, this.#odd || !sound || this.#reader.unfinished);
    } else if (!sound) this.#wire.breakOff(new SessionError('REPLY_MALFORMED'));
    else if (this.#due !== undefined) this.#proceed();
  }

  /** The connection has ended. */
  fail(error: Error): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = { error };
    this.#settle(error, true);
  }

  get #pipelined(): boolean {
    return this.#wire.offer.keywords.has('PIPELINING');
  }

  /** Says what is next, but only when nothing is there that could be taken for its reply. */
  #proceed(): void {
    const due = this.#due;
    this.#due = undefined;
    if (this.#reader.unfinished) this.#wire.breakOff(new SessionError('REPLY_UNASKED'));
    else if (due === 'command') this.#wire.socket.write(this.#nextCommand());
    else this.#sendMessage();
  }

  #nextCommand(): string {
    const { listener } = this.#wire;
    const index = this.#asked++;
    const recipient = this.#mail.recipients[index - 1];
    if (index === 0) {
      const line = mailCommand(this.#mail, this.#wire.offer);
      listener.client(line, { step: 'sender' });
      return `${line}\r\n`;
    }
    const line = recipient === undefined ? 'DATA' : `RCPT TO:<${recipient}>`;
    listener.client(line, recipient === undefined ? { step: 'data' } : { step: 'recipient', recipient });
    return `${line}\r\n`;
  }

  #sendMessage(): void {
    const { socket, listener, breakOff } = this.#wire;
    this.#inMessage = true;
    this.#asked++;
    writeBody({
      message: this.#mail.message,
      socket,
      goesOn: () => this.#outcome === undefined,
      mayEnd: this.#mail.beforeFinalDot,
      ending: (wireBytes) => {
        this.#inMessage = false;
        listener.messageHandedOver(wireBytes);
      },
    }).catch(breakOff);
  }

  readonly #take = (reply: string): void => {
    if (this.#outcome !== undefined) {
      this.#odd = true;
      return;
    }
    this.#wire.listener.server(reply);
    const good = reply.startsWith('2');
    const asked = this.#answered < this.#asked;
    // A message that isn't handed over yet can be refused, but not accepted.
    if (!asked || this.#inMessage) {
      const refused = reply.startsWith('4') || reply.startsWith('5');
      this.#wire.breakOff(refused ? new RefusedError(reply) : new SessionError('REPLY_UNASKED'));
      return;
    }
    const index = this.#answered++;
    // The server is about to close the connection, whatever it answers (RFC 5321 section 4.2.1).
    if (reply.startsWith('421'))
      this.#wire.breakOff(new RefusedError(this.#senderRefused ? (this.#refusal ?? reply) : reply));
    else if (index === 0) this.#senderAnswered(reply, good);
    else if (index <= this.#mail.recipients.length) this.#recipientAnswered(reply, good);
    else if (index === this.#mail.recipients.length + 1) this.#dataAnswered(reply);
    else if (good) this.#outcome = { error: null };
    else if (reply.startsWith('3')) this.#wire.breakOff(new SessionError('REPLY_MALFORMED'));
    else this.#outcome = { error: new RefusedError(reply) };
  };

  #senderAnswered(reply: string, good: boolean): void {
    this.#senderRefused = !good;
    if (!good) this.#refusal = reply;
    if (this.#pipelined) return;
    if (good) this.#due = 'command';
    else this.#outcome = { error: new RefusedError(reply) };
  }

  #recipientAnswered(reply: string, good: boolean): void {
    if (good) this.#accepted++;
    else this.#refusal ??= reply;
    if (this.#pipelined) return;
    if (this.#answered <= this.#mail.recipients.length || this.#accepted > 0) this.#due = 'command';
    else this.#outcome = { error: new RefusedError(this.#refusal ?? reply) };
  }

  #dataAnswered(reply: string): void {
    const wanted = reply.startsWith('3');
    if (this.#senderRefused || this.#accepted === 0) {
      const refused = new RefusedError(this.#refusal ?? reply);
      // A server that wants a message for nobody isn't given one.
      if (wanted) this.#wire.breakOff(refused);
      else this.#outcome = { error: refused };
    } else if (wanted) this.#due = 'message';
    // Only 3xx asks for the message (RFC 5321 section 4.3.2); after anything else it must not follow.
    else if (reply.startsWith('2')) this.#wire.breakOff(new SessionError('REPLY_UNASKED'));
    else this.#outcome = { error: new RefusedError(reply) };
  }

  #settle(error: Error | null, odd: boolean): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#wire.ended(error, odd);
  }
}

function mailCommand({ sender, message, international }: Mail, { keywords }: ServerOffer): string {
  let line = `MAIL FROM:<${sender}>`;
  // RFC 6531 section 3.4, RFC 6152, RFC 1870 section 3.
  if (international) line += keywords.has('8BITMIME') ? ' SMTPUTF8 BODY=8BITMIME' : ' SMTPUTF8';
  if (message.sizeBytes > 0 && keywords.has('SIZE')) line += ` SIZE=${message.sizeBytes}`;
  return line;
}
