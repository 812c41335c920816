import { expect, test, type Page } from '@playwright/test';
import { encodePermalink } from '../../src/persistence/permalink';
import { parseProgram } from '../../src/program/parse';
import type { Format } from '../../src/numerics/format';
import type { ErrorNorm, Interval } from '../../src/targets/target';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

const POLYNOMIAL = 'a = x * 0.3 + 0.6\nb = a * x\ny = b + 1';
const UNIT: Interval = { lower: 0, upper: 1, lowerOpen: false, upperOpen: false };

/** The page with a program for 2^x, whose claim of an error of 1 is refuted at once. */
async function open(page: Page, text: string, format: Format, norm: ErrorNorm, interval = UNIT) {
  const link = await encodePermalink({
    target: { function: { kind: 'catalogue', id: 'exp2' }, interval, format, norm },
    program: parseProgram(text, format),
    errorText: '1',
    errorKind: 'sampled',
  });
  const workbench = new WorkbenchPage(page);
  await page.goto(`/${link}`);
  await expect(workbench.inspector).toContainText(/Verified|does not hold|could not be checked/, {
    timeout: 60_000,
  });
  const tab = (name: string) => workbench.inspector.getByRole('tab', { name, exact: true }).click();
  const error = workbench.inspector.getByLabel('Largest error');
  return { workbench, tab, error, inspector: workbench.inspector };
}

