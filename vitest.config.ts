import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { ISOLATION_HEADERS } from './scripts/serving.mjs';
import { findVulkan } from './scripts/vulkan.mjs';
import { browserLaunchOptions } from './tests/support/browser.ts';
import { nodeFront } from './tests/support/node-front.ts';

export default defineConfig({
  plugins: [react()],
  server: { headers: ISOLATION_HEADERS },
  worker: { format: 'es' },
  test: {
    allowOnly: false,
    // Two processors are what the tests must do with; a test that waits for a compiler or a search needs some time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          pool: 'forks',
          maxWorkers: 2,
          // Files share a process: none changes what another sees, and starting one for each takes a third of the time.
          isolate: false,
          // Balls and decimals leave garbage by the million.
          execArgv: ['--max-semi-space-size=64'],
          unstubGlobals: true,
          setupFiles: ['tests/support/property-seed.ts'],
          include: ['tests/{unit,property,golden}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          // Dawn does not survive being loaded into several threads of one process.
          pool: 'forks',
          fileParallelism: false,
          env: findVulkan() ?? {},
          include: ['tests/gpu/**/*.test.ts'],
        },
      },
      {
        extends: true,
        // Found while tests run, a new dependency would reload the page under them.
        optimizeDeps: {
          include: [
            'comlink',
            'comlink/dist/esm/node-adapter',
            'decimal.js',
            'plotly.js-basic-dist-min',
            'react',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'zustand',
            'zustand/vanilla',
          ],
        },
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: browserLaunchOptions() }),
            instances: [{ browser: 'chromium' }],
            commands: { nodeFront },
          },
        },
      },
    ],
  },
});
