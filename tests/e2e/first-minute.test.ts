import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { decodePermalink } from '../../src/persistence/permalink';
import { CONTENT_SECURITY_POLICY } from '../../scripts/serving.mjs';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

const WIDE = { width: 1440, height: 900 };

test('a first session takes at most six clicks and no scrolling', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  const workbench = new WorkbenchPage(page);
  let clicks = 0;
  /** Clicks where the element stands: Playwright's own click would scroll. */
  const click = async (locator: ReturnType<Page['locator']>) => {
    await expect(locator).toBeInViewport({ ratio: 1 });
    const box = await locator.boundingBox();
    if (box === null) throw new Error('there is nothing to click');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    clicks += 1;
  };
  await expect(workbench.inspector.getByLabel('Largest error')).toBeVisible();
  await click(page.locator('[data-preset="exp2"]'));
  await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
  await expect(workbench.inspector.getByLabel('Largest error')).toBeVisible({ timeout: 60_000 });
  await click(workbench.button('Stop'));
  await expect(workbench.status).toContainText(/stopped|finished/, { timeout: 60_000 });

  // What the word beside the number means.
  await click(workbench.front.getByRole('button', { name: 'refined' }));
  await expect(page.getByRole('note').filter({ hasText: 'lower bound' })).toBeVisible();
  await page.keyboard.press('Escape');

  await click(workbench.inspector.getByRole('tab', { name: 'WGSL' }));
  await expect(workbench.inspector.locator('[data-export=wgsl]')).toContainText('fn exp2_approx(');
  await click(workbench.inspector.getByRole('button', { name: /^Copy the .*(code|WGSL)/i }).first());
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('fn exp2_approx(');

  await click(workbench.button('Share'));
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 30_000 })
    .toContain('#v1.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect((await decodePermalink(link.slice(link.indexOf('#') + 1))).target.function).toEqual({
    kind: 'catalogue',
    id: 'exp2',
  });
  expect(clicks).toBeLessThanOrEqual(6);
  const scrolled = await page.evaluate(() =>
    [document.scrollingElement, ...document.querySelectorAll('main > *')].map((e) => e?.scrollTop ?? 0),
  );
  expect(Math.max(...scrolled)).toBe(0);
});

test('the start view needs less than 150 kB of script, compressed', () => {
  const html = readFileSync('dist/index.html', 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, name]) => name ?? '');
  expect(scripts.length).toBeGreaterThan(1);
  const bytes = scripts.map((name) => gzipSync(readFileSync(`dist/${name}`)).length);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});

test('the page says what it may load, keeps to it, and has nothing to complain of', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const asked: URL[] = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  const response = await page.goto('/');
  expect(response?.headers()['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
    'content',
    CONTENT_SECURITY_POLICY,
  );
  const workbench = new WorkbenchPage(page);
  await workbench.runPreset('2x (0,1] real, relative');
  await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
  await expect.poll(() => workbench.curvePoints(), { timeout: 60_000 }).toBeGreaterThan(0);
  const download = page.waitForEvent('download');
  await workbench.front.getByRole('button', { name: 'PNG' }).click();
  expect((await download).suggestedFilename()).toBe('front.png');
  await workbench.button('Stop').click();
  expect(await page.evaluate(() => [typeof document.documentElement.lang, document.title])).toEqual([
    'string',
    expect.stringContaining('Ulpforge'),
  ]);
  await expect(page.locator('meta[name=description]')).toHaveAttribute('content', /\S{3,}/);
  expect(complaints).toEqual([]);
  const { origin } = new URL(page.url());
  const elsewhere = asked.filter((url) => /^https?:$/.test(url.protocol) && url.origin !== origin);
  expect(elsewhere).toEqual([]);
});

test('the tour is walked by keyboard, ends with Escape, and is not offered again', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  const offer = page.getByRole('button', { name: 'Two-minute tour' });
  await offer.focus();
  await page.keyboard.press('Enter');
  const tour = page.getByRole('dialog', { name: 'The front' });
  await expect(tour.getByRole('heading')).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('ArrowRight');
  const second = page.getByRole('dialog', { name: 'A run in one click' });
  await expect(second.getByRole('heading')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(second).toHaveCount(0);
  await page.reload();
  await expect(page.locator('[data-preset="exp2"]')).toBeVisible();
  await expect(offer).toHaveCount(0);
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet).toBeVisible();
  await expectAccessible(page);
  await sheet.getByRole('checkbox', { name: 'single keys act' }).uncheck();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('?');
  await expect(sheet).toHaveCount(0);
});

