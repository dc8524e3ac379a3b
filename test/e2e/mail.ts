import MailComposer from 'nodemailer/lib/mail-composer';
import { createCaptureStore } from '../../src/main/capture/capture-store.ts';
import { openStore } from './store.ts';

export type InjectedMail = {
  readonly subject: string;
  readonly text?: string;
  readonly html?: string;
  readonly file?: { readonly name: string; readonly content: Buffer };
};

/** Puts a message among the captured ones, as another process would: notifications with such content can't be sent yet. */
export async function injectMail(dataFolder: string, mail: InjectedMail): Promise<void> {
  const source = await new MailComposer({
    from: 'desk@sender.test',
    to: 'pat@recipient.test',
    subject: mail.subject,
    ...(mail.text === undefined ? {} : { text: mail.text }),
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(mail.file === undefined ? {} : { attachments: [{ filename: mail.file.name, content: mail.file.content }] }),
  })
    .compile()
    .build();
  const database = openStore(dataFolder);
  try {
    createCaptureStore(database).insert(
      {
        receivedAt: new Date().toISOString(),
        sender: 'desk@sender.test',
        recipients: JSON.stringify(['pat@recipient.test']),
        subject: mail.subject,
        attachments: mail.file === undefined ? 0 : 1,
      },
      source,
    );
  } finally {
    database.close();
  }
}
