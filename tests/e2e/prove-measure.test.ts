/** Holding rows against every structure, and setting them against the time they take: on the front shipped with the page. */

import { expect, test } from '@playwright/test';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

test('the first rows are proved, and marked wherever they are shown', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await workbench.button('Prove').click();
  const panel = page.getByRole('group', { name: 'Prove the first rows' });
  await panel.getByLabel('up to').selectOption('2');
  await panel.getByRole('button', { name: 'Prove' }).click();
  await expect(panel.getByText(/^All \d+ structures of up to 2 operations were fitted/)).toBeVisible({
    timeout: 60_000,
  });
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(workbench.front.getByText('best of its kind')).toBeVisible();
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  const kinds = (await workbench.rows()).filter(({ kind }) => kind.includes('proved'));
  expect(kinds.map(({ ops }) => ops)).toContain(2);
  await workbench.front.getByRole('button', { name: 'Select the program of 2 operations' }).click();
  await workbench.inspector.getByRole('button', { name: 'best of its kind' }).click();
  await expect(page.getByText(/Exhaustive in structures/)).toBeVisible();
});

test('rows and baselines are set against the time that they take here', async ({ page }) => {
  await page.goto('/');
  const workbench = new WorkbenchPage(page);
  await workbench.button('Measured').click();
  const front = page.getByRole('region', { name: /against measured time$/ });
  await front.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(front.getByRole('button', { name: 'Measure again' })).toBeVisible({ timeout: 60_000 });
  await expect(front.getByText(/WebAssembly SIMD, 2 × f64, one thread; median of 15/)).toBeVisible();
  await expect(front.getByText('nanoseconds a value, CPU throughput', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await front.getByRole('button', { name: 'CPU latency' }).click();
  await expect(front.getByText(/Each value waits for the one before/)).toBeVisible();
});
