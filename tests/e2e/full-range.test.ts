import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { decodePermalink } from '../../src/persistence/permalink';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

test('a function for a whole format: of the program on show, and of a kernel that is searched for it', async ({
  page,
}) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  const panel = workbench.inspector.getByRole('region', { name: 'Export' });
  const code = panel.getByRole('tabpanel').locator('pre');
  await panel.getByRole('checkbox', { name: /whole format/ }).check();
  await expect(code).toContainText('export function exp2f(x: number): number {', { timeout: 60_000 });
  await expect(panel.getByText(/errs by 0\.50\d+ ulp, sampled/)).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole('tab', { name: 'WGSL', exact: true }).click();
  await expect(code).toContainText('fn exp2f(x: f32) -> f32 {', { timeout: 60_000 });
  await panel.getByRole('tab', { name: 'LaTeX', exact: true }).click();
  await expect(panel.getByRole('tabpanel')).toContainText(
    'are written in TypeScript, JavaScript, WGSL, GLSL and C',
  );

  await panel.getByRole('tab', { name: 'C', exact: true }).click();
  await panel.getByLabel('function', { exact: true }).selectOption('log2');
  const kernels = panel.getByRole('list', { name: 'Kernels' });
  await expect(kernels).toContainText('log2(1+x)/x around 0: missing');
  await page.getByRole('textbox', { name: 'at most' }).fill('5');
  await page.getByRole('radio', { name: 'evaluations' }).check();
  await page.getByRole('textbox', { name: 'evaluations' }).fill('6000');
  await kernels.getByRole('button', { name: 'Search this kernel' }).click();
  await expect(workbench.status).toContainText('finished', { timeout: 120_000 });
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(kernels).toContainText('the selected program, 5 operations', { timeout: 30_000 });
  await expect(code).toContainText('float log2f_approx(float x)', { timeout: 60_000 });
  await expect(code).toContainText('log2(1+x)/x on [-0.2929,0.4143]');

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save module' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('log2f_approx.zip');
  const archive = readFileSync(await saved.path());
  for (const file of ['log2f_approx_test.c', 'measured.json', 'claim.json', 'README.md']) {
    expect(archive.includes(`log2f_approx/${file}`)).toBe(true);
  }
});

test('what was certified is shared as certified', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await workbench.inspector.getByRole('tab', { name: 'Certificate' }).click();
  await workbench.inspector.getByRole('button', { name: 'Certify' }).click();
  const trust = workbench.inspector.getByRole('list', { name: 'Trust' });
  await expect(trust).toContainText('certified: at most', { timeout: 60_000 });
  const link = await workbench.share();
  expect((await decodePermalink(link)).errorKind).toBe('certified');
  await page.goto('about:blank');
  await page.goto(link);
  await expect(workbench.inspector.getByText(/Verified/)).toBeVisible({ timeout: 60_000 });
});
