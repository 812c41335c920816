import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { decodePermalink } from '../../src/persistence/permalink';
import { WorkbenchPage } from './workbench-page';

const LANGUAGES = [
  ['TypeScript', 'export function exp2Approx('],
  ['JavaScript', 'export function exp2Approx(x) {'],
  ['WGSL', 'fn exp2_approx('],
  ['GLSL', 'float exp2_approx('],
  ['C', 'double exp2_approx('],
  ['Rust', 'pub fn exp2_approx('],
  ['Python', 'def exp2_approx('],
  ['Julia', 'function exp2_approx('],
  ['FPCore', '(FPCore exp2_approx ('],
  ['LaTeX', 'f(x) &'],
] as const;

test('every language, with the link of the run, its module and its playground', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  const panel = workbench.inspector.getByRole('region', { name: 'Export' });
  for (const [language, text] of LANGUAGES) {
    await panel.getByRole('tab', { name: language, exact: true }).click();
    await expect(panel.getByRole('tabpanel').locator('pre')).toContainText(text);
    const outside = panel.getByRole('link', { name: /^Open in / });
    await expect(outside).toHaveCount(language === 'C' || language === 'Rust' ? 1 : 0);
  }

  const code = panel.getByRole('tabpanel').locator('pre');
  await expect(code).toContainText('#v1.');
  const link = /https?:\S+#v1\.\S+/.exec((await code.textContent()) ?? '')?.[0] ?? '';
  const claim = await decodePermalink(link);
  expect(claim.target.function).toEqual({ kind: 'catalogue', id: 'exp2' });
  expect(await code.textContent()).toContain(claim.errorText);

  await panel.getByRole('tab', { name: 'C', exact: true }).click();
  await expect(panel.getByRole('link', { name: 'Open in Compiler Explorer' })).toHaveAttribute(
    'href',
    /^https:\/\/godbolt\.org\/clientstate\//,
  );
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save module' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('exp2_approx.zip');
  const archive = readFileSync(await saved.path());
  expect(archive.subarray(0, 2).toString('latin1')).toBe('PK');
  expect(archive.includes('exp2_approx/exp2_approx_test.c')).toBe(true);
});
