import type { TLSSocket } from 'node:tls';
import type { Encryption } from '../../shared/delivery.ts';
import { type DialogueOptions, wireLogger } from './dialogue-options.ts';
import { ObservableConnection } from './observable-connection.ts';
import { isReply, isUnfinished } from './reply-form.ts';
import { readOffer, type ServerOffer } from './server-offer.ts';
import { CertificateError, RefusedError, SessionError } from './session-error.ts';

/** Characters of one reply; a server that goes on is cut off. */
const REPLY_LIMIT = 64 * 1024;
/** Replies, or empty lines, that may wait to be handled beyond those to the commands under way. */
const SPARE_REPLIES = 100;
/** Challenges of one sign-in; no mechanism that is spoken here needs more. */
const MOST_CHALLENGES = 8;
/** A TLS record with an alert in clear. */
const ALERT_BYTES = 7;
/** A message that goes out more slowly than 1 kB/s is given up. */
const SLOWEST_BYTES_PER_MS = 1;

/**
 * nodemailer's SMTP connection with the moments in between opened up: what the server offers, the TLS handshake and the
 * certificate, which is judged before another byte goes out. It is the only thing here that speaks SMTP.
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
  #international = false;
  #bytesBeforeHandshake: number | undefined;

  constructor(options: DialogueOptions) {
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
      logger: wireLogger(options.listener),
      // The certificate is judged in `_upgradeConnection`, where it can be told what is wrong with it.
      tls: options.security === 'none' ? {} : { rejectUnauthorized: false, secureContext: options.secureContext() },
    });
    this.#options = options;
    this.remoteAddress = options.socket.remoteAddress;
    this.on('error', (error: Error) => {
      this.failure ??= error;
    });
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

  /**
   * Sends the message to the recipients that are accepted; fails when none is.
   *
   * @param international an address goes beyond ASCII, in the envelope or in the message's headers: only these make a message more
   *   than seven bits wide (RFC 6532)
   */
  transfer(from: string, to: readonly string[], message: Uint8Array, international: boolean): Promise<void> {
    const envelope = { from, to: [...to], size: message.byteLength, use8BitMime: international };
    this.#international = international;
    const limitMs = 10 * this.#options.idleTimeoutMs + message.byteLength / SLOWEST_BYTES_PER_MS;
    return this.#within(
      (done) =>
        this.send(envelope, Buffer.from(message.buffer, message.byteOffset, message.byteLength), (error) =>
          done(error),
        ),
      limitMs,
    );
  }

  /** Sends one command; fails with RefusedError unless its reply's code is 2xx. */
  command(line: string): Promise<void> {
    return this.#within((done) => {
      this._responseActions.push((reply) => done(reply.startsWith('2') ? null : new RefusedError(reply)));
      this._sendCommand(line);
    });
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

  /**
   * Takes a reply only when it has the form of one (RFC 5321 section 4.2) and may come now: a message that isn't handed over
   * yet can be refused, but not accepted.
   */
  override _processResponse(): void {
    const reply = this._responseQueue[0]?.trim() ?? '';
    if (reply.startsWith('334')) this.#challenges++;
    if (this.#challenges > MOST_CHALLENGES) this.abort(new SessionError('REPLY_UNASKED'));
    else if (this._responseQueue.length > this._responseActions.length + SPARE_REPLIES)
      this.abort(new SessionError('REPLY_UNASKED'));
    else if (reply !== '' && !isUnfinished(reply) && !isReply(reply)) this.abort(new SessionError('REPLY_MALFORMED'));
    else if (reply.startsWith('2') && this._currentDataStream !== false) this.abort(new SessionError('REPLY_UNASKED'));
    else super._processResponse();
  }

  /** Sends a command only when nothing is left that could be mistaken for its reply. */
  override _sendCommand(line: string, shown?: string): void {
    if (this._responseQueue.some((reply) => reply.trim() !== '')) this.abort(new SessionError('REPLY_UNASKED'));
    else {
      if (shown !== undefined && shown !== line) this.#options.listener.secret(line);
      this._socket.setTimeout(this.#options.idleTimeoutMs);
      // nodemailer looks at the envelope alone.
      const extended = this.#international && line.startsWith('MAIL FROM:') && !/> .*\bSMTPUTF8\b/.test(line);
      super._sendCommand(extended ? `${line} SMTPUTF8` : line, shown);
    }
  }

  override _onData(chunk: Buffer): void {
    this.receivedBytes += chunk.byteLength;
    super._onData(chunk);
  }

  /** Only 3xx asks for the message (RFC 5321 section 4.3.2); after anything else it must not follow. */
  override _actionDATA(reply: string, done: (error: Error | null) => void): void {
    if (reply.startsWith('2')) this.abort(new SessionError('REPLY_UNASKED'));
    else super._actionDATA(reply, done);
  }

  /** A line that the end of the connection cut off is no reply. */
  override _onClose(): void {
    this._remainder = '';
    super._onClose();
  }

  override _onConnect(): void {
    this.#options.listener.awaitingGreeting();
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
    this.#options.listener.handshakeBegins();
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
      this.#options.listener.handshakeDone(this.encryption, acceptable);
      if (!acceptable) {
        this.abort(new CertificateError(problems));
        return;
      }
      done(null, secured ?? false);
    });
    // The handshake has its own time-out as well.
    this._socket.setTimeout(0);
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
