import type { Socket } from 'node:net';

/** True when what a server says first, without being spoken to, has this text in it; undefined when it doesn't or isn't there. */
export function says(socket: Socket, expected: string): Promise<true | undefined> {
  return new Promise((resolve) => {
    const done = (answer: true | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    let text = '';
    socket.setTimeout(2000, () => done(undefined));
    socket.on('error', () => done(undefined));
    socket.on('close', () => done(undefined));
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.includes(expected)) done(true);
    });
  });
}
