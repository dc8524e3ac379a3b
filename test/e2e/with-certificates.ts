import { type Certificates, makeCertificates } from '../servers/certificates.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { test } from './fixtures.ts';

/** Certificates are made once for all tests of a worker. No authority of theirs is trusted. */
export const withCertificates = test.extend<object, { certificates: Certificates }>({
  certificates: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const folder = await makeTemporaryFolder('e2e-certificates');
      await use(await makeCertificates(folder.path));
      await folder.remove();
    },
    { scope: 'worker' },
  ],
});

/** The same, with their authority among the computer's own: the service has to know it when it starts. */
export const trustingAuthority = withCertificates.extend({
  authorityFile: async ({ certificates }, use) => use(certificates.authorityFile),
});
