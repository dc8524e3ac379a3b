import { pathToFileURL } from 'node:url';
import type { Service } from '../serve/service.ts';

/** Opens a file in the user's browser. Rejects when that can't be done. */
export type OpenFile = (file: string) => Promise<void>;

/**
 * Opens the service's window in the user's browser, by a page in the data folder: a browser's command line can be read by
 * everyone on the computer, so it names this page instead of the link. The page is gone as soon as its link was used or has
 * expired. Gives what ends it earlier; undefined when there is no browser to open, or no display to open it on.
 */
export async function openBrowser(
  service: Pick<Service, 'issueLink'>,
  dataFolder: string,
  openFile: OpenFile = openInBrowser,
): Promise<(() => void) | undefined> {
  const { writeRedirectPage } = await import('../serve/redirect-page.ts');
  const { codeLifetimeMs } = await import('../serve/access.ts');
  let end = () => {};
  try {
    const page = await writeRedirectPage(
      dataFolder,
      service.issueLink(() => end()),
    );
    const timer = setTimeout(() => end(), codeLifetimeMs);
    // A process that is told twice to end ends by way of this alone.
    process.once('exit', page.remove);
    end = () => {
      clearTimeout(timer);
      process.off('exit', page.remove);
      page.remove();
    };
    await openFile(page.file);
    return end;
  } catch {
    end();
    return undefined;
  }
}

async function openInBrowser(file: string): Promise<void> {
  if (!hasDisplay(process.platform, process.env)) throw new Error('There is no display.');
  const { default: open } = await import('open');
  // From within WSL, a path is translated for the browser in Windows, and an address isn't.
  await open(isSet(process.env.WSL_DISTRO_NAME) ? file : pathToFileURL(file).href);
}

/** On Linux the opener would start without a word even where no window can come of it. */
function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform !== 'linux') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY, env.WSL_DISTRO_NAME].some(isSet);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
