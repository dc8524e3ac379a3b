import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { t } from '../../shared/catalogue/index.ts';
import type { Output } from '../../shared/contract.ts';
import { attachmentNameSchema, MOST_FILES } from '../../shared/notification.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';
import { type FoundFile, findFile, uploadFile } from './attached-files.ts';
import { readText } from './input-text.ts';
import { parseJsonText, placedIn } from './json-text.ts';
import { type Outcome, orRefuse, Refusal } from './outcome.ts';
import type { Session } from './session.ts';

/** A notification's file, and what it names that lies beside it. */
type Import = { readonly file: string; readonly text: string; readonly found: readonly FoundFile[] };

type Imported = {
  readonly file: string;
  readonly created: boolean;
  readonly view: Output<'notifications.import'>['view'];
};

/** Reads notifications' files. All are read before the first one is saved; what is wrong with one is refused, by its name. */
export async function readImports(files: readonly string[]): Promise<Import[]> {
  const imports: Import[] = [];
  for (const file of files) {
    const text = orRefuse(await readText(file, process.stdin));
    const parsed = orRefuse(parseJsonText(text, file));
    imports.push({ file, text, found: file === '-' ? [] : await filesBeside(file, parsed) });
  }
  return imports;
}

/** The fixed files that a document names, as far as they lie beside it. The core says which ones it misses. */
async function filesBeside(file: string, parsed: unknown): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const name of fixedFiles(parsed)) {
    const path = join(dirname(file), name);
    const there = lstatSync(path, { throwIfNoEntry: false });
    if (there?.isSymbolicLink() === true) throw new Refusal(linked(path));
    if (there !== undefined) found.push(orRefuse(await findFile(path)));
  }
  return found;
}

/** A document from somebody else, unpacked together with a link, would take any file along that this user can read. */
function linked(path: string): Failure {
  return { code: 'ATTACHMENT_UNREADABLE', field: 'attachments', message: t('cli.notifications.link', { file: path }) };
}

/** The names in a document that nothing is known of yet; one with a folder in it names no file. */
function fixedFiles(parsed: unknown): readonly string[] {
  if (typeof parsed !== 'object' || parsed === null || !('attachments' in parsed)) return [];
  const listed: readonly unknown[] = Array.isArray(parsed.attachments) ? parsed.attachments.slice(0, MOST_FILES) : [];
  const names = listed.map((each) =>
    typeof each === 'object' && each !== null && 'file' in each
      ? attachmentNameSchema.safeParse(each.file).data
      : undefined,
  );
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Saves them one after the other, up to the first that is refused. */
export async function importNotifications({ call }: Session, imports: readonly Import[]): Promise<Outcome> {
  const imported: Imported[] = [];
  for (const each of imports) {
    const result = await importOne(call, each);
    if (!result.ok)
      return {
        result: { ok: false, error: placedIn(result.error, each.text, each.file), value: { imported } },
        ...said(imported, imports),
      };
    imported.push({ file: each.file, ...result.value });
  }
  return { result: succeed({ imported }), ...said(imported, imports) };
}

async function importOne(
  call: Session['call'],
  { text, found }: Import,
): Promise<Result<Output<'notifications.import'>>> {
  const files: { file: string; uploadId: string }[] = [];
  let uploaded: Result<string> | undefined;
  for (const file of found) {
    uploaded = await uploadFile(call, file);
    if (!uploaded.ok) break;
    files.push({ file: file.name, uploadId: uploaded.value });
  }
  const result = uploaded?.ok === false ? fail(uploaded.error) : await call('notifications.import', { text, files });
  if (!result.ok) for (const { uploadId } of files) await call('uploads.cancel', { uploadId });
  return result;
}

/** `imports`: those that were tried, in the same order. */
function said(imported: readonly Imported[], imports: readonly Import[]): Pick<Outcome, 'text' | 'notices'> {
  if (imported.length === 0) return {};
  const lines = imported.flatMap(({ created, view }, index) => {
    const { name } = view.notification;
    const taken = (imports[index]?.found ?? []).map(({ path }) => t('cli.notifications.fileTaken', { file: path }));
    return [created ? t('cli.notifications.created', { name }) : t('cli.notifications.replaced', { name }), ...taken];
  });
  return { text: lines.join('\n'), notices: imported.flatMap(noticesOf) };
}

/** Says of a fixed file that isn't there where it was looked for. */
function noticesOf({ file, view }: Imported): string[] {
  if (file === '-') return view.notices;
  const missing = view.files.flatMap((each) => (each.sizeBytes === null ? [each.file] : []));
  const told = new Set(missing.map((name) => t('notificationFile.notUploaded', { file: name })));
  return [
    ...missing.map((name) => t('cli.notifications.notBeside', { name, file })),
    ...view.notices.filter((notice) => !told.has(notice)),
  ];
}