test('an expression is drawn as it is typed, and a bad one is told where it stands', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('function', { exact: true }).selectOption('expression');
  const input = page.getByRole('textbox', { name: 'expression' });
  await input.fill('x^2+1');
  await expect(
    page.getByRole('img', { name: /^A sketch on \(0,1\]: values from 1\.0\d+ to 1\.9/ }),
  ).toBeVisible();
  await input.fill('sinn(x)');
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await input.fill('sin(x)');
  await expect(input).toHaveAttribute('aria-invalid', 'false');
  await page.getByRole('button', { name: 'the lower end is left out' }).click();
  await expect(page.getByRole('textbox', { name: 'interval' })).toHaveValue('[0,1]');
});

test('costs, progress and history of a run', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  await page.getByRole('radio', { name: 'arm64' }).check();
  await expect(page.getByRole('group', { name: 'Latencies in cycles' })).toContainText('15');
  await page.getByRole('radio', { name: 'evaluations' }).check();
  await page.getByRole('textbox', { name: 'evaluations' }).fill('6000');
  const workbench = new WorkbenchPage(page);
  await workbench.button('Run').click();
  const front = page.getByRole('region', { name: /against latency in cycles$/ });
  await expect(workbench.status).toContainText('finished', { timeout: 120_000 });
  const moment = front.getByRole('slider', { name: 'Moment of the run' });
  const points = front.locator('[data-family=found] path[data-filled]');
  const all = await points.count();
  expect(all).toBeGreaterThan(2);
  await moment.fill('0');
  await expect.poll(() => points.count()).toBeLessThan(all);
  await front.getByRole('button', { name: 'now' }).click();
  await expect(points).toHaveCount(all);
  await front.getByRole('button', { name: 'Progress' }).click();
  await expect(front.getByRole('group', { name: 'Progress of the run' })).toContainText('duplicates');
  await expectAccessible(page);
});

test('a drag zooms, a double click shows all again, a click selects', async ({ page }) => {
  await page.setViewportSize(WIDE);
  await page.goto('/');
  const workbench = new WorkbenchPage(page);
  const points = workbench.front.locator('[data-family=found] path[data-filled]');
  await expect(points).not.toHaveCount(0);
  const all = await points.count();
  const box = await workbench.front.locator('[data-zoom]').boundingBox();
  if (box === null) throw new Error('the front is not drawn');
  await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.1 * box.height);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.8 * box.height, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => points.count()).toBeLessThan(all);
  await page.mouse.dblclick(box.x + 0.9 * box.width, box.y + 0.05 * box.height);
  await expect(points).toHaveCount(all);
  const point = await points.nth(3).boundingBox();
  if (point === null) throw new Error('the point is not drawn');
  await page.mouse.click(point.x + point.width / 2, point.y + point.height / 2);
  await expect(workbench.inspector.getByRole('heading', { level: 2 })).toHaveText('3 operations');
  await page.keyboard.press('k');
  await expect(workbench.inspector.getByRole('heading', { level: 2 })).toHaveText('4 operations');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing with settings and popovers open, ${colorScheme}, 360 wide`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto('/');
    await expect(page.locator('[data-preset="exp2"] path')).not.toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.getByText('Advanced').click();
    await page.getByRole('radio', { name: 'weights' }).check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'refined' }).first().click();
    await expect(page.getByRole('note').filter({ hasText: 'lower bound' })).toBeVisible();
    await expectAccessible(page);
    await context.close();
  });
}

test('in print and in forced colours the result is all there', async ({ browser }) => {
  const context = await browser.newContext({ forcedColors: 'active', viewport: WIDE });
  const page = await context.newPage();
  await page.goto('/');
  const workbench = new WorkbenchPage(page);
  await expect(workbench.inspector.getByLabel('Program listing')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('region', { name: 'Presets' })).toBeHidden();
  await expect(workbench.button('Run')).toBeHidden();
  await expect(workbench.inspector.getByLabel('Program listing')).toBeVisible();
  await expect(workbench.front.locator('[data-zoom]')).toBeVisible();
  await context.close();
});

test('after the first load the page works without a network', async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await context.setOffline(true);
  await page.reload();
  const workbench = new WorkbenchPage(page);
  await expect(workbench.inspector.getByLabel('Program listing')).toContainText('y = ');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await workbench.runPreset('2x (0,1] real, relative');
  await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
  await context.close();
});
