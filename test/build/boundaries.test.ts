import { describe, expect, it } from 'vitest';
import { wrongArrows } from '../../build/scripts/boundaries.ts';

describe('the boundary check', () => {
  it.each([
    ['src/shared/settings.ts', "import { readFileSync } from 'node:fs';"],
    ['src/shared/settings.ts', "import type { App } from '../main/app.ts';"],
    ['src/shared/settings.ts', "import { useState } from 'react';"],
    ['src/renderer/logs/table.tsx', "import { openApp } from '../../main/app.ts';"],
    ['src/renderer/logs/table.tsx', "import { ipcRenderer } from 'electron';"],
    ['src/renderer/logs/table.tsx', "export * from 'node:path';"],
    ['src/preload/index.ts', "import { z } from 'zod';"],
    ['src/preload/index.ts', "import { openApp } from '../main/app.ts';"],
    ['src/main/app.ts', "import { app } from 'electron';"],
    ['src/main/app.ts', "import { serve } from './serve/server.ts';"],
    ['src/main/mail/transport.ts', "import { dialog } from 'electron';"],
    ['src/main/mail/transport.ts', "import { serve } from '../serve/server.ts';"],
    ['src/main/mail/transport.ts', "const { openApp } = await import('../app.ts');"],
    ['src/main/mail/transport.ts', "type Command = import('../cli/command.ts').Command;"],
    ['src/main/settings/service.ts', "import { connect } from '../mail/transport.ts';"],
    ['src/main/store/database.ts', "export { save } from '../log/log-store.ts';"],
    ['src/main/input.ts', "import { connect } from './mail/transport.ts';"],
    ['src/main/serve/server.ts', "import { openWindow } from '../desktop/window.ts';"],
    ['src/main/serve/server.ts', "import { connect } from '../mail/transport.ts';"],
    ['src/main/desktop/ipc.ts', "import { serve } from '../serve/server.ts';"],
    ['src/main/cli.ts', "import './desktop/window.ts';"],
    ['src/main/mail/transport.ts', "import { run } from '../../../build/scripts/test.ts';"],
  ])('refuses in %s: %s', (file, source) => {
    expect(wrongArrows(file, source)).toEqual([expect.stringContaining(`${file}: must not import`)]);
  });

  it.each([
    ['src/shared/catalogue/en/mail.ts', "import type { Sentence } from '../format.ts';"],
    ['src/shared/settings.ts', "import { z } from 'zod';"],
    ['src/renderer/logs/table.tsx', "import { t } from '../../shared/catalogue/index.ts';"],
    ['src/main/mail/transport.ts', "import { connect } from 'node:net';"],
    ['src/main/mail/transport.ts', "import { openDatabase } from '../store/database.ts';"],
    ['src/main/desktop/window.ts', "import { BrowserWindow } from 'electron';"],
    ['src/main/index.ts', "import { openWindow } from './desktop/window.ts';"],
  ])('allows in %s: %s', (file, source) => {
    expect(wrongArrows(file, source)).toEqual([]);
  });

  it('refuses a folder that is not in its table', () => {
    expect(wrongArrows('src/helpers/text.ts', '')).toHaveLength(1);
  });
});
