/**
 * Takes the pictures of docs/: the built page with a finished run of the first preset, which this script runs, wide in
 * light and dark and narrow.
 *
 *   node scripts/screenshots.mjs [--seconds N] [--seed N]
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePage } from './build.mjs';
import { openBuiltPage } from './built-page.mjs';
import { ROOT } from './inputs.mjs';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});

const FOLDER = join(ROOT, 'docs');
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
/** The plots redraw and their points settle within this many milliseconds. */
const SETTLED = 1500;

await ensurePage();
mkdirSync(FOLDER, { recursive: true });
const { server, address, browser } = await openBuiltPage(['--enable-unsafe-webgpu']);
try {
  const page = await browser.newPage({ viewport: WIDE, deviceScaleFactor: 2 });
  await page.goto(address);
  await page.getByRole('textbox', { name: 'seconds' }).fill(values.seconds);
  await page.getByRole('textbox', { name: 'seed' }).fill(values.seed);
  await page.locator('[data-preset="exp2"]').click();
  await page
    .getByRole('contentinfo')
    .getByText('finished')
    .waitFor({ timeout: (Number(values.seconds) + 120) * 1000 });
  await page.mouse.move(0, 0);

  /**
   * @param {string} name of the picture
   * @param {'light' | 'dark'} colorScheme
   */
  const shoot = async (name, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(SETTLED);
    await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  };
  await shoot('workbench-light', 'light');
  await shoot('workbench-dark', 'dark');
  await page.setViewportSize(NARROW);
  await shoot('workbench-narrow', 'light');
} finally {
  await browser.close();
  await server.close();
}
