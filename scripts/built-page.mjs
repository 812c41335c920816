/** The built page, served, and a browser to look at it with: whoever opens them closes both. */

import { join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findBrowser } from './ensure-browser.mjs';
import { ROOT } from './inputs.mjs';

/** @param {readonly string[]} [features] flags of the browser beside the ones that keep it quiet */
export async function openBuiltPage(features = []) {
  const server = await preview({
    root: ROOT,
    configFile: join(ROOT, 'vite.config.ts'),
    preview: { port: 0, host: 'localhost' },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the page is not served');
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...features, '--disable-background-networking', '--no-first-run'],
  });
  return { server, address, browser };
}
