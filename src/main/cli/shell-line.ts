/** What a shell takes as it is, wherever it stands. */
const PLAIN = /^[A-Za-z0-9_./:=@,+-]+$/;

/**
 * Gives an argument as it is typed. Quoted, nothing in it means anything to a shell: in single quotes for those of POSIX, in
 * double ones on Windows.
 */
export function typed(argument: string, platform: NodeJS.Platform = process.platform): string {
  if (PLAIN.test(argument)) return argument;
  return platform === 'win32'
    ? `"${argument.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`
    : `'${argument.replaceAll("'", "'\\''")}'`;
}

/** Gives a whole line to be typed. */
export function shellLine(program: string, args: readonly string[]): string {
  return [program, ...args.map((each) => typed(each))].join(' ');
}
