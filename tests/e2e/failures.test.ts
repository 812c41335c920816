/** What the page meets in the field: no shared memory, a worker that dies in mid-run, a GPU device that is lost. */

import { expect, test } from '@playwright/test';
import { encodePermalink } from '../../src/persistence/permalink';
import { parseProgram } from '../../src/program/parse';
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

test('a GPU device that is lost is replaced or told of, and the next measurement works', async ({ page }) => {
  await page.route(/gpu\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    const loss = `{
      const request = GPUAdapter.prototype.requestDevice;
      let first = true;
      GPUAdapter.prototype.requestDevice = async function (...options) {
        const device = await request.apply(this, options);
        if (first) setTimeout(() => device.destroy(), 300);
        first = false;
        return device;
      };
    }`;
    await route.fulfill({ response, body: loss + (await response.text()) });
  });
  const link = await encodePermalink({
    target: {
      function: { kind: 'catalogue', id: 'exp2' },
      // Few numbers: the adapter may be a software one.
      interval: { lower: 1, upper: 1.0078125, lowerOpen: false, upperOpen: false },
      format: 'f32',
      norm: 'ulp',
    },
    program: parseProgram('y = x + 1', 'f32'),
    errorText: '1',
    errorKind: 'sampled',
  });
  const { inspector } = new WorkbenchPage(page);
  await page.goto(`/${link}`);
  await inspector.getByRole('tab', { name: 'This GPU' }).click();
  const run = inspector.getByRole('button', { name: /^Run (on this GPU|again)$/ });
  await run.click();
  const told = inspector.getByText('The GPU device was given up.');
  const scanned = inspector.getByText('Exhaustive, over 65.5 k numbers of f32');
  await expect(told.or(scanned).first()).toBeVisible({ timeout: 60_000 });
  await expect(run).toBeVisible({ timeout: 60_000 });
  await run.click();
  await expect(scanned).toBeVisible({ timeout: 60_000 });
  await expect(told).toBeHidden();
});
