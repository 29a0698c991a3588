import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './demo/tools/find-browser.mjs';
import base, { isolationHeaders } from './vite.config.ts';

/** Everything a test page needs and a visitor would have to click for. */
export const browserFlags = [
  '--no-sandbox',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--enable-unsafe-webgpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-precise-memory-info',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export default defineConfig({
  ...base,
  root: '.',
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**'],
          benchmark: { include: ['test/bench/**/*.bench.ts'] },
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        server: { headers: isolationHeaders },
        optimizeDeps: {
          exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'],
          include: ['rxjs', 'lit', 'tone', 'webmidi', 'midi-file', '@tonejs/midi', 'fast-check', 'axe-core'],
        },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser()?.path ?? '', args: browserFlags },
              contextOptions: { permissions: ['camera', 'microphone', 'midi', 'midi-sysex'] },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1280, height: 720 } }],
          },
        },
      },
    ],
  },
});
