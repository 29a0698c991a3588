/**
 * A picture of the stage as it plays: starts Vite, opens the page in a real browser, starts sound, waits, photographs.
 * `npx tsx demo/tools/screenshot.ts --out docs/stage.png [--page index.html|ui.html] [--size 1280x720] [--seconds 12]
 *  [--text 200] [--open set-up|health|help|sound|midi|recordings|calibration]`
 */
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { findBrowser } from './find-browser.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'stage.png' },
    page: { type: 'string', default: 'index.html' },
    size: { type: 'string', default: '1280x720' },
    seconds: { type: 'string', default: '12' },
    text: { type: 'string', default: '100' },
    open: { type: 'string', default: '' },
  },
});

const FLAGS = [
  '--no-sandbox',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** Their doors' names. */
const PANELS: Readonly<Record<string, string>> = {
  sound: 'Sound',
  midi: 'MIDI',
  recordings: 'Recordings',
  calibration: 'Calibration',
};

/** Opens a part of the page that is closed at first. */
async function openPart(page: Page, part: string): Promise<void> {
  const panel = PANELS[part];
  if (part === 'set-up' || panel === 'Calibration') await page.getByRole('button', { name: 'Set-up' }).click();
  if (panel) await page.getByRole('button', { name: panel, exact: true }).first().click();
  if (part === 'health') await page.locator('health-meter summary').click();
  if (part === 'help') await page.keyboard.press('?');
}

async function photograph(url: string, out: string): Promise<void> {
  const [width = 1280, height = 720] = values.size.split('x').map(Number);
  const executablePath = findBrowser()?.path;
  const browser = await chromium.launch({ args: FLAGS, ...(executablePath ? { executablePath } : {}) });
  try {
    const page = await browser.newPage({ viewport: { width, height } });
    page.on('pageerror', (error) => console.error(`page error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.error(`console: ${message.text()}`));
    await page.goto(url);
    await page.addStyleTag({ content: `html { font-size: ${values.text}% }` });
    if (values.seconds !== '0') {
      await page.getByRole('button', { name: 'Start sound' }).click();
      await page.waitForTimeout(Number(values.seconds) * 1000);
    }
    await openPart(page, values.open);
    await page.waitForTimeout(300);
    await page.screenshot({ path: out });
  } finally {
    await browser.close();
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = await createServer({
  configFile: resolve(root, 'vite.config.ts'),
  root: resolve(root, 'demo'),
  logLevel: 'error',
});
try {
  await server.listen();
  const out = resolve(values.out);
  await mkdir(dirname(out), { recursive: true });
  await photograph(new URL(values.page, server.resolvedUrls?.local[0]).href, out);
  console.log(out);
} finally {
  await server.close();
}
