/**
 * Takes the picture that other sites show of a link to the page: the built page as it greets a visitor, with its
 * finished front. And the icon as pixels, for systems that take no SVG.
 *
 *   node scripts/make-preview.mjs
 */

import { join } from 'node:path';
import { ensurePage } from './build.mjs';
import { openBuiltPage } from './built-page.mjs';
import { ROOT } from './inputs.mjs';
import { PICTURE_SIZE } from './social-plugin.mjs';

/** The page is laid out this much larger than the picture, which is looked at small. */
const SCALE = 1.2;
/** The plots are drawn and their points settled within this many milliseconds. */
const SETTLED = 5000;
const ICON_SIZE = 512;

await ensurePage();
const { server, address, browser } = await openBuiltPage();
try {
  const page = await browser.newPage({
    viewport: { width: PICTURE_SIZE.width * SCALE, height: PICTURE_SIZE.height * SCALE },
    deviceScaleFactor: 1 / SCALE,
    colorScheme: 'light',
  });
  await page.goto(address);
  await page.locator('path[data-curve]').first().waitFor();
  // The greeting of a first visit is not what the page is about.
  await page.getByRole('button', { name: 'No, thanks' }).click();
  await page.waitForTimeout(SETTLED);
  await page.screenshot({ path: join(ROOT, 'public', 'preview.png') });
  const icon = await browser.newPage({ viewport: { width: ICON_SIZE, height: ICON_SIZE } });
  await icon.goto(new URL('icon.svg', address).href);
  await icon.screenshot({
    path: join(ROOT, 'public', `icon-${String(ICON_SIZE)}.png`),
    omitBackground: true,
  });
} finally {
  await browser.close();
  await server.close();
}
