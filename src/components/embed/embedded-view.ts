/**
 * The embedded view: what a link carries, read-only, for an iframe in somebody else's page. Plain DOM, and whatever
 * comes from the link is set as text.
 */

import type { ClaimStatus } from '../../protocol/claim-verdict';
import type { EmbeddedFront, EmbeddedRow, EmbedService } from '../../protocol/embed-service';
import type { ErrorCurve } from '../../protocol/oracle-service';
import { claimCounts, verdictText } from '../claim-text';
import { errorNumber, NORM_UNIT, operationsText } from '../number-text';
import { curveFigure } from './curve-figure';
import { frontFigure } from './front-figure';

const COLUMNS = 256;

type Child = Node | string;

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/**
 * Shows the link in `root`, at once, and what becomes of its claims as that is known.
 * @param page address of the full page, to which the link's fragment is appended
 */
export async function showEmbedded(
  root: HTMLElement,
  link: string,
  service: EmbedService,
  page: string,
): Promise<void> {
  const open = element(
    'a',
    { href: `${page}${link}`, target: '_blank', rel: 'noopener' },
    'Open in Ulpforge',
  );
  if (link === '') {
    root.replaceChildren(
      element('p', {}, 'This view shows what a link carries, and there is no link in its address. '),
      open,
    );
    return;
  }
  let front: EmbeddedFront;
  try {
    front = await service.open(link);
  } catch (reason) {
    const message = element('p', { role: 'alert' }, `This link cannot be opened: ${messageOf(reason)}.`);
    root.replaceChildren(message, open);
    return;
  }
  const view = new EmbeddedView(front, service);
  root.replaceChildren(
    element('header', {}, element('h1', {}, front.target), open),
    element('main', {}, view.figures, view.facts),
  );
  await view.verify();
}

class EmbeddedView {
  readonly figures = element('div', { class: 'figures' });
  readonly facts = element('section', { class: 'facts', 'aria-label': 'Selected program' });
  private readonly front: EmbeddedFront;
  private readonly service: EmbedService;
  private readonly status: ClaimStatus[];
  private readonly curves = new Map<number, ErrorCurve>();
  private selected: number;
  private readonly choice: HTMLElement | null;
  private readonly figure = element('p', { class: 'number' });
  private readonly verdict = element('p', { class: 'verdict', role: 'status' });
  private readonly counts = element('p', { class: 'soft' });
  private readonly listing = element('pre', { tabindex: '0', 'aria-label': 'Listing' });

  constructor(front: EmbeddedFront, service: EmbedService) {
    this.front = front;
    this.service = service;
    this.selected = front.selected;
    this.status = front.rows.map(() => ({ state: 'unverified' }));
    this.choice = front.rows.length > 1 ? this.makeChoice() : null;
    this.facts.append(...(this.choice === null ? [] : [this.choice]), this.figure, this.verdict);
    this.facts.append(this.listing, this.counts);
    this.render();
    void this.loadCurve();
  }

  /** The selected row first, then from the most accurate on. */
  async verify(): Promise<void> {
    const { rows } = this.front;
    const others = rows.map((_, i) => rows.length - 1 - i).filter((i) => i !== this.front.selected);
    for (const row of [this.front.selected, ...others]) {
      this.status[row] = await this.service
        .verify(row)
        .catch((reason: unknown): ClaimStatus => ({ state: 'unverifiable', message: messageOf(reason) }));
      this.render();
    }
  }

  private makeChoice(): HTMLElement {
    const select = document.createElement('select');
    this.front.rows.forEach(({ ops }, i) => {
      const option = new Option(operationsText(ops), String(i), false, i === this.selected);
      select.append(option);
    });
    select.addEventListener('change', () => {
      this.selected = Number(select.value);
      this.render();
      void this.loadCurve();
    });
    return element('label', {}, 'Program ', select);
  }

  private async loadCurve(): Promise<void> {
    const row = this.selected;
    if (this.curves.has(row)) return;
    try {
      this.curves.set(row, await this.service.errorCurve(row, COLUMNS));
      this.render();
    } catch {
      // The verdict tells why nothing can be computed here.
    }
  }

  private errorOf(row: number): number {
    const status = this.status[row];
    return status !== undefined && 'measured' in status
      ? status.measured.value
      : Number(this.front.rows[row]?.errorText);
  }

  private render(): void {
    const { rows, norm, interval } = this.front;
    const row: EmbeddedRow | undefined = rows[this.selected];
    const status = this.status[this.selected];
    if (row === undefined || status === undefined) return;
    const measured = 'measured' in status ? status.measured.kind : 'claimed, not yet verified';
    this.figure.replaceChildren(
      element('output', {}, errorNumber(this.errorOf(this.selected), norm, 4)),
      ` ${NORM_UNIT[norm]}, ${measured}, ${operationsText(row.ops)}`,
    );
    this.verdict.dataset.state = status.state;
    setText(this.verdict, verdictText({ claim: row, status }, norm));
    setText(this.listing, row.listing);
    setText(this.counts, rows.length > 1 ? claimCounts(this.status.map((known) => ({ status: known }))) : '');
    const curve = this.curves.get(this.selected);
    const points = rows.map(({ ops }, i) => ({
      ops,
      error: this.errorOf(i),
      measured: 'measured' in (this.status[i] ?? {}),
    }));
    this.figures.replaceChildren(
      ...(rows.length > 1 ? [frontFigure(points, this.selected, norm)] : []),
      curve === undefined
        ? element('p', { class: 'figure soft' }, 'Computing the error curve.')
        : curveFigure(curve, interval, norm),
    );
  }
}

/** A status that is set to what it says already would be read out again. */
function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
