import { renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import { z } from 'zod';
import { windowStateSchema } from '../../shared/bridge.ts';

const side = z.int().min(-100_000).max(100_000);

const storedSchema = windowStateSchema.extend({
  bounds: z.object({ x: side, y: side, width: side.positive(), height: side.positive() }).nullable().catch(null),
  maximized: z.boolean().catch(false),
});
type StoredWindowState = z.infer<typeof storedSchema>;

/** What the window remembers from one start to the next. */
export type WindowStateStore = {
  readonly load: () => StoredWindowState;
  /** Keeps what is given and leaves the rest. A disk that can't be written loses the window's place, never the window. */
  readonly save: (part: Partial<StoredWindowState>) => void;
};

/**
 * Opens `window-state.json` in a folder. A value that doesn't fit gives way to its default; a file that can't be read at
 * all is kept aside as `window-state.broken.json`.
 */
export function openWindowState(folder: string): WindowStateStore {
  const store = openStore(folder);
  const load = () => {
    const parsed = storedSchema.safeParse(store.store);
    return parsed.success ? parsed.data : storedSchema.parse({});
  };
  return {
    load,
    save: (part) => {
      try {
        store.store = { ...load(), ...part };
      } catch {
        // The next start opens the window where it was before.
      }
    },
  };
}

function openStore(folder: string): Store {
  const open = () => new Store({ cwd: folder, name: 'window-state', configFileMode: 0o600 });
  try {
    return open();
  } catch {
    renameSync(join(folder, 'window-state.json'), join(folder, 'window-state.broken.json'));
    return open();
  }
}
