/** What a run meets in the field: no shared memory, a worker that dies in mid-run. */

import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench-page';

test('without SharedArrayBuffer the page works', async ({ page }) => {
  await page.route('/', async (route) => {
    const response = await route.fetch();
    const headers = Object.entries(response.headers()).filter(([name]) => !name.startsWith('cross-origin-'));
    await route.fulfill({ response, headers: Object.fromEntries(headers) });
  });
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  expect(await page.evaluate(() => typeof SharedArrayBuffer)).toBe('undefined');
  await workbench.runPreset('2x (0,1] real, relative');
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  await expect.poll(async () => (await workbench.rows()).length, { timeout: 60_000 }).toBeGreaterThan(4);
  await workbench.button('Stop').click();
  await expect(workbench.status).toContainText('stopped', { timeout: 60_000 });
});

test('a search worker that dies in mid-run fails the run, which keeps what it found', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await workbench.runPreset('2x (0,1] real, relative');
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  await expect.poll(async () => (await workbench.rows()).length, { timeout: 60_000 }).toBeGreaterThan(4);
  const searcher = page.workers().find((worker) => worker.url().includes('search.worker'));
  if (searcher === undefined) throw new Error('no worker searches');
  await searcher.evaluate(() => {
    setTimeout(() => {
      throw new Error('out of memory');
    }, 0);
  });
  const alert = page.getByRole('alert').filter({ hasText: 'The run failed.' });
  await expect(alert).toContainText('out of memory', { timeout: 30_000 });
  await expect(workbench.status).toContainText('failed');
  expect((await workbench.rows()).length).toBeGreaterThan(4);
  await alert.getByRole('button', { name: 'Run again' }).click();
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
});
