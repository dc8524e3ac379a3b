import { randomUUID } from 'node:crypto';
import { domainOf, type Mailbox } from '../../shared/address.ts';
import { t } from '../../shared/catalogue/index.ts';
import { endpointText } from '../../shared/host.ts';
import type { SettingsDraft } from '../../shared/settings.ts';
import { type ComposedMessage, composeMessage } from '../message/compose-message.ts';

export type { ComposedMessage };

export type TestMessageFacts = {
  readonly sender: Mailbox;
  readonly recipients: readonly Mailbox[];
  readonly settings: SettingsDraft;
  /** Null for values that were not saved. */
  readonly revision: number | null;
  readonly computer: string;
  readonly at: Date;
};

/**
 * Composes the test message (RFC 5322): what it is, from which computer and settings it comes, and when. Plain and HTML
 * (multipart/alternative), or plain alone when the settings say so, in their character set. The Message-ID has the sender's domain.
 */
export async function composeTestMessage(facts: TestMessageFacts): Promise<ComposedMessage> {
  const { charset, plainText } = facts.settings.message;
  return composeMessage({
    from: facts.sender,
    to: facts.recipients,
    subject: t('testMessage.subject'),
    text: asText(facts),
    html: asHtml(facts),
    // RFC 3834 section 5: nobody's automatic answer is wanted.
    headers: { 'Auto-Submitted': 'auto-generated' },
    charset,
    plainTextOnly: plainText,
    date: facts.at,
    messageId: `<${randomUUID()}@${domainOf(facts.sender.address)}>`,
    // Whether the server takes such addresses is found out before the message is sent.
    internationalized: true,
  });
}

function rowsOf({ settings, revision, computer, at }: TestMessageFacts): [label: string, value: string][] {
  const { host, port, security, authentication, username } = settings.smtp;
  const server: [string, string][] =
    settings.service === 'smtp'
      ? [
          [t('testMessage.server'), endpointText(host, port)],
          [t('testMessage.security'), t(`security.${security}`)],
          [t('testMessage.username'), authentication ? username : t('testMessage.nobody')],
        ]
      : [];
  return [
    [t('testMessage.computer'), computer],
    [t('testMessage.service'), t(`service.${settings.service}`)],
    ...server,
    [
      t('testMessage.settings'),
      revision === null ? t('testMessage.settings.unsaved') : t('testMessage.settings.saved', { revision }),
    ],
    [t('testMessage.time'), at.toISOString()],
  ];
}

function asText(facts: TestMessageFacts): string {
  const rows = rowsOf(facts).map(([label, value]) => t('testMessage.row', { label, value }));
  return [t('testMessage.heading'), '', t('testMessage.purpose'), '', ...rows, ''].join('\n');
}

function asHtml(facts: TestMessageFacts): string {
  const rows = rowsOf(facts).map(
    ([label, value]) =>
      `<tr><th align="left" style="padding:2px 16px 2px 0;font-weight:600">${escapeHtml(label)}</th><td style="padding:2px 0">${escapeHtml(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<title>${escapeHtml(t('testMessage.subject'))}</title></head>`,
    '<body style="font:14px/1.5 \'Segoe UI\',system-ui,sans-serif;color:#1b1b1b">',
    `<p><strong>${escapeHtml(t('testMessage.heading'))}</strong></p><p>${escapeHtml(t('testMessage.purpose'))}</p>`,
    `<table cellspacing="0">${rows.join('')}</table></body></html>`,
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
