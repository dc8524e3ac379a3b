import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**'],
    // Tests start real servers and processes, so a few at a time are faster than many.
    maxWorkers: 2,
    // A busy machine is slow; what has an end of its own is tested for that.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    // It imports electron, which the tests of the desktop door replace; that works only for what Vitest loads itself.
    server: { deps: { inline: ['electron-store'] } },
  },
});
