import { expect, test } from '@playwright/test';
import { WorkbenchPage } from './workbench-page';

const LINKS = [
  ['#v1.not*base64', /base64url/],
  ['#v1.AAAA', /decompress/],
  ['#v7.AAAA', /version 7/],
  ['#nonsense', /not a permalink/i],
] as const;

for (const [hash, part] of LINKS) {
  test(`the malformed link ${hash} is refused with a reason and the page goes on`, async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    await page.goto(`/${hash}`);
    const alert = page.getByRole('alert').filter({ hasText: 'cannot be opened' });
    await expect(alert).toContainText(part);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await expect(alert).toHaveCount(0);
    await workbench.button('Run').click();
    await expect(workbench.status).toContainText(/preparing|running/);
  });
}

test('a link followed on the open page is read as well', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => {
    window.location.hash = '#v1.%%%';
  });
  await expect(page.getByRole('alert')).toContainText('cannot be opened');
});

const FIELDS = [
  ['interval', '(1,1)', /interval/i],
  ['interval', '0 to 1', /interval/i],
  ['at most', '99', /from 1 to 32/],
  ['seed', 'seven', /whole number/],
  ['seconds', '0', /from 1/],
] as const;

for (const [label, text, message] of FIELDS) {
  test(`${label} ${text} is answered where it stands`, async ({ page }) => {
    const workbench = new WorkbenchPage(page);
    await page.goto('/');
    const input = page.getByRole('textbox', { name: label, exact: true });
    const before = await input.inputValue();
    await input.fill(text);
    await expect(input).toHaveAttribute('aria-invalid', 'true');
    const described = (await input.getAttribute('aria-describedby'))?.split(' ')[0] ?? '';
    await expect(page.locator(`[id="${described}"]`)).toHaveText(message);
    await workbench.button('Run').click();
    await expect(page.getByRole('alert').filter({ hasText: 'do not make a run' })).toBeVisible();
    await input.fill(label === 'interval' ? '(0.5,1]' : before);
    await expect(input).toHaveAttribute('aria-invalid', 'false');
    await workbench.button('Run').click();
    await expect(workbench.status).toContainText(/preparing|running/);
  });
}

test('no operation chosen is a problem told beside the opcodes', async ({ page }) => {
  await page.goto('/');
  for (const opcode of ['add', 'sub', 'mul', 'div']) await page.getByLabel(opcode, { exact: true }).uncheck();
  await expect(page.getByRole('alert')).toContainText('at least one operation');
});

test('an interval beyond where the function is defined says where it is', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('function', { exact: true }).selectOption('log2');
  const input = page.getByRole('textbox', { name: 'interval' });
  await expect(input).toHaveAttribute('aria-invalid', 'false');
  await input.fill('[-1,1]');
  await expect(page.getByRole('alert')).toContainText('defined on');
});
