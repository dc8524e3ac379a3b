import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// Packages under `dependencies` stay outside the bundles of main and are shipped as they are; the renderer's are bundled.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          cli: 'src/main/cli.ts',
          'plain-text-worker': 'src/main/message/plain-text-worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload script is loaded as one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      // The same files serve every browser, not only the one in Electron.
      target: 'es2022',
      minify: true,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
