import { afterAll, beforeAll } from 'vitest';
import { makeTemporaryFolder, type TemporaryFolder } from '../temporary-folder.ts';
import { type Certificates, makeCertificates } from './certificates.ts';

/** Makes certificates before the tests of a file (or a `describe`) and removes them after. Call what it gives inside a test. */
export function certificatesForTests(): () => Certificates {
  let certificates: Certificates | undefined;
  let folder: TemporaryFolder | undefined;
  beforeAll(async () => {
    folder = await makeTemporaryFolder('certificates');
    certificates = await makeCertificates(folder.path);
  });
  afterAll(() => folder?.remove());
  return () => {
    if (certificates === undefined) throw new Error('Certificates are there inside a test only.');
    return certificates;
  };
}
