/** A real browser: the system's Chromium, without a window. */
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { skipWithout } from './shell.js';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
});

/** Made for node:test's `skip`. */
export const skipBrowser = skipWithout('Chromium', executable !== undefined);

export function startBrowser(): Promise<Browser> {
  // Containers run as root and have little shared memory; neither matters for pages of our own.
  return chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A telephone and a desk. */
export const NARROW = { width: 390, height: 844 };
export const WIDE = { width: 1440, height: 900 };
