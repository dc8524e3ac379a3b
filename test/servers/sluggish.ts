import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export type SluggishServer = {
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

/** Starts a mail server on 127.0.0.1 that greets at once, and then reads one byte a second. */
export async function startSluggish(port: number): Promise<SluggishServer> {
  const sockets: Socket[] = [];
  const server = createServer({ pauseOnConnect: true, highWaterMark: 1 }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write('220 mail.postroom.test ESMTP\r\n');
    let line = '';
    const timer = setInterval(() => {
      const byte = socket.read(1) as Buffer | null;
      line += byte?.toString('latin1') ?? '';
      if (!line.endsWith('\n')) return;
      socket.write('250 mail.postroom.test\r\n');
      line = '';
    }, 1000);
    socket.on('close', () => clearInterval(timer));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    connections: () => sockets.length,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
}
