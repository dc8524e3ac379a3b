// Mail servers in a thread of their own, so that they take no time from the process that is measured: four ports, one of which
// is slow over each answer.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type Answer, answering, upgrade } from '../test/servers/answers.ts';
import type { KeyPair } from '../test/servers/certificates.ts';
import { startScripted } from '../test/servers/scripted.ts';

const { keyPair, delayMs } = workerData as { keyPair: KeyPair; delayMs: number };
const offer = '250-mail.postroom.test\r\n250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n';
const secureOffer = offer.replace('250-PIPELINING', '250-STARTTLS\r\n250-PIPELINING');

const late =
  (text: string): Answer =>
  async (session) => {
    await sleep(delayMs);
    await session.send(text);
    return 'go on';
  };

const servers = [
  await startScripted(answering({ EHLO: offer })),
  await startScripted(answering({ EHLO: secureOffer, STARTTLS: upgrade(keyPair) })),
  await startScripted(answering({ EHLO: secureOffer, STARTTLS: upgrade(keyPair) })),
  await startScripted(answering({ connect: late('220 mail.postroom.test ESMTP\r\n'), EHLO: late(offer) })),
];
parentPort?.postMessage(servers.map((server) => server.port));
