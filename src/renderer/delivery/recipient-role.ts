/** Where a message names a recipient; `bcc` for one that it doesn't name. */
export type RecipientRole = 'to' | 'cc' | 'bcc';
