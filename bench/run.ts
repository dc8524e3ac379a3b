// `npm run -s bench -- NAME`: runs bench/NAME.ts, which prints one line of JSON for each case.
const benches: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
  send: () => import('./send.ts'),
  'first-window': () => import('./first-window.ts'),
  bundle: () => import('./bundle.ts'),
  probe: () => import('./probe.ts'),
  recording: () => import('./recording.ts'),
  'queue-drain': () => import('./queue-drain.ts'),
  'queue-intake': () => import('./queue-intake.ts'),
  attachment: () => import('./attachment.ts'),
};

const name = process.argv[2] ?? '';
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (load === undefined) {
  process.stderr.write(`Usage: npm run -s bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  await (await load()).run();
}
