import { t } from '../../shared/catalogue/index.ts';
import type { RecipientResult, StepName } from '../../shared/delivery.ts';
import type { DialogueListener } from './dialogue-options.ts';
import type { SessionObserver } from './observer.ts';
import { maskSignInCommand, maskSignInReply } from './redactor.ts';
import { describeOffer, readOffer } from './server-offer.ts';

/** Characters that are kept of the reply to each recipient; there can be many of them. The transcript has more. */
const LONGEST_RECIPIENT_REPLY = 2000;

type Pending = { readonly step: StepName | 'sign-in-exchange' | 'other'; readonly recipient?: string };

/**
 * Turns what goes over the wire into steps. Replies come in the order of their commands, also when those were pipelined
 * (RFC 2920), so a step begins when its first command is the next to be answered.
 */
export class StepTracker {
  readonly #observer: SessionObserver;
  readonly #recipients: Map<string, RecipientResult>;
  #untried: number;
  #rejected = 0;
  readonly #pending: Pending[] = [];
  /** True from the final dot to the reply to it: the server may have taken the message, or not. */
  outcomeUnknown = false;
  /** True when the end of the message may have reached the server, whatever became of it. */
  handedOver = false;
  /** True when the server has said anything. */
  answered = false;
  /** The server's greeting, redacted. */
  greeting: string | null = null;
  /** The server's last reply, redacted. */
  reply: string | null = null;
  /** The refusal that decided the session, with the step that it ended; what came after only follows from it. */
  refusal: { readonly step: StepName; readonly reply: string } | undefined;

