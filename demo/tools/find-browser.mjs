import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const env = process.env;

/** Where Chrome, Chromium and Edge live when their own installers put them there. */
const CANDIDATES = {
  linux: [
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((root) =>
    root
      ? [
          join(root, 'Google/Chrome/Application/chrome.exe'),
          join(root, 'Microsoft/Edge/Application/msedge.exe'),
          join(root, 'Chromium/Application/chrome.exe'),
        ]
      : [],
  ),
};

/** A browser that Playwright downloaded earlier, if there is one. */
async function playwrightBrowser() {
  try {
    const { chromium } = await import('playwright');
    const path = chromium.executablePath();
    return existsSync(path) ? { path, how: "Playwright's own Chromium" } : null;
  } catch {
    return null;
  }
}

/**
 * The browser that the tests drive: `BROWSER_PATH` if set, else an installed Chrome, Chromium or Edge.
 * @returns {{path: string, how: string} | null}
 */
export function findBrowser() {
  if (env.BROWSER_PATH) return { path: env.BROWSER_PATH, how: 'BROWSER_PATH' };
  const path = (CANDIDATES[process.platform] ?? []).find((candidate) => existsSync(candidate));
  return path ? { path, how: 'installed' } : null;
}

/** Runs an installer, its output on this terminal. True if it exited 0. */
function tried(command, args) {
  try {
    execFileSync(command, args, { stdio: 'inherit' });
    return true;
  } catch {
    return false;
  }
}

/** Installs a Chromium: by Playwright, else (Debian family, as root) by apt. */
async function installBrowser() {
  console.log('No Chrome, Chromium or Edge found. Installing Chromium with Playwright …');
  if (tried(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium'])) return playwrightBrowser();
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Playwright could not download one. Installing the distribution’s Chromium with apt-get …');
    tried('apt-get', ['update', '-q']);
    if (tried('apt-get', ['install', '-y', '-q', 'chromium'])) return findBrowser();
  }
  return null;
}

/**
 * An installed browser, or one installed now.
 * @returns {Promise<{path: string, how: string}>}
 * @throws if there is none and none could be installed; the message says what to do.
 */
export async function ensureBrowser() {
  const browser = findBrowser() ?? (await playwrightBrowser()) ?? (await installBrowser());
  if (browser) return browser;
  throw new Error(
    'No Chrome, Chromium or Edge is installed and none could be installed. ' +
      'Install one of them, or set BROWSER_PATH to its executable, and run the tests again.',
  );
}
