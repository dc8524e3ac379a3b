import { useEffect, useEffectEvent } from 'react';
import type { EventName, EventPayload } from '../../shared/contract.ts';
import { bridge } from './call.ts';

/** Calls back on each event of the name for as long as the component is there. */
export function useBridgeEvent<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
  const latest = useEffectEvent(listener);
  useEffect(() => bridge().subscribe(name, (payload) => latest(payload)), [name]);
}
