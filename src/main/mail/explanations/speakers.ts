/**
 * How one knows the services that the entries name: by their host names, or by what they alone write into a reply. The host name
 * and the reply are lines of their own.
 */

/**
 * Exchange Online signs with the name of the machine that answered. Its enhanced codes with three digits at their end are its
 * own: no standard defines such.
 */
export const microsoft =
  /(?:^|\.)(?:office365\.(?:com|us)|outlook\.(?:com|cn)|hotmail\.com|live\.com|mx\.microsoft)$|\bprod\.(?:outlook|exchangelabs)\.com\b|\baka\.ms\/|\b(?:mail|postmaster)\.live\.com\b|^[45]\.[17]\.\d{3} /im;

/** The hosts of personal accounts alone. */
export const outlookCom = /^(?:smtp-mail\.outlook\.com|smtp\.(?:live|hotmail)\.com)$/m;

export const google =
  /(?:^|\.)(?:google|gmail|googlemail)\.com$|\bgsmtp\b|\b(?:accounts|mail|support)\.google\.com\b/im;

/** Other machines at Amazon are their tenants' own. */
export const amazonSes = /(?:^|\.)email-smtp(?:-fips)?\.[a-z0-9.-]{3,40}\.amazonaws\.com(?:\.cn)?$/m;

export const sendgrid = /(?:^|\.)sendgrid\.(?:net|com)$|\bsendgrid\.com\//im;
export const mailgun = /(?:^|\.)mailgun\.(?:org|com)$/m;
export const postmark = /(?:^|\.)postmarkapp\.com$/m;
export const brevo = /(?:^|\.)(?:brevo|sendinblue)\.com$/m;
export const mailjet = /(?:^|\.)mailjet\.com$/m;
export const sparkpost = /(?:^|\.)sparkpost(?:mail)?\.com$/m;
export const smtp2go = /(?:^|\.)smtp2go\.com$/m;
export const zoho = /(?:^|\.)zoho(?:cloud)?\.(?:com|eu|in|jp|ca|com\.au)$/m;
export const yahoo = /(?:^|\.)(?:yahoo\.com|aol\.com|yahoodns\.net)$|\b(?:postmaster|senders)\.yahoo(?:inc)?\.com\b/im;
export const icloud = /(?:^|\.)(?:me|icloud)\.com$/m;
export const fastmail = /(?:^|\.)(?:fastmail|messagingengine)\.com$/m;
export const gmx = /(?:^|\.)(?:gmx\.(?:net|de|com|at|ch)|web\.de)$|\bpostmaster\.(?:gmx\.net|web\.de)\b/im;
export const ionos =
  /(?:^|\.)(?:ionos|1and1|1und1|kundenserver)\.[a-z]{2,4}(?:\.[a-z]{2})?$|\bpostmaster\.(?:ionos|1and1|1und1)\.[a-z]{2,4}\b/im;
export const tOnline = /(?:^|\.)t-online\.de$/m;
export const yandex = /(?:^|\.)yandex\.(?:com|ru|net|by|kz|com\.tr)$|\byandex\.(?:com|ru)\//im;
export const mailRu = /(?:^|\.)mail\.ru$|\bhelp\.mail\.ru\b/im;
export const qq = /(?:^|\.)qq\.com$|\bmail\.qq\.com\b/im;
export const netease = /(?:^|\.)(?:163|126|188)\.com$|(?:^|\.)yeah\.net$/m;
export const mimecast = /\bmimecast(?:-offshore)?\.com\b/im;
export const messagelabs = /\bmessagelabs\b/im;
