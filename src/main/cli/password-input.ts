import type { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { dropEscapeSequences } from './escape-sequences.ts';
import { readFirstLine } from './input-text.ts';

type Input = Pick<ReadStream, 'isTTY' | 'setRawMode'> & NodeJS.ReadStream;

/** Reads a password: from a terminal after a question and without echo, else the first line of what is piped in. */
export async function readPassword(
  stdin: Input,
  prompt: Writable,
  question = t('cli.password.prompt'),
): Promise<Result<string>> {
  return stdin.isTTY ? askWithoutEcho(stdin, prompt, question) : readFirstLine(stdin);
}

function askWithoutEcho(stdin: Input, prompt: Writable, question: string): Promise<Result<string>> {
  // The prompt comes last: whoever sees it may type at once, and nothing of that may be echoed.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  prompt.write(question);
  const withoutSequences = dropEscapeSequences();
  return new Promise((done) => {
    let typed = '';
    const finish = (result: Result<string>) => {
      stdin.off('data', take);
      stdin.setRawMode(false);
      stdin.pause();
      prompt.write('\n');
      done(result);
    };
    const cancelled = fail({ code: 'CANCELLED', message: t('cli.password.cancelled') });
    const take = (text: string) => {
      for (const character of withoutSequences(text)) {
        if (character === '\r' || character === '\n') return finish(succeed(typed));
        if (character === '\x03') return finish(cancelled);
        if (character === '\x04') return finish(typed === '' ? cancelled : succeed(typed));
        if (character === '\x15') typed = '';
        else if (character === '\x7f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (!isControl(character)) typed += character;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}

/** C0 and C1 (ECMA-48 sections 5.2 and 5.3): keys such as Ctrl+Z and Tab, which are no part of a text. */
function isControl(character: string): boolean {
  return /\p{Cc}/u.test(character);
}