test('a program is shown as listing, graph and formula, by keyboard', async ({ page }) => {
  const { inspector } = await open(page, POLYNOMIAL, 'real', 'relative');
  await inspector.getByRole('tab', { name: 'Listing' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(inspector.getByRole('tab', { name: 'Graph' })).toBeFocused();
  await expect(inspector.getByRole('img', { name: /^The program as a graph/ })).toBeVisible();
  await expect(inspector.locator('svg rect')).toHaveCount(5);
  await page.keyboard.press('ArrowRight');
  await expect(inspector.locator('math')).toBeVisible();
  await expect(inspector.locator('math mn').first()).toHaveText('0.3');
});

test('lines tell their range and what they contribute', async ({ page }) => {
  const { inspector, tab } = await open(page, POLYNOMIAL, 'f32', 'ulp');
  await tab('Error by line');
  const rows = inspector.getByRole('group', { name: 'Error by line' }).locator('tbody tr');
  await expect(rows).toHaveCount(4);
  await expect(rows.nth(1)).toContainText('0.6 to 0.9');
  await expect(rows.nth(3).locator('td').first()).toHaveText(/^0\.4\d+$/);
});

test('a program is stepped through at a chosen x', async ({ page }) => {
  const { inspector, tab } = await open(page, POLYNOMIAL, 'f32', 'ulp');
  await tab('Step');
  const field = inspector.getByRole('textbox', { name: 'x', exact: true });
  await field.fill('0.5');
  const steps = inspector.getByRole('group', { name: 'Steps' });
  await expect(steps).toContainText('exact error at x = 0.5');
  await expect(steps.locator('tbody tr').nth(1)).toContainText('0.75');
  await expect(steps).toContainText('1.41421356237309504880169');
  await field.fill('2');
  await expect(inspector).toContainText('X = 2 lies outside [0,1].');
});

test('an edited constant moves the curve, is marked, measured and can be undone', async ({ page }) => {
  const { workbench, inspector, tab, error } = await open(page, POLYNOMIAL, 'real', 'relative');
  const before = await error.textContent();
  const outline = () =>
    workbench.curve
      .locator('path[data-curve]')
      .last()
      .getAttribute('d')
      .catch(() => null);
  await expect.poll(outline).not.toBeNull();
  const drawn = await outline();
  await tab('Edit');
  await inspector.getByLabel('How far').selectOption('0.1');
  await inspector.getByRole('slider', { name: 'move by' }).focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('PageUp');
  await expect(inspector).toContainText('Modified.');
  await expect.poll(outline).not.toBe(drawn);
  await expect(error).not.toHaveText(before ?? '');
  await expect(inspector).toContainText('relative, refined', { timeout: 30_000 });
  const moved = Number(await error.textContent());
  await inspector.getByRole('button', { name: 'Refit' }).click();
  await expect(inspector).toContainText('Refitted.', { timeout: 60_000 });
  expect(Number(await error.textContent())).toBeLessThan(moved);
  await workbench.exported('WGSL');
  await inspector.getByRole('button', { name: 'Reset' }).click();
  await expect(error).toHaveText(before ?? '');
  await expect(inspector).not.toContainText('Modified.');
});

test('a line can be rewritten; what is no program is told and changes nothing', async ({ page }) => {
  const { inspector, tab, error } = await open(page, POLYNOMIAL, 'real', 'relative');
  const before = await error.textContent();
  await tab('Edit');
  const editor = inspector.getByRole('textbox', { name: 'Program text' });
  await editor.fill('y = x + ');
  await expect(editor).toHaveAttribute('aria-invalid', 'true');
  await expect(error).toHaveText(before ?? '');
  await editor.fill('y = x + 1');
  await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('1 operation');
  await expect(error).toHaveText('6.148e-2', { timeout: 30_000 });
});

test('the error plot changes its norm, zooms down to single numbers and compares', async ({ page }) => {
  const { workbench, inspector, tab } = await open(page, POLYNOMIAL, 'f32', 'ulp');
  const { curve } = workbench;
  await expect.poll(() => workbench.curvePoints()).toBeGreaterThan(10);
  await curve.getByLabel('Norm of the error').selectOption('relative');
  await expect(page.getByRole('region', { name: 'Relative error against x' })).toBeVisible();
  await curve.getByLabel('Norm of the error').selectOption('ulp');
  await curve.getByRole('button', { name: 'Pin', exact: true }).click();
  await tab('Edit');
  await inspector.getByRole('textbox', { name: 'Program text' }).fill('y = x + 1');
  await expect.poll(() => curve.locator('path[data-curve=compared]').count()).toBeGreaterThan(0);
  await curve.getByRole('button', { name: 'Histogram' }).click();
  await curve.getByLabel('Axis of x').selectOption('ordinal');
  await curve.getByLabel('Scale of the error').selectOption('logarithmic');
  for (let i = 0; i < 22; i++) await curve.getByRole('button', { name: 'Zoom in' }).click();
  const complete = curve.getByText('every number', { exact: true });
  await expect(complete).toBeVisible({ timeout: 30_000 });
  await curve.getByRole('button', { name: 'All' }).click();
  await expect(complete).toHaveCount(0);
  await curve.getByRole('button', { name: /^Unpin/ }).click();
  await expect(curve.getByRole('button', { name: /^Unpin/ })).toHaveCount(0);
});

test('the error curve is explored in the whole window, and left again', async ({ page }) => {
  const { workbench } = await open(page, POLYNOMIAL, 'f32', 'ulp');
  const explore = workbench.curve.getByRole('button', { name: 'Explore' });
  await explore.click();
  const dialog = page.getByRole('dialog', { name: 'Explore the error curve' });
  const plot = dialog.getByRole('figure', { name: /^The error of the program of 4 operations: at most/ });
  await expect(plot.locator('.scatterlayer .trace').first()).toBeVisible({ timeout: 30_000 });
  await expect(dialog).toContainText(/magnifies the \d+ columns/);
  const ticks = async () => (await plot.locator('.xaxislayer-above text').allTextContents()).sort();
  const whole = await ticks();
  const box = await plot.boundingBox();
  if (box === null) throw new Error('the plot has no place');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await expect(plot.locator('.hoverlayer .legend')).toContainText('this program: ');
  await page.mouse.wheel(0, -400);
  await expect.poll(ticks).not.toEqual(whole);
  await expect(async () => {
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(ticks, { timeout: 2_000 }).toEqual(whole);
  }).toPass({ timeout: 15_000 });
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await plot.locator('.modebar-btn').click();
  expect((await download).suggestedFilename()).toBe('error-curve.png');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(explore).toBeFocused();
});

test('a certificate bounds the error, and refuses a pole with its place', async ({ page }) => {
  const good = await open(page, POLYNOMIAL, 'real', 'relative');
  await good.tab('Certificate');
  await good.inspector.getByRole('button', { name: 'Certify' }).click();
  await expect(good.inspector.getByRole('list', { name: 'Trust' })).toContainText('certified: at most', {
    timeout: 60_000,
  });
  await expect(good.inspector).toContainText('relative, certified');
  const download = page.waitForEvent('download');
  await good.inspector.getByRole('button', { name: 'Save as JSON' }).click();
  expect((await download).suggestedFilename()).toBe('certificate.json');
  await page.goto('about:blank');
  const bad = await open(
    page,
    'a = x - 0.3333333333333333\nb = 1e-30 / a\ny = x + 1 + b',
    'real',
    'relative',
  );
  await bad.tab('Certificate');
  await bad.inspector.getByRole('button', { name: 'Certify' }).click();
  await expect(bad.inspector).toContainText(/division by zero.*0\.3333/, { timeout: 60_000 });
});

test('this GPU: speed and error of the snippet and the builtin', async ({ page }) => {
  // Few numbers: the adapter may be a software one.
  const interval: Interval = { lower: 1, upper: 1.0078125, lowerOpen: false, upperOpen: false };
  const { inspector, tab } = await open(page, 'y = x + 1', 'f32', 'ulp', interval);
  await tab('This GPU');
  await inspector.getByRole('button', { name: 'Run on this GPU' }).click();
  await expect(inspector).toContainText('Exhaustive, over 65.5 k numbers of f32', { timeout: 120_000 });
  await expect(inspector.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 120_000 });
  const rows = inspector.getByRole('group', { name: 'On this GPU' }).locator('tbody tr');
  await expect(rows.nth(1)).toContainText('exp2()');
  await expect(rows.nth(0).locator('td').nth(1)).toHaveText(/%$/);
});

for (const [colorScheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`axe finds nothing on the tabs, ${colorScheme}, ${width} wide`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const { inspector, tab } = await open(page, POLYNOMIAL, 'f32', 'ulp');
    const pairs = [
      ['Graph', 'Error by line'],
      ['Formula', 'Certificate'],
      ['Step', 'Every number'],
      ['Edit', 'This GPU'],
    ] as const;
    for (const [one, other] of pairs) {
      await tab(one);
      await tab(other);
      await expect(inspector.getByRole('tabpanel').first()).toBeVisible();
      // What is around the panels is looked at with the whole page.
      await expectAccessible(page, '[role="tabpanel"]');
    }
    await context.close();
  });
}
