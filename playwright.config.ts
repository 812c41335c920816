import { defineConfig } from '@playwright/test';
import { END_TO_END_PORT } from './scripts/serving.mjs';
import { browserLaunchOptions } from './tests/support/browser.ts';

const address = `http://localhost:${String(END_TO_END_PORT)}`;

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // Files beside one another, the tests of one in order: two processors are what the tests must do with.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // A search of a minute is part of the main story.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    baseURL: address,
    browserName: 'chromium',
    // Tests answer requests in the network's place; a service worker would answer before them.
    serviceWorkers: 'block',
    launchOptions: browserLaunchOptions(),
    permissions: ['clipboard-read', 'clipboard-write'],
    screenshot: 'only-on-failure',
    // A click on what cannot be clicked fails soon, not with the whole test's time.
    actionTimeout: 20_000,
  },
  webServer: {
    command: `node scripts/start.mjs --port ${String(END_TO_END_PORT)}`,
    url: address,
    reuseExistingServer: false,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
