import { z } from 'zod';
import type { EventName, EventPayload, Input, OperationName, Output } from './contract.ts';
import type { Result } from './result.ts';

/** What the window remembers of itself: never a setting, never a secret. */
export const windowStateSchema = z.object({
  sidebarWidth: z.int().min(160).max(480).catch(216),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  lastScreen: z.string().max(40).catch(''),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** `window.postroom`: all that the renderer sees of the rest. The preload script gives it in Electron, `bridge-http.ts` in a browser. */
export type Bridge = {
  /** Never rejects: a door that can't be reached gives SERVICE_UNREACHABLE. */
  readonly invoke: <N extends OperationName>(name: N, input: Input<N>) => Promise<Result<Output<N>>>;
  /** Calls back on each event until the returned function is called. */
  readonly subscribe: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void;
  readonly windowState: {
    readonly load: () => Promise<WindowState>;
    readonly save: (state: WindowState) => Promise<void>;
  };
};