  constructor(observer: SessionObserver, recipients: readonly string[]) {
    this.#observer = observer;
    this.#recipients = new Map(
      recipients.map((address) => [address, { address, status: 'not-tried', reply: null } as const]),
    );
    this.#untried = this.#recipients.size;
  }

  get recipients(): RecipientResult[] {
    return [...this.#recipients.values()];
  }

  /** True when a recipient was refused. */
  get anyRejected(): boolean {
    return this.#rejected > 0;
  }

  /** True while a sign-in is being talked over: none of its lines may be kept. */
  get #signingIn(): boolean {
    return this.#observer.running === 'sign-in';
  }

  get listener(): DialogueListener {
    return {
      awaitingGreeting: () => {
        this.#pending.push({ step: 'greeting' });
        this.#beginNext();
      },
      client: (line, meaning) => {
        this.#observer.record('client', this.#signingIn ? maskSignInCommand(line) : line);
        this.#pending.push(meaning ?? this.#pendingFor(line));
        if (this.#pending.length === 1) this.#beginNext();
      },
      secret: (line) => {
        this.#observer.hide(line);
        // The answer to CRAM-MD5 is the user name and a digest, from which the password can be guessed.
        this.#observer.hide(Buffer.from(line, 'base64').toString('latin1').split(' ').at(-1) ?? '');
      },
      server: (reply) => this.#answered(reply),
      handshakeBegins: () => {
        this.#observer.begin('tls');
      },
      handshakeDone: (encryption, acceptable) => {
        const description = `${encryption.protocol}, ${encryption.cipher}`;
        this.#observer.end('ok', description);
        this.#observer.record('note', t('session.note.encrypted', { description }));
        this.#observer.begin('certificate');
        const { subject, problems } = encryption.certificate;
        const found = problems.map((problem) => t(`certificate.${problem}`)).join(' ');
        if (found !== '') this.#observer.record('note', t('session.note.certificate', { subject, problems: found }));
        this.#observer.end(
          acceptable ? 'ok' : 'failed',
          t('session.detail.certificate', { subject, problems: found }).trim(),
        );
      },
      messageHandedOver: (bytes) => {
        this.#observer.record('note', t('session.note.message', { bytes }));
        this.#observer.end('ok', t('session.detail.bytes', { bytes }));
        this.#pending.push({ step: 'accepted' });
        this.#observer.begin('accepted');
        this.outcomeUnknown = true;
        this.handedOver = true;
      },
    };
  }

  #pendingFor(line: string): Pending {
    if (this.#signingIn) return { step: 'sign-in-exchange' };
    if (/^(EHLO|HELO) /.test(line)) return { step: 'ehlo' };
    if (line === 'STARTTLS') return { step: 'starttls' };
    if (line.startsWith('MAIL FROM:')) return { step: 'sender' };
    const recipient = /^RCPT TO:<(.*)>/.exec(line)?.[1];
    if (recipient !== undefined) return { step: 'recipient', recipient };
    return { step: line === 'DATA' ? 'data' : 'other' };
  }

  #answered(reply: string): void {
    this.answered = true;
    const answered = this.#pending.shift();
    const shown = this.#observer.recordReply(answered?.step === 'sign-in-exchange' ? maskSignInReply(reply) : reply);
    if (answered === undefined) this.reply = shown;
    if (answered === undefined || answered.step === 'other') return;
    // After the reply that decides, those to commands sent along with it only follow from it.
    if (!reply.startsWith('334') && !this.#ended) this.reply = shown;
    // Only these say what became of the message (RFC 5321 section 4.2.1).
    if (answered.step === 'accepted' && !/^[245]/.test(reply)) return;
    if (answered.step === 'accepted') this.outcomeUnknown = false;
    if (answered.step === 'greeting') this.greeting = shown;
    switch (answered.step) {
      case 'recipient':
        if (!this.#ended) this.#recipientAnswered(answered.recipient ?? '', reply, shown);
        break;
      case 'data':
        // The step goes on until the message has been handed over.
        if (!/^[23]/.test(reply)) this.#refuse('data', reply, shown);
        break;
      case 'ehlo':
        // A refused EHLO is followed by HELO in the same step (RFC 5321 section 3.2).
        if (reply.startsWith('2')) {
          this.refusal = undefined;
          this.#observer.end('ok', describeOffer(readOffer(reply)) || shown);
        } else {
          this.refusal = { step: 'ehlo', reply };
        }
        break;
      case 'sign-in-exchange':
        break;
      default:
        if (reply.startsWith('2')) this.#observer.end('ok', shown);
        else this.#refuse(answered.step, reply, shown);
    }
    this.#beginNext();
  }

  #recipientAnswered(address: string, reply: string, shown: string): void {
    const status = reply.startsWith('2') ? 'accepted' : 'rejected';
    const before = this.#recipients.get(address)?.status;
    if (before === 'not-tried') this.#untried--;
    if (before !== 'rejected' && status === 'rejected') this.#rejected++;
    if (before === 'rejected' && status === 'accepted') this.#rejected--;
    this.#recipients.set(address, { address, status, reply: shown.slice(0, LONGEST_RECIPIENT_REPLY) });
    if (this.#pending[0]?.step === 'recipient' || this.#untried > 0) return;
    if (this.#rejected === 0) {
      this.#observer.end('ok', shown);
      return;
    }
    const refused = this.recipients.find((result) => result.status === 'rejected')?.reply ?? shown;
    if (this.#allRejected) this.#refuse('recipient', refused, refused);
    else this.#observer.end('failed', refused);
  }

  #refuse(step: StepName, reply: string, shown: string): void {
    this.refusal ??= { step, reply };
    this.#observer.end('failed', shown);
  }

  #beginNext(): void {
    const next = this.#pending[0]?.step;
    if (next === undefined || next === 'other' || next === 'sign-in-exchange') return;
    if (next !== this.#observer.running && !this.#ended) this.#observer.begin(next);
  }

  /** True when a step has failed that none can follow: what is still answered after it is noise. */
  get #ended(): boolean {
    return this.#observer.failed || this.#allRejected;
  }

  get #allRejected(): boolean {
    return this.#rejected > 0 && this.#rejected === this.#recipients.size;
  }
}
