import { t } from '../../shared/catalogue/index.ts';
import { type Failure, fail, type Result, succeed } from '../../shared/result.ts';

/** Reads JSON from a file's text. A mistake in it is told with its line. */
export function parseJsonText(text: string, file: string): Result<unknown> {
  try {
    return succeed(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    // Of what the parser says only where it is: its words quote the file.
    const place = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : '');
    const lines = text.trimEnd().split('\n').length;
    return fail({
      code: 'INVALID_INPUT',
      message: t('cli.json.invalid', { file, line: place?.[1] ?? lines }),
      field: 'file',
    });
  }
}

/** Names the file, and where it can be found the line, in a failure about a document that came from it. */
export function placedIn(error: Failure, text: string, file: string): Failure {
  const line = lineOfField(text, error.field ?? '');
  const problem = error.message;
  const field = error.field ?? '';
  if (field === '') return { ...error, message: t('cli.file.refused', { file, problem }) };
  const message =
    line === undefined
      ? t('cli.file.refusedField', { file, field, problem })
      : t('cli.file.refusedLine', { file, line, field, problem });
  return { ...error, message };
}

/** Gives the line, from 1, of the outermost object's key that a dotted field begins with. */
function lineOfField(text: string, field: string): number | undefined {
  const [name = ''] = field.split('.');
  let depth = 0;
  let last: { readonly text: string; readonly at: number } | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === '{' || token === '[') depth++;
    else if (token === '}' || token === ']') depth--;
    else if (token === ':' && depth === 1 && last?.text === JSON.stringify(name))
      return text.slice(0, last.at).split('\n').length;
    last = token.startsWith('"') ? { text: token, at: index } : undefined;
  }
  return undefined;
}
