import { Menu, type MenuItemConstructorOptions, shell } from 'electron';
import { t } from '../../shared/catalogue/index.ts';

/** Shows the application menu: the platform's usual items by their roles, so that names and accelerators are its own. */
export function showMenu(dataFolder: string, platform: NodeJS.Platform, packaged: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(dataFolder, platform === 'darwin', packaged)));
}

function menuTemplate(dataFolder: string, mac: boolean, packaged: boolean): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const;
  // Nothing reloads or opens the developer tools in an installed console: unsaved changes and F5 belong to the window.
  const forDevelopers: MenuItemConstructorOptions[] = packaged
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, separator];
  const showFolder = { label: t('desktop.menu.dataFolder'), click: () => void shell.openPath(dataFolder) };
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: t('desktop.menu.file'), submenu: [showFolder, separator, { role: mac ? 'close' : 'quit' }] },
    {
      label: t('desktop.menu.edit'),
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        separator,
        { role: 'selectAll' },
      ],
    },
    {
      label: t('desktop.menu.view'),
      submenu: [
        ...forDevelopers,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: t('desktop.menu.window'),
      role: 'window',
      submenu: [
        { role: 'minimize' },
        ...(mac ? [{ role: 'zoom' } as const, { role: 'front' } as const] : [{ role: 'close' } as const]),
      ],
    },
    { label: t('desktop.menu.help'), role: 'help', submenu: [{ role: 'about' }] },
  ];
}
