/** The workbench as a visitor finds it: regions and controls by their names. */

import type { Locator, Page } from '@playwright/test';

export interface FrontEntry {
  readonly ops: number;
  readonly error: number;
  readonly kind: string;
}

export class WorkbenchPage {
  readonly page: Page;
  readonly inspector: Locator;
  readonly front: Locator;
  readonly curve: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    this.page = page;
    this.inspector = page.getByRole('region', { name: 'Selected program' });
    this.front = page.getByRole('region', { name: /against operations$/ });
    this.curve = page.getByRole('region', { name: /against x$/ });
    this.status = page.getByRole('contentinfo', { name: 'Engine' });
  }

  async runPreset(name: string | RegExp): Promise<void> {
    await this.page.getByRole('region', { name: 'Presets' }).getByRole('button', { name }).click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The rows of the front's table that were found or shared; the table has to be shown. */
  async rows(): Promise<FrontEntry[]> {
    const rows = await this.front
      .locator('tbody tr')
      .evaluateAll((elements) =>
        elements.map((row) => Array.from(row.querySelectorAll('td'), (cell) => cell.textContent)),
      );
    return rows
      .filter(([, , , , family]) => family === 'found')
      .map(([ops, error, kind]) => ({ ops: Number(ops), error: Number(error), kind: kind ?? '' }));
  }

  async exported(language: 'TypeScript' | 'WGSL'): Promise<string> {
    await this.inspector.getByRole('tab', { name: language }).click();
    const code = this.inspector.locator(`[data-export="${language === 'WGSL' ? 'wgsl' : 'ts'}"]`);
    return (await code.textContent()) ?? '';
  }

  /** Presses Share and gives the link the page has put on the clipboard. */
  async share(): Promise<string> {
    await this.button('Share').click();
    await this.page.getByText('is copied.').waitFor();
    const link = await this.page.evaluate(() => navigator.clipboard.readText());
    await this.page.keyboard.press('Escape');
    return link;
  }

  /** The length of the curve's outline: 0 while nothing is drawn. */
  async curvePoints(): Promise<number> {
    const outline = this.curve.locator('path[data-curve]').last();
    if ((await outline.count()) === 0) return 0;
    return ((await outline.getAttribute('d')) ?? '').split(/[LHVC]/).length;
  }
}
