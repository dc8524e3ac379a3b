import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

type Locked = { readonly optionalDependencies?: Readonly<Record<string, string>> };

describe('the lock file', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };

  // npm leaves out what it could not find when it wrote the file, and `npm ci` then refuses the whole.
  it('has the packages of every platform', () => {
    const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('the preload script', () => {
  it('is one small file that requires nothing but electron', async () => {
    const result = (await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        minify: false,
        rolldownOptions: { input: 'src/preload/index.ts', external: ['electron'], output: { format: 'cjs' } },
      },
    })) as Rolldown.RolldownOutput;
    const [chunk, ...more] = result.output;
    expect(more).toEqual([]);
    expect(chunk.imports).toEqual(['electron']);
    expect(chunk.code.length).toBeLessThan(3000);
  });
});

describe('an older Node', () => {
  it('is told so in one line before anything is loaded', async () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.1.0"})';
    const ended = await new Promise<{ code: unknown; stdout: string; stderr: string }>((done) => {
      execFile(process.execPath, ['--import', pretend, 'build/scripts/run.mjs', 'start'], (error, stdout, stderr) =>
        done({ code: error?.code, stdout, stderr }),
      );
    });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toMatch(/^[^\n]*Node 22\.18[^\n]*20\.1\.0[^\n]*\n$/);
  });
});
