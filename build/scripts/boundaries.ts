// Checks that every import under src runs in a direction that ARCHITECTURE.md allows.
// A check of our own because dependency-cruiser reads TypeScript up to version 6 only.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'vite';

type Room = {
  /** The rooms of ours that it may import, beside itself. */
  readonly imports: readonly string[];
  /** The packages and Node modules that it must not import. */
  readonly without: RegExp;
};

const electron = /^electron\b/;

const capabilities: Readonly<Record<string, readonly string[]>> = {
  store: [],
  message: [],
  secrets: ['store'],
  attachments: ['store'],
  log: ['store', 'message', 'attachments'],
  certificates: [],
  settings: ['store', 'secrets', 'certificates'],
  capture: ['store', 'message'],
  support: ['store', 'log', 'settings', 'certificates'],
  mail: ['store', 'message', 'secrets', 'log', 'settings', 'capture', 'certificates'],
  queue: ['store', 'log', 'settings', 'mail', 'attachments', 'message', 'certificates'],
  tokens: ['store'],
  notifications: ['store', 'message', 'attachments', 'settings', 'mail', 'queue'],
};
const names = Object.keys(capabilities);

/** A file directly in src/main that isn't named here is a leaf: it imports shared and other leaves, and everything in main may import it. */
const rooms: Readonly<Record<string, Room>> = {
  shared: { imports: [], without: /^(?!zod$)/ },
  preload: { imports: ['shared'], without: /^(?!electron$)/ },
  renderer: { imports: ['shared'], without: /^(node:|electron\b)/ },
  leaf: { imports: ['shared'], without: electron },
  ...Object.fromEntries(
    names.map((name) => [name, { imports: ['shared', 'leaf', ...(capabilities[name] ?? [])], without: electron }]),
  ),
  'changes-elsewhere.ts': { imports: ['shared', 'leaf', 'store'], without: electron },
  'handlers.ts': { imports: ['shared', 'leaf', ...names], without: electron },
  'app.ts': {
    imports: ['shared', 'leaf', 'changes-elsewhere.ts', 'handlers.ts', 'package.json', ...names],
    without: electron,
  },
  serve: { imports: ['shared', 'leaf', 'app.ts'], without: electron },
  cli: { imports: ['shared', 'leaf', 'app.ts', 'serve'], without: electron },
  'cli.ts': { imports: ['shared', 'leaf', 'cli'], without: electron },
  desktop: { imports: ['shared', 'leaf', 'app.ts'], without: /^(?!)/ },
  'index.ts': { imports: ['shared', 'leaf', 'app.ts', 'desktop'], without: /^(?!)/ },
};

/**
 * Gives one line for each import that runs the wrong way.
 * `file` is a path from the repository's root with forward slashes, `source` its text.
 */
export function wrongArrows(file: string, source: string): string[] {
  const name = roomOf(file);
  const room = rooms[name];
  if (room === undefined) return [`${file}: the folder has no place in the table of build/scripts/boundaries.ts`];
  return importsOf(file, source).flatMap((specifier) => {
    if (!specifier.startsWith('.'))
      return room.without.test(specifier) ? [`${file}: must not import ${specifier}`] : [];
    const target = roomOf(path.posix.join(path.posix.dirname(file), specifier));
    return target === name || room.imports.includes(target) ? [] : [`${file}: must not import ${specifier}`];
  });
}

function roomOf(file: string): string {
  const [top, side = '', folder = '', ...rest] = file.split('/');
  if (top !== 'src') return file;
  if (side !== 'main') return side;
  if (rest.length > 0) return folder;
  return Object.hasOwn(rooms, folder) ? folder : 'leaf';
}

function importsOf(file: string, source: string): string[] {
  const specifiers: string[] = [];
  const add = (node: { type: string; value?: unknown } | null) => {
    if (node?.type === 'Literal') specifiers.push(String(node.value));
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
  }).visit(parseSync(file, source).program);
  return specifiers;
}

if (import.meta.main) {
  const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
  const wrong = files.flatMap((file) => wrongArrows(file, readFileSync(file, 'utf8')));
  for (const line of wrong) console.error(line);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
