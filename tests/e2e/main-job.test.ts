import { expect, test } from '@playwright/test';
import { deviationBound } from '../../src/codegen/wgsl-guarantees';
import { decodePermalink, encodePermalink } from '../../src/persistence/permalink';
import { roundConstants } from '../../src/program/constant';
import { compileLaw } from '../../src/program/interpret';
import { parseProgram } from '../../src/program/parse';
import { evaluateTypeScript } from '../support/evaluate-typescript';
import { runWgsl } from './run-wgsl';
import { WorkbenchPage } from './workbench-page';

const POINTS = 10_000;
/** On (0,1]. */
const XS = Array.from({ length: POINTS }, (_, i) => (i + 1) / POINTS);

test('evolve, see, inspect, export and share 2^x', async ({ page, browser }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await expect(page.getByRole('banner')).toContainText('shipped with the page');
  await workbench.runPreset('2x (0,1] real, relative');
  await expect(page.getByRole('banner')).not.toContainText('shipped with the page');
  await workbench.front.getByRole('button', { name: 'Table' }).click();

  const good = await test.step('a short program appears within a minute', async () => {
    await expect
      .poll(async () => (await workbench.rows()).some(({ ops, error }) => ops <= 6 && error < 1e-6), {
        timeout: 60_000,
        intervals: [500],
      })
      .toBe(true);
    await workbench.button('Stop').click();
    await expect(workbench.status).toContainText(/stopped|finished/, { timeout: 60_000 });
    const row = (await workbench.rows()).find(({ ops, error }) => ops <= 6 && error < 1e-6);
    if (row === undefined) throw new Error('the front has lost the program');
    expect(row.kind).toBe('refined');
    return row;
  });

  await test.step('clicking its point selects it and draws its error curve', async () => {
    const index = (await workbench.rows()).findIndex(({ ops }) => ops === good.ops);
    await workbench.front.getByRole('button', { name: 'Table' }).click();
    const point = workbench.front.locator('[data-family=found] path[data-filled]').nth(index);
    const box = await point.boundingBox();
    if (box === null) throw new Error('the point is not drawn');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect(workbench.inspector.getByRole('heading', { level: 2 })).toHaveText(`${good.ops} operations`);
    await expect.poll(() => workbench.curvePoints()).toBeGreaterThan(100);
    await expect(workbench.curve).toContainText(`${good.ops} operations`);
  });

  const link = await workbench.share();
  const { program, target } = await decodePermalink(link);

  await test.step('the exported TypeScript computes what the law says', async () => {
    const { exp2Approx } = evaluateTypeScript(await workbench.exported('TypeScript'));
    if (typeof exp2Approx !== 'function') throw new Error('the export has no function exp2Approx');
    const law = compileLaw(roundConstants(program, 'f64'), 'f64');
    const different = XS.filter((x) => !Object.is((exp2Approx as (x: number) => number)(x), law(x)));
    expect(different).toEqual([]);
  });

  await test.step('the exported WGSL stays within its bound of the law', async () => {
    const xs = XS.map(Math.fround);
    const values = await runWgsl(page, await workbench.exported('WGSL'), 'exp2_approx', xs);
    const law = compileLaw(roundConstants(program, 'f32'), 'f32');
    const bound = deviationBound(program);
    const outside = xs.filter((x, i) => !(Math.abs((values[i] ?? NaN) - law(x)) <= bound(x)));
    expect(outside).toEqual([]);
    expect(xs.filter((x) => bound(x) < 1e-4).length).toBeGreaterThan(POINTS / 2);
  });

  await test.step('the permalink shows the same program and the same error, verified', async () => {
    const shown = await workbench.inspector.getByLabel('Program listing').textContent();
    const error = await workbench.inspector.getByLabel('Largest error').textContent();
    const context = await browser.newContext();
    const visitor = new WorkbenchPage(await context.newPage());
    await visitor.page.goto(link);
    await expect(visitor.inspector.getByLabel('Program listing')).toHaveText(shown ?? '');
    await expect(visitor.inspector).toContainText('Verified', { timeout: 60_000 });
    await expect(visitor.inspector.getByLabel('Largest error')).toHaveText(error ?? '');
    await expect(visitor.page.getByRole('banner')).toContainText('2^x on (0,1], real, relative');
    expect(target.norm).toBe('relative');
    await context.close();
  });
});

