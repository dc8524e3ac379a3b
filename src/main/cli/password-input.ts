import type { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { t } from '../../shared/catalogue/index.ts';
import { fail, type Result, succeed } from '../../shared/result.ts';
import { readFirstLine } from './input-text.ts';

type Input = Pick<ReadStream, 'isTTY' | 'setRawMode'> & NodeJS.ReadStream;

/** Reads a password: from a terminal after a prompt and without echo, else the first line of what is piped in. */
export async function readPassword(stdin: Input, prompt: Writable): Promise<Result<string>> {
  return stdin.isTTY ? askWithoutEcho(stdin, prompt) : readFirstLine(stdin);
}

function askWithoutEcho(stdin: Input, prompt: Writable): Promise<Result<string>> {
  prompt.write(t('cli.password.prompt'));
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
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
      for (const character of text) {
        if (character === '\r' || character === '\n') return finish(succeed(typed));
        if (character === '\x03') return finish(cancelled);
        if (character === '\x04') return finish(typed === '' ? cancelled : succeed(typed));
        if (character === '\x15') typed = '';
        else if (character === '\x7f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else typed += character;
      }
    };
    stdin.on('data', take);
    stdin.resume();
  });
}
