import type { TLSSocket } from 'node:tls';
import type { Encryption } from '../../shared/delivery.ts';
import { type DialogueListener, type DialogueOptions, wireLogger } from './dialogue-options.ts';
import { ObservableConnection } from './observable-connection.ts';
import { isReply, isUnfinished } from './reply-form.ts';
import { REPLY_LIMIT, SPARE_REPLIES } from './reply-reader.ts';
import { readOffer, type ServerOffer } from './server-offer.ts';
import { CertificateError, RefusedError, SessionError } from './session-error.ts';
import { type Mail, Transaction } from './transaction.ts';

/** Challenges of one sign-in; no mechanism that is spoken here needs more. */
const MOST_CHALLENGES = 8;
/** A TLS record with an alert in clear. */
const ALERT_BYTES = 7;
/** A message that goes out more slowly than 1 kB/s is given up. */
const SLOWEST_BYTES_PER_MS = 1;

/**
 * nodemailer's SMTP connection with the moments in between opened up: what the server offers, the TLS handshake and the
 * certificate, which is judged before another byte goes out. From its opening on, messages go over it by `transaction.ts`.
 * Nothing else here speaks SMTP.
 */
export class Dialogue extends ObservableConnection {
  readonly #options: DialogueOptions;
  /** What the server offered with each EHLO: the last one counts (RFC 3207 section 4.2). */
  readonly offers: ServerOffer[] = [];
  encryption: Encryption | null = null;
  /** The first error that ended the connection, whatever was going on. */
  failure: Error | undefined;
  readonly remoteAddress: string | undefined;
  /** Bytes of SMTP that came from the server so far: what TLS needs for itself doesn't count. */
  receivedBytes = 0;
  #challenges = 0;
  #bytesBeforeHandshake: number | undefined;
  #transaction: Transaction | undefined;
  readonly #listening: { listener: DialogueListener };

  constructor(options: DialogueOptions) {
    const listening = { listener: options.listener };
    super({
      connection: options.socket,
      host: options.host,
      name: options.clientName,
      secure: options.security === 'tls',
      ignoreTLS: options.security === 'none',
      requireTLS: options.security === 'starttls',
      greetingTimeout: options.greetingTimeoutMs,
      // Counted from here to the end of the second EHLO; each wait within it has its own, shorter limit.
      connectionTimeout: 2 * options.greetingTimeoutMs + 3 * options.idleTimeoutMs,
      socketTimeout: options.idleTimeoutMs,
      maxResponseSize: REPLY_LIMIT,
      transactionLog: true,
      logger: wireLogger(listening),
      // The certificate is judged in `_upgradeConnection`, where it can be told what is wrong with it.
      tls: options.security === 'none' ? {} : { rejectUnauthorized: false, secureContext: options.secureContext() },
    });
    this.#options = options;
    this.#listening = listening;
    this.remoteAddress = options.socket.remoteAddress;
    this.on('error', (error: Error) => {
      this.failure ??= error;
      this.#transaction?.fail(this.failure);
    });
    this.once('end', () => this.#transaction?.fail(this.failure ?? new Error('connection closed')));
  }

  /** What is said from here on belongs to something else. */
  set listener(listener: DialogueListener) {
    this.#listening.listener = listener;
  }

  get offer(): ServerOffer {
    return this.offers.at(-1) ?? nothingOffered;
  }

  get encrypted(): boolean {
    return this.secure;
  }

  /** True when the server has gone into the TLS handshake: more came than the record of one alert (RFC 8446 section 6). */
  get handshakeAnswered(): boolean {
    const before = this.#bytesBeforeHandshake;
    return before !== undefined && this.#options.socket.bytesRead - before > 2 * ALERT_BYTES;
  }

  /** Goes from the greeting to the point where a sign-in or a message can follow. */
  open(): Promise<void> {
    const { greetingTimeoutMs, idleTimeoutMs } = this.#options;
    const limitMs = 2 * greetingTimeoutMs + 3 * idleTimeoutMs;
    return this.#within((done) => this.connect((error) => done(error ?? null)), limitMs);
  }

  signIn(method: string, username: string, password: string): Promise<void> {
    return this.#within((done) => this.login({ method, user: username, pass: password }, (error) => done(error)));
  }

  /** Sends a message to the recipients that are accepted; fails when none is. */
  transfer(mail: Mail): Promise<void> {
    if (this.destroyed) return Promise.reject(this.failure ?? new Error('connection closed'));
    return new Promise((resolve, reject) => {
      const limitMs = 10 * this.#options.idleTimeoutMs + mail.message.sizeBytes / SLOWEST_BYTES_PER_MS;
      const timer = setTimeout(() => this.abort(new SessionError('REPLY_TIMEOUT')), limitMs);
      this.#transaction = new Transaction(mail, {
        socket: this._socket,
        offer: this.offer,
        listener: this.#listening.listener,
        breakOff: (error) => this.abort(error),
        ended: (error, odd) => {
          clearTimeout(timer);
          this.#transaction = undefined;
          if (odd) this.close();
          if (error === null) resolve();
          else reject(error);
        },
      });
      if (this._remainder !== '') this.abort(new SessionError('REPLY_UNASKED'));
      else if (this.#nothingUnread()) this.#transaction.begin();
    });
  }