test('a program of + - * alone is the same on the GPU, to the bit', async ({ page }) => {
  // No product is added to: what may be fused may differ, and is bounded above.
  const program = parseProgram('a = x + 0x1.8p+1\nb = x - 0x1.4p-1\nc = a * b\ny = c * x', 'f32');
  const link = await encodePermalink({
    target: {
      function: { kind: 'catalogue', id: 'exp2' },
      interval: { lower: 0, upper: 1, lowerOpen: true, upperOpen: false },
      format: 'f32',
      norm: 'absolute',
    },
    program,
    errorText: '1',
    errorKind: 'sampled',
  });
  const workbench = new WorkbenchPage(page);
  await page.goto(`/${link}`);
  await expect(workbench.inspector.getByLabel('Program listing')).toContainText('y = ');
  const xs = XS.map(Math.fround);
  const values = await runWgsl(page, await workbench.exported('WGSL'), 'exp2_approx', xs);
  const law = compileLaw(program, 'f32');
  expect(xs.filter((x, i) => !Object.is(values[i], law(x)))).toEqual([]);
});

test('a claim that does not hold is told with the true error', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  const program = parseProgram('y = x + 1', 'real');
  const claim = {
    target: {
      function: { kind: 'catalogue', id: 'exp2' },
      interval: { lower: 0, upper: 1, lowerOpen: true, upperOpen: false },
      format: 'real',
      norm: 'relative',
    },
    program,
    errorText: '1.00000000000e-3',
    errorKind: 'refined',
  } as const;
  await page.goto(`/${await encodePermalink(claim)}`);
  // (x + 1) / 2^x - 1 is largest where 1 / (x + 1) = ln 2.
  const x = 1 / Math.LN2 - 1;
  const error = ((x + 1) / 2 ** x - 1).toExponential(3);
  await expect(workbench.inspector).toContainText('does not hold', { timeout: 60_000 });
  await expect(workbench.inspector.getByLabel('Largest error')).toHaveText(error);
});

test('nothing moves on the page while a run goes on', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/');
  const workbench = new WorkbenchPage(page);
  await workbench.runPreset('2x (0,1] real, relative');
  await expect(workbench.inspector.getByLabel('Largest error')).toBeVisible({ timeout: 60_000 });
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as PerformanceEntry & {
          readonly value: number;
          readonly sources: readonly { readonly node: Node | null }[];
        };
        // What moves by less than the width of a digit is no movement.
        if (value < 1e-4) continue;
        const names = sources.map(({ node }) =>
          node instanceof Element ? `${node.localName}.${node.getAttribute('class') ?? ''}` : 'text',
        );
        shifts.push(`${value.toFixed(4)} ${names.join(' ')}`);
      }
    }).observe({ type: 'layout-shift' });
  });
  const rows = workbench.front.locator('[data-family=found] path[data-filled]');
  await expect.poll(() => rows.count(), { timeout: 60_000 }).toBeGreaterThan(6);
  await expect.poll(() => workbench.curvePoints(), { timeout: 60_000 }).toBeGreaterThan(0);
  await expect(workbench.status).toContainText(/0:(0[6-9]|[1-5]\d) of/, { timeout: 60_000 });
  expect(await page.evaluate(() => Reflect.get(window, 'shifts') as string[])).toEqual([]);
});

test('a run pauses, goes on and stops', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await workbench.runPreset('2x (0,1] real, relative');
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
  await workbench.button('Pause').click();
  await expect(workbench.status).toContainText('paused');
  const standing = await workbench.status.textContent();
  await page.waitForTimeout(1500);
  expect(await workbench.status.textContent()).toBe(standing);
  await workbench.button('Resume').click();
  await expect(workbench.status).toContainText('running');
  await workbench.button('Stop').click();
  await expect(workbench.status).toContainText('stopped', { timeout: 60_000 });
});
