import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../temporary-folder.ts';

const opener = `
  const { openDatabase } = await import(process.argv[1]);
  await new Promise((resolve) => setTimeout(resolve, Number(process.argv[3]) - Date.now()));
  const opened = openDatabase(process.argv[2]);
  process.exit(opened.ok && opened.value.prepare('SELECT count(*) AS n FROM deliveries').get().n === 0 ? 0 : 1);
`;

test('several processes that start first at the same moment all find a database', async () => {
  const folder = await makeTemporaryFolder('first');
  const module = new URL('../../src/main/store/database.ts', import.meta.url).href;
  try {
    for (let round = 0; round < 3; round++) {
      const at = String(Date.now() + 700);
      const exits = Array.from({ length: 6 }, async () => {
        const data = join(folder.path, `data-${round}`);
        const child = spawn(process.execPath, ['--input-type=module', '-e', opener, module, data, at]);
        return (await once(child, 'exit'))[0];
      });
      expect(await Promise.all(exits)).toEqual([0, 0, 0, 0, 0, 0]);
    }
  } finally {
    await folder.remove();
  }
});