  /** Sends one command; fails with RefusedError unless its reply's code is 2xx. */
  command(line: string, limitMs?: number): Promise<void> {
    return this.#within((done) => {
      this._responseActions.push((reply) => done(reply.startsWith('2') ? null : new RefusedError(reply)));
      this._sendCommand(line);
    }, limitMs);
  }

  /** Sends one line of a sign-in, which may be shown as `shown` only, and gives the reply, whatever it is. */
  exchange(line: string, shown: string): Promise<string> {
    let answer = '';
    const answered = this.#within((done) => {
      this._responseActions.push((reply) => {
        answer = reply;
        done(null);
      });
      this._sendCommand(line, shown);
    });
    return answered.then(() => answer);
  }

  /** Ends the session with the given error, as if the network had. */
  abort(error: Error): void {
    this.failure ??= error;
    this._onError(error, 'EABORT', false, 'CONN');
  }

  /** Ends the connection; politely, with a QUIT and its reply, when that is possible within a second. */
  async leave(politely: boolean): Promise<void> {
    if (politely && !this.destroyed) {
      const ended = new Promise<void>((resolve) => this.once('end', resolve));
      const timer = setTimeout(() => this.close(), 1000);
      this.quit();
      await ended;
      clearTimeout(timer);
    }
    this.close();
    this.#options.socket.destroy();
  }

  /** Takes a reply only when it has the form of one (RFC 5321 section 4.2) and may come now. */
  override _processResponse(): void {
    const reply = this._responseQueue[0]?.trim() ?? '';
    if (reply.startsWith('334')) this.#challenges++;
    if (this.#challenges > MOST_CHALLENGES) this.abort(new SessionError('REPLY_UNASKED'));
    else if (this._responseQueue.length > this._responseActions.length + SPARE_REPLIES)
      this.abort(new SessionError('REPLY_UNASKED'));
    else if (reply !== '' && !isUnfinished(reply) && !isReply(reply)) this.abort(new SessionError('REPLY_MALFORMED'));
    else super._processResponse();
  }

  /** Sends a command only when nothing is left that could be mistaken for its reply. */
  override _sendCommand(line: string, shown?: string): void {
    if (!this.#nothingUnread()) return;
    if (shown !== undefined && shown !== line) this.#listening.listener.secret(line);
    this._socket.setTimeout(this.#options.idleTimeoutMs);
    super._sendCommand(line, shown);
  }

  override _onData(chunk: Buffer): void {
    this.receivedBytes += chunk.byteLength;
    if (this.#transaction === undefined) super._onData(chunk);
    else this.#transaction.receive(chunk);
  }

  /** A line that the end of the connection cut off is no reply. */
  override _onClose(): void {
    this._remainder = '';
    // nodemailer doesn't know of the transaction, and would take the end for that of an idle connection.
    if (this.#transaction !== undefined) this.abort(new Error('Connection closed unexpectedly'));
    else super._onClose();
  }

  /** A connection that nobody has used for a while is left in an orderly way; the server would end it otherwise. */
  override _onTimeout(): void {
    const idle = this.#transaction === undefined && this._responseActions.length === 0;
    if (idle) void this.leave(true);
    else super._onTimeout();
  }

  override _onConnect(): void {
    this.#listening.listener.awaitingGreeting();
    super._onConnect();
    // Until the greeting its own time-out counts.
    this._socket.setTimeout(0);
  }

  override _actionEHLO(reply: string): void {
    this.offers.push(readOffer(reply));
    // A server that doesn't know EHLO can't offer anything; other refusals have reasons of their own.
    const answered = /^(2|50[0-4])/.test(reply);
    if (this.#options.security === 'starttls' && !this.secure && answered && !this.offer.keywords.has('STARTTLS')) {
      this.abort(new SessionError('STARTTLS_NOT_OFFERED'));
      return;
    }
    super._actionEHLO(reply);
    // It takes a limit from where none is. `session.ts` knows the real one before it has a message sent.
    this._maxAllowedSize = 0;
  }

  override _upgradeConnection(done: (error: Error | null, secured?: boolean) => void): void {
    this.#listening.listener.handshakeBegins();
    this.#bytesBeforeHandshake = this.#options.socket.bytesRead;
    super._upgradeConnection((error, secured) => {
      if (error) {
        done(error);
        return;
      }
      this.encryption = this.#options.describe(this._socket as TLSSocket);
      const { problems, trustedBy } = this.encryption.certificate;
      // The one certificate that the settings name is meant also where others would be let pass.
      const changed = problems.includes('CERTIFICATE_CHANGED');
      const acceptable = trustedBy !== null || (!this.#options.rejectInvalidCertificates && !changed);
      this.#listening.listener.handshakeDone(this.encryption, acceptable);
      if (!acceptable) {
        this.abort(new CertificateError(problems));
        return;
      }
      done(null, secured ?? false);
    });
    // The handshake has its own time-out as well.
    this._socket.setTimeout(0);
  }

  /** False, and the session is over, when something is left that could be mistaken for the reply to what is said next. */
  #nothingUnread(): boolean {
    const nothing = this._responseQueue.every((reply) => reply.trim() === '');
    if (!nothing) this.abort(new SessionError('REPLY_UNASKED'));
    return nothing;
  }

  /** Runs one exchange of a few lines. A server that drips its replies keeps below the idle time-out, but not this one. */
  async #within(
    run: (done: (error: Error | null) => void) => void,
    limitMs = 5 * this.#options.idleTimeoutMs,
  ): Promise<void> {
    const timer = setTimeout(() => this.abort(new SessionError('REPLY_TIMEOUT')), limitMs);
    await this.#settle(run).finally(() => clearTimeout(timer));
  }

  /** Runs one exchange; an error of the connection ends it too, whichever comes first. */
  #settle(run: (done: (error: Error | null) => void) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const onError = (error: Error) => reject(this.failure ?? error);
      const onEnd = () => reject(this.failure ?? new Error('connection closed'));
      this.once('error', onError);
      this.once('end', onEnd);
      run((error) => {
        this.off('error', onError);
        this.off('end', onEnd);
        if (error) reject(this.failure ?? error);
        else resolve();
      });
    });
  }
}

const nothingOffered: ServerOffer = { extended: false, keywords: new Map() };
