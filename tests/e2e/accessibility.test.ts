import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

// Colours do not depend on the width, nor does the arrangement on the theme: each is met once.
for (const { colorScheme, viewport } of [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const) {
  test(`axe finds nothing, ${colorScheme}, ${viewport.width} wide`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport });
    const workbench = new WorkbenchPage(await context.newPage());
    const { page } = workbench;
    await page.goto('/#broken');
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('Advanced').click();
    await workbench.button('Run').click();
    await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
    await expect(workbench.inspector.getByLabel('Largest error')).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => workbench.curvePoints(), { timeout: 60_000 }).toBeGreaterThan(0);
    // Axe takes its time while a search has the processors: once running and once paused is enough.
    if (colorScheme === 'dark') await workbench.button('Pause').click();
    await expectAccessible(page);
    await workbench.front.getByRole('button', { name: 'Table' }).click();
    await workbench.curve.getByRole('button', { name: 'Table' }).click();
    await page.getByLabel('interval').fill('empty');
    await workbench.button('Stop').click();
    await expect(workbench.status).toContainText(/stopped|finished/, { timeout: 60_000 });
    await expectAccessible(page);
    await context.close();
  });
}

test('the main job can be done with the keyboard alone', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await page.getByRole('region', { name: 'Presets' }).getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
  await expect(workbench.inspector.getByRole('button', { name: 'fewer' })).toBeVisible({ timeout: 60_000 });
  await workbench.inspector.getByRole('button', { name: 'fewer' }).focus();
  const before = await workbench.inspector.getByRole('heading', { level: 2 }).textContent();
  await page.keyboard.press('Enter');
  await expect(workbench.inspector.getByRole('heading', { level: 2 })).not.toHaveText(before ?? '');
  await workbench.inspector.getByRole('tab', { name: 'TypeScript' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(workbench.inspector.getByRole('tab', { name: 'JavaScript' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(workbench.inspector.getByRole('tab', { name: 'WGSL' })).toBeFocused();
  await expect(workbench.inspector.locator('[data-export=wgsl]')).toContainText('fn ');
});

test('the theme is chosen, kept, and shown before the page is drawn', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('button', { name: /^Theme: system/ }).click();
  await page.getByRole('button', { name: /^Theme: light/ }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await background();
  expect(dark).toBe('rgb(16, 18, 20)');
  await page.reload({ waitUntil: 'commit' });
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  await expect(page.getByRole('button', { name: /^Theme: dark/ })).toBeVisible();
  expect(await background()).toBe(dark);
});
