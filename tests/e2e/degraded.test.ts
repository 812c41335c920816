import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench-page';

test('without WebGPU the page works and says so', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  // Workers have a navigator of their own, so their script begins with its removal too.
  await page.addInitScript(() => {
    Reflect.deleteProperty(Navigator.prototype, 'gpu');
  });
  await page.route(/search\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    const removal = "Reflect.deleteProperty(WorkerNavigator.prototype, 'gpu');";
    await route.fulfill({ response, body: removal + (await response.text()) });
  });
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await workbench.runPreset('2x [0,1) f32, ulp');
  await expect(workbench.status).toContainText('GPU: unavailable', { timeout: 60_000 });
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  await expect.poll(async () => (await workbench.rows()).length, { timeout: 60_000 }).toBeGreaterThan(2);
  await context.close();
});

test('a search worker that does not start fails the run, tells so, and the next run works', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await page.route(/search\.worker.*\.js$/, (route) => route.abort());
  await workbench.button('Run').click();
  const alert = page.getByRole('alert').filter({ hasText: 'The run failed.' });
  await expect(alert).toContainText('did not load', { timeout: 60_000 });
  await expect(workbench.status).toContainText('failed');
  await page.unroute(/search\.worker.*\.js$/);
  await alert.getByRole('button', { name: 'Run again' }).click();
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
});

test('on a narrow screen nothing is cut off and the run bar stays', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const workbench = new WorkbenchPage(await context.newPage());
  await workbench.page.goto('/');
  await workbench.button('Run').click();
  await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
  await expect(workbench.inspector.getByLabel('Largest error')).toBeVisible({ timeout: 60_000 });
  expect(await workbench.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await workbench.page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await expect(workbench.button('Stop')).toBeInViewport();
  await context.close();
});
