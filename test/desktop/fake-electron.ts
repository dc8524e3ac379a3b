// Stands in for the module `electron`, which can't be had outside its own runtime. It remembers what it was told and does nothing.
import { EventEmitter } from 'node:events';
import { vi } from 'vitest';

export type Handler = (event: { senderFrame: unknown }, ...args: unknown[]) => unknown;

export class FakeWebContents extends EventEmitter {
  send = vi.fn();
  setWindowOpenHandler = vi.fn();
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = [];
  static getAllWindows = () => FakeWindow.all;
  webContents = new FakeWebContents();
  options: Record<string, unknown>;
  loadURL = vi.fn(async () => {});
  show = vi.fn();
  focus = vi.fn();
  restore = vi.fn();
  maximize = vi.fn();
  setBackgroundColor = vi.fn();
  isMinimized = () => true;
  isMaximized = () => false;
  isDestroyed = () => false;
  getNormalBounds = () => ({ x: 10, y: 20, width: 900, height: 600 });
  constructor(options: Record<string, unknown> = {}) {
    super();
    this.options = options;
    FakeWindow.all.push(this);
  }
}

/** Gives a fresh module, and everything it was told. */
export function fakeElectron() {
  const handlers = new Map<string, Handler>();
  const screenOf = (width: number) => ({ id: width, workArea: { x: 0, y: 0, width, height: 1000 } });
  FakeWindow.all = [];
  const app = Object.assign(new EventEmitter(), {
    name: 'Postroom',
    isPackaged: true,
    getPath: vi.fn(() => '/nowhere'),
    getVersion: () => '1.0.0',
    setPath: vi.fn(),
    enableSandbox: vi.fn(),
    quit: vi.fn(),
    exit: vi.fn(),
    requestSingleInstanceLock: vi.fn(() => true),
    whenReady: async () => {},
  });
  const electron = {
    app,
    BrowserWindow: FakeWindow,
    dialog: { showErrorBox: vi.fn(), showMessageBox: vi.fn(), showMessageBoxSync: vi.fn() },
    ipcMain: Object.assign(new EventEmitter(), {
      handle: (channel: string, handler: Handler) => handlers.set(channel, handler),
    }),
    Menu: { buildFromTemplate: vi.fn((template: unknown) => template), setApplicationMenu: vi.fn() },
    nativeTheme: Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false }),
    protocol: { registerSchemesAsPrivileged: vi.fn() },
    session: { fromPartition: vi.fn(fakeSession) },
    screen: { getPrimaryDisplay: () => screenOf(1600), getAllDisplays: () => [screenOf(1600)] },
    shell: { openPath: vi.fn() },
  };
  return { ...electron, default: electron, handlers };
}

/** Gives a session that remembers its handlers. */
export function fakeSession() {
  return {
    protocol: { handle: vi.fn<(scheme: string, respond: (request: Request) => Response) => void>() },
    webRequest: { onBeforeRequest: vi.fn() },
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
    setSpellCheckerEnabled: vi.fn(),
  };
}

/** The frame that a call comes from. */
export function frame(url: string, parent: unknown = null) {
  return { url, parent };
}
