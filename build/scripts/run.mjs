// The way into every script of this folder: `node build/scripts/run.mjs NAME [ARGUMENTS]` runs NAME.ts.
// Plain JavaScript, so that a Node too old for the rest can still say so, before a native module takes it down.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [name, ...args] = process.argv.slice(2);

// From 22.18 on, Node runs TypeScript as it is.
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Postroom’s scripts need Node 22.18 or later, and this is ${process.versions.node}: “npm ci” brings one, and “npm run” uses it.`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import(`./${name}.ts`);
  process.exitCode = await main(args);
}
