import { type ChildProcess, spawn } from 'node:child_process';

export type Daemons = {
  /** Starts a program with all that it starts itself in a process group of its own. */
  readonly start: (program: string, args: readonly string[]) => void;
  /** Kills all of them. */
  readonly kill: () => void;
};

/** Keeps other people's servers, which are killed when this process ends, if not before. */
export function keepDaemons(): Daemons {
  const children: ChildProcess[] = [];
  const kill = (): void => {
    process.off('exit', kill);
    for (const child of children.splice(0)) killGroup(child);
  };
  process.once('exit', kill);
  return {
    start: (program, args) => {
      const child = spawn(program, args, { detached: true, stdio: 'ignore' });
      child.unref();
      children.push(child);
    },
    kill,
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
