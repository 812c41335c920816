import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './accessible';
import { WorkbenchPage } from './workbench-page';

interface Golden {
  readonly links: readonly { readonly name: string; readonly link: string }[];
  readonly fronts: readonly { readonly link: string }[];
}

const golden = JSON.parse(readFileSync('tests/golden/permalinks.json', 'utf8')) as Golden;
const FRONT = golden.fronts[0]?.link ?? '';
const linkOf = (name: string) => golden.links.find((entry) => entry.name === name)?.link ?? '';

function documentOf(link: string): Record<string, unknown> {
  const bytes = inflateRawSync(Buffer.from(link.replace(/^#v\d+\./, ''), 'base64url'));
  return JSON.parse(bytes.toString('latin1')) as Record<string, unknown>;
}

function linkTo(version: number, document: unknown): string {
  return `#v${version}.${deflateRawSync(JSON.stringify(document)).toString('base64url')}`;
}

/** The front of the golden link, its first row claimed to be ten times better than it is. */
function flatteredFront(): string {
  const document = documentOf(FRONT);
  const rows = document.front as { error: [string, string] }[];
  const [first, ...others] = rows;
  if (first === undefined) throw new Error('the golden front is empty');
  const flattered = { ...first, error: [String(Number(first.error[0]) / 10), 'refined'] };
  return linkTo(2, { ...document, front: [flattered, ...others] });
}

async function openImport(page: Page) {
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const take = async (text: string) => {
    await dialog.getByLabel('A program, a link').fill(text);
    await dialog.getByRole('button', { name: /import$/i }).click();
  };
  return { dialog, take };
}

test.describe('fronts in links', () => {
  test('a front is shown at once and each row verified or refuted', async ({ page }) => {
    const { inspector } = new WorkbenchPage(page);
    await page.goto(`/${flatteredFront()}`);
    await expect(inspector.getByText('4 claims: 3 verified, 1 does not hold.')).toBeVisible({
      timeout: 60_000,
    });
    await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('5 operations');
    await inspector.getByText('4 claims:').click();
    const rows = inspector.getByRole('list', { name: 'Claims of the front' }).getByRole('listitem');
    await expect(rows).toHaveCount(4);
    await expect(rows.first()).toHaveText(
      /does not hold: 8\.672\S*e-4 relative, refined, instead of 0\.00008/,
    );
    await expect(rows.last()).toContainText('Verified');
  });

  test('the whole front is shared, and what opens is the same', async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    await page.goto(`/${FRONT}`);
    await expect(workbench.inspector.getByText('4 claims: 4 verified.')).toBeVisible({ timeout: 60_000 });
    await workbench.button('Share').click();
    await page.getByLabel('the whole front, 4 programs').check();
    await expect(page.getByText('The link to the front of 4 programs is copied.')).toBeVisible();
    const link = await page.getByLabel('Permalink').inputValue();
    expect(documentOf(new URL(link).hash)).toEqual(documentOf(FRONT));
    const code = await page.getByLabel('To show it in another page').inputValue();
    expect(code).toMatch(
      /^<iframe src="http:\/\/localhost:\d+\/embed\.html#v2\.[\w-]+" title="Ulpforge: 2\^x on/,
    );
    await page.getByRole('button', { name: 'Copy the iframe code' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  });

  test('claims of every kind are recomputed by their kind', async ({ page }) => {
    const { inspector } = new WorkbenchPage(page);
    await page.goto(`/${linkOf('a certified bound')}`);
    await expect(inspector.getByText(/^Verified: recomputed here as \S+ relative, certified/)).toBeVisible({
      timeout: 60_000,
    });
    await page.goto('about:blank');
    await page.goto(`/${linkOf('an exhaustive error of binary32')}`);
    await expect(inspector.getByText(/^Verified: recomputed here as \S+ ulp, exhaustive/)).toBeVisible({
      timeout: 60_000,
    });
  });

  test('a large exhaustive claim waits to be asked for', async ({ page }) => {
    const document = documentOf(linkOf('an exhaustive error of binary32'));
    const target = { ...(document.target as object), interval: '[0,1]' };
    const { inspector } = new WorkbenchPage(page);
    await page.goto(`/${linkTo(1, { ...document, target, error: ['1000000', 'exhaustive'] })}`);
    await expect(inspector.getByRole('button', { name: 'Check all 1,065,353,217 numbers' })).toBeVisible({
      timeout: 60_000,
    });
  });
});

test.describe('import', () => {
  test('programs in each form are measured and shown', async ({ page }) => {
    const { inspector } = new WorkbenchPage(page);
    await page.goto('/');
    for (const [text, operations] of [
      ['u = x * 0.6931471805599453\ny = 1 + u', '2 operations'],
      ['(FPCore (x) (+ 1 (* x (+ 0.65 (* x 0.34)))))', '4 operations'],
      ['[1, 0.7, 0.2, 0.08]', '6 operations'],
    ] as const) {
      const { dialog, take } = await openImport(page);
      await take(text);
      await expect(dialog).toBeHidden({ timeout: 60_000 });
      await expect(inspector.getByRole('heading', { level: 2 })).toHaveText(operations);
      await expect(inspector.getByText(/relative, refined, largest/)).toBeVisible();
    }
    await page.getByRole('button', { name: 'Show it again' }).click();
    await expect(inspector.getByRole('heading', { level: 2 })).toHaveText('4 operations');
  });

  test('a mistake is told with its line and column, and nothing is lost', async ({ page }) => {
    const { inspector } = new WorkbenchPage(page);
    await page.goto('/');
    const before = await inspector.getByRole('heading', { level: 2 }).textContent();
    const { dialog, take } = await openImport(page);
    await take('u = x * 0.7\ny = u ++ 1');
    await expect(dialog.getByRole('alert')).toHaveText(/^Line 2, column 8: expected/);
    await expect(dialog.getByRole('textbox')).toHaveValue('u = x * 0.7\ny = u ++ 1');
    await expectAccessible(page);
    await take('{"front": [\n  {"ops": }]}');
    await expect(dialog.getByRole('alert')).toHaveText(
      'Line 2, column 11: the text is not JSON from here on.',
    );
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    expect(await inspector.getByRole('heading', { level: 2 }).textContent()).toBe(before);
  });

  test('a dropped file is read, and one that is too large is not', async ({ page }) => {
    const { inspector } = new WorkbenchPage(page);
    await page.goto('/');
    const drop = async (name: string, text: string) => {
      const dataTransfer = await page.evaluateHandle(
        ([fileName, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content], fileName));
          return transfer;
        },
        [name, text] as const,
      );
      await page.dispatchEvent('body', 'dragover', { dataTransfer });
      await expect(page.getByText('Drop a program, a run or a certificate.')).toBeVisible();
      await page.dispatchEvent('body', 'drop', { dataTransfer });
    };
    const run = { front: [{ permalink: linkOf('a certified bound') }], evaluations: 1 };
    await drop('run.json', JSON.stringify(run));
    await expect(inspector.getByText(/^Verified: recomputed here as \S+ relative, certified/)).toBeVisible({
      timeout: 60_000,
    });
    await drop('large.txt', ' '.repeat(2 * 1024 * 1024 + 1));
    await expect(page.getByRole('dialog', { name: 'Import' }).getByRole('alert')).toHaveText(
      'large.txt has 2,097,153 bytes; at most 2,097,152 are read.',
    );
  });

  test('a kept run that is dropped on the page is shown, and other files are told apart', async ({
    page,
  }) => {
    const workbench = new WorkbenchPage(page);
    await page.goto('/');
    await page.getByRole('textbox', { name: 'at most' }).fill('3');
    await page.getByRole('radio', { name: 'evaluations' }).check();
    await page.getByRole('textbox', { name: 'evaluations' }).fill('500');
    await workbench.button('Run').click();
    await expect(workbench.status).toContainText('finished', { timeout: 60_000 });
    await workbench.button('Runs').click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog', { name: 'Runs' }).getByRole('button', { name: 'Export' }).first().click();
    const kept = readFileSync(await (await download).path(), 'utf8');
    const { summary } = JSON.parse(kept) as { summary: { front: { ops: number }[] } };
    const most = summary.front.at(-1)?.ops ?? 0;

    const visitor = await page.context().browser()?.newContext();
    const other = await visitor?.newPage();
    if (other === undefined) throw new Error('no other visitor');
    await other.goto(page.url());
    const drop = async (name: string, text: string) => {
      const dataTransfer = await other.evaluateHandle(
        ([fileName, content]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content], fileName));
          return transfer;
        },
        [name, text] as const,
      );
      await other.dispatchEvent('body', 'drop', { dataTransfer });
    };
    await drop('run.ulpforge.json', kept);
    await expect(new WorkbenchPage(other).status).toContainText('finished');
    // The most accurate program that the run has found, whatever its size.
    await expect(
      other.getByRole('region', { name: 'Selected program' }).getByRole('heading', { level: 2 }),
    ).toHaveText(`${most} operations`);
    // Where an imported run comes from is not known.
    await expect(other.getByRole('region', { name: 'Selected program' })).toContainText('seeded');
    const alert = other.getByRole('dialog', { name: 'Import' }).getByRole('alert');
    await drop('run.ulpforge.json', kept.slice(0, 2000));
    await expect(alert).toContainText('not JSON');
    await drop('module.zip', 'PK\u0003\u0004');
    await expect(alert).toContainText('zip archive: unpack it');
    await visitor?.close();
  });

  test('a run under way is ended only when that is asked for', async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    await page.goto('/');
    await workbench.button('Run').click();
    await expect(workbench.status).toContainText('evaluations', { timeout: 60_000 });
    const { dialog } = await openImport(page);
    await expect(dialog.getByRole('button', { name: 'End the run and import' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(workbench.button('Stop')).toHaveAttribute('aria-disabled', 'false');
  });
});

test.describe('embedded view', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`shows a front and its verdicts, ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width: 640, height: 480 } });
      const page = await context.newPage();
      await page.goto(`/embed.html${FRONT}`);
      await expect(page.getByRole('heading', { name: '2^x on (0,1], real, relative' })).toBeVisible();
      await expect(page.getByText('4 claims: 4 verified.')).toBeVisible({ timeout: 60_000 });
      await expect(
        page.getByRole('img', { name: /^Relative error against operations: 4 programs/ }),
      ).toBeVisible();
      await expect(
        page.getByRole('img', { name: /^Relative error against x, largest 4\.34e-6/ }),
      ).toBeVisible();
      await page.getByRole('combobox', { name: 'Program' }).selectOption('3 operations');
      await expect(
        page.getByRole('img', { name: /^Relative error against x, largest 8\.67e-4/ }),
      ).toBeVisible();
      await expect(page.getByLabel('Listing')).toContainText('/');
      const full = page.getByRole('link', { name: 'Open in Ulpforge' });
      expect(new URL((await full.getAttribute('href')) ?? '').hash).toBe(FRONT);
      await expectAccessible(page);
      await context.close();
    });
  }

  test('works in a frame of another page', async ({ page, baseURL }) => {
    await page.setContent(
      `<iframe src="${baseURL ?? ''}/embed.html${FRONT}" title="t" width="640" height="480"></iframe>`,
    );
    await expect(page.frameLocator('iframe').getByText('4 claims: 4 verified.')).toBeVisible({
      timeout: 60_000,
    });
  });

  test('says what is wrong with a link', async ({ page }) => {
    await page.goto('/embed.html#v1.AAAA');
    await expect(page.getByRole('alert')).toHaveText(/cannot be opened: the link is damaged or cut off/);
    await page.goto('/embed.html');
    await page.reload();
    await expect(page.getByText('there is no link in its address')).toBeVisible();
  });
});

test('nothing of a hostile link is in the page but text', async ({ page }) => {
  const markup = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
  const document = documentOf(linkOf('a certified bound'));
  const target = document.target as object;
  const program = document.program as object;
  const hostile = [
    linkTo(1, { ...document, [markup]: 1 }),
    linkTo(1, { ...document, error: [markup, 'refined'] }),
    linkTo(1, { ...document, error: ['1e-3', markup] }),
    linkTo(1, { ...document, target: { ...target, function: markup } }),
    linkTo(1, { ...document, target: { ...target, function: { expression: markup } } }),
    linkTo(1, { ...document, target: { ...target, interval: markup } }),
    linkTo(1, { ...document, program: { ...program, constants: [markup] } }),
    linkTo(2, { front: [{ error: ['1', 'refined'], program: markup }], target }),
    `#v1.${markup}`,
    `#${markup}`,
    `#v1.${deflateRawSync(' '.repeat(11 * 2 ** 20)).toString('base64url')}`,
  ];
  const expectRefused = async () => {
    await expect(page.getByRole('alert').filter({ hasText: 'cannot be opened' })).toBeVisible();
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
  };
  for (const link of hostile) {
    await page.goto('about:blank');
    await page.goto(`/embed.html${link}`);
    await expectRefused();
  }
  for (const [i, link] of hostile.entries()) {
    // The first is opened with the page, the others in it, as by a click on a link.
    if (i === 0) await page.goto(`/${link}`);
    else await page.evaluate((hash) => window.location.assign(hash), link);
    await expectRefused();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
});
