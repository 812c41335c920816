import { expect, test, type Page } from '@playwright/test';
import { WorkbenchPage } from './workbench-page';

const BUDGET = 24_000;

/** A run of so many evaluations, small enough to end soon. */
async function begin(workbench: WorkbenchPage, evaluations: number): Promise<void> {
  const { page } = workbench;
  await page.getByRole('textbox', { name: 'at most' }).fill('5');
  await page.getByRole('radio', { name: 'evaluations' }).check();
  await page.getByRole('textbox', { name: 'evaluations' }).fill(String(evaluations));
  await workbench.button('Run').click();
}

async function finishedRows(workbench: WorkbenchPage): Promise<string> {
  await expect(workbench.status).toContainText('finished', { timeout: 120_000 });
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  const rows = await workbench.rows();
  await workbench.front.getByRole('button', { name: 'Table' }).click();
  return JSON.stringify(rows);
}

/** What the database has of the run's checkpoints: evaluations of the islands together. */
function savedEvaluations(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('ulpforge-runs');
        request.addEventListener('success', () => {
          const database = request.result;
          if (!database.objectStoreNames.contains('checkpoints')) {
            database.close();
            resolve(0);
            return;
          }
          const all = database.transaction('checkpoints').objectStore('checkpoints').getAll();
          all.addEventListener('success', () => {
            const entries = all.result as { document: { islands: { evaluations: number }[] } }[];
            database.close();
            resolve(
              entries
                .flatMap(({ document }) => document.islands)
                .reduce((sum, { evaluations }) => sum + evaluations, 0),
            );
          });
        });
      }),
  );
}

test('a run that is reloaded goes on from its checkpoint to the same front', async ({ browser }) => {
  const first = await browser.newContext();
  const whole = new WorkbenchPage(await first.newPage());
  await whole.page.goto('/');
  await begin(whole, BUDGET);
  const expected = await finishedRows(whole);
  await first.close();

  const second = await browser.newContext();
  const workbench = new WorkbenchPage(await second.newPage());
  await workbench.page.goto('/');
  await begin(workbench, BUDGET);
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
  await workbench.button('Pause').click();
  await expect(workbench.status).toContainText('paused', { timeout: 60_000 });
  await expect.poll(() => savedEvaluations(workbench.page)).toBeGreaterThan(0);
  const saved = await savedEvaluations(workbench.page);
  expect(saved).toBeLessThan(BUDGET);
  await workbench.page.reload();
  await expect(workbench.status).toContainText('paused', { timeout: 30_000 });
  await workbench.button('Resume').click();
  // Reloaded again, it goes on by itself.
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
  await workbench.page.reload();
  expect(await finishedRows(workbench)).toBe(expected);
  await second.close();
});

test('runs are listed, renamed, continued, exported, imported and deleted', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await begin(workbench, 2000);
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
  await workbench.button('Runs').click();
  const dialog = page.getByRole('dialog', { name: 'Runs' });
  const entries = dialog.getByRole('list', { name: 'Kept runs' }).getByRole('listitem');
  await expect(entries).toHaveCount(1);
  await expect(entries.first()).toContainText('finished');
  await entries.first().getByRole('textbox', { name: 'Name of the run' }).fill('my first');
  await page.keyboard.press('Enter');

  const download = page.waitForEvent('download');
  await entries.first().getByRole('button', { name: 'Export' }).click();
  const file = await (await download).path();
  await dialog.getByLabel('Import a run').setInputFiles(file);
  await expect(entries).toHaveCount(2);
  await expect(entries.filter({ hasText: 'seeded' })).toHaveCount(1);
  await dialog.getByRole('searchbox').fill('nothing of this name');
  await expect(entries).toHaveCount(0);
  await dialog.getByRole('searchbox').fill('');

  for (const entry of await entries.all()) await entry.getByRole('button', { name: 'Compare' }).click();
  await expect(dialog.getByRole('region', { name: 'Runs compared' })).toContainText('1.00');
  await dialog.getByRole('button', { name: 'Show in the front plot' }).click();
  await expect(dialog).toBeHidden();
  const beside = workbench.front.getByRole('group', { name: 'Runs beside the front' });
  await expect(beside.getByRole('listitem')).toHaveCount(1);
  await expect(workbench.front.locator('[data-family=compared] path[data-filled]')).not.toHaveCount(0);
  await beside.getByRole('button', { name: /^Remove .* from the plot$/ }).click();
  await expect(workbench.front.locator('[data-family=compared]')).toHaveCount(0);
  await workbench.button('Runs').click();

  const imported = entries.filter({ hasText: 'seeded' });
  await imported.getByRole('button', { name: 'Delete' }).click();
  await imported.getByRole('button', { name: 'Delete for good' }).click();
  await expect(entries).toHaveCount(1);

  await entries.first().getByLabel('for', { exact: true }).fill('1000');
  await entries.first().getByRole('button', { name: 'Continue' }).click();
  await expect(workbench.status).toContainText('100 % of 3.0 k', { timeout: 60_000 });
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
});

test('what was certified of a run is there again after a reload', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await begin(workbench, 2000);
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
  await workbench.inspector.getByRole('tab', { name: 'Certificate' }).click();
  await workbench.inspector.getByRole('button', { name: 'Certify' }).click();
  const marks = workbench.inspector.getByRole('list', { name: 'Trust' });
  await expect(marks).toContainText('certified: at most', { timeout: 60_000 });
  const proved = (await marks.textContent()) ?? '';
  await expect
    .poll(() =>
      page.evaluate(
        () =>
          new Promise<string>((resolve) => {
            const request = indexedDB.open('ulpforge-runs');
            request.addEventListener('success', () => {
              const all = request.result.transaction('runs').objectStore('runs').getAll();
              all.addEventListener('success', () => {
                request.result.close();
                resolve(JSON.stringify(all.result));
              });
            });
          }),
      ),
    )
    .toContain('"certificate"');
  await page.reload();
  await expect(workbench.status).toContainText('finished', { timeout: 30_000 });
  await expect(marks).toHaveText(proved);
});

test('a run belongs to one of two tabs', async ({ context, page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await page.getByRole('textbox', { name: 'seconds' }).fill('600');
  await workbench.button('Run').click();
  await expect(workbench.status).toContainText('running', { timeout: 60_000 });
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByText('A run was interrupted')).toHaveCount(0);
  await other.getByRole('button', { name: 'Runs', exact: true }).click();
  const dialog = other.getByRole('dialog', { name: 'Runs' });
  await expect(dialog).toContainText('running in another tab');
  // Closed in mid-run, it is offered to whoever comes.
  await page.close();
  await other.reload();
  const notice = other.getByRole('status').filter({ hasText: 'A run was interrupted' });
  await notice.getByRole('button', { name: 'Continue' }).click();
  await expect(other.getByRole('contentinfo', { name: 'Engine' })).toContainText('running', {
    timeout: 60_000,
  });
});

test('without IndexedDB a run goes on, and the page says that it is not saved', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { value: undefined });
  });
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await begin(workbench, 2000);
  await expect(page.getByRole('alert').filter({ hasText: 'The run is not saved' })).toBeVisible();
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
});

test('when the space is used up the page says so, and keeps what was saved', async ({ page }) => {
  const workbench = new WorkbenchPage(page);
  await page.goto('/');
  await begin(workbench, 2000);
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
  await expect.poll(() => savedEvaluations(page)).toBe(2000);
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await workbench.button('Run').click();
  await expect(page.getByRole('alert').filter({ hasText: 'no more space' })).toBeVisible({ timeout: 30_000 });
  await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
  expect(await savedEvaluations(page)).toBe(2000);
});
