// Runs sandboxed beside the window's page. It must stay a thin pipe: types and channel names only, no rule and no library.
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/bridge.ts';
import { channels } from '../shared/channels.ts';

contextBridge.exposeInMainWorld('postroom', {
  invoke: (name, input) => ipcRenderer.invoke(channels.invoke, name, input),
  subscribe: (name, listener) => {
    const hear = (_event: IpcRendererEvent, heard: string, payload: Parameters<typeof listener>[0]) => {
      if (heard === name) listener(payload);
    };
    ipcRenderer.on(channels.event, hear);
    return () => {
      ipcRenderer.off(channels.event, hear);
    };
  },
  windowState: {
    load: () => ipcRenderer.invoke(channels.loadWindowState),
    save: (state) => ipcRenderer.invoke(channels.saveWindowState, state),
  },
} satisfies Bridge);
