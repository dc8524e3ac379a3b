/** Opens an address in the user's browser. False when there is none to open, or no display to open it on. */
export async function openBrowser(address: string): Promise<boolean> {
  if (!hasDisplay(process.platform, process.env)) return false;
  try {
    const { default: open } = await import('open');
    await open(address);
    return true;
  } catch {
    return false;
  }
}

/** On Linux the opener would start without a word even where no window can come of it. */
function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform !== 'linux') return true;
  return [env.DISPLAY, env.WAYLAND_DISPLAY, env.WSL_DISTRO_NAME].some((value) => (value ?? '') !== '');
}
