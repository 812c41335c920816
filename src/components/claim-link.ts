/** The claims that the page makes for programs, the links that carry them, and what shows them elsewhere. */

import type { Claim, FrontClaim } from '../persistence/claim';
import type { OracleService } from '../protocol/oracle-service';
import type { FrontRow } from '../search/front';
import type { Exhibit } from '../store/exhibit';
import { trustedError, type TrustState } from '../store/trust';
import type { MeasuredError, Target } from '../targets/target';

/**
 * What is claimed of a program: the error that was certified or taken over every number, if there is one; else a refined
 * one. A sampled error is refined first.
 */
export async function claimableError(
  target: Target,
  row: FrontRow,
  oracle: Pick<OracleService, 'measure'>,
  trust: TrustState,
): Promise<MeasuredError> {
  const trusted = trustedError(trust, target, row.program);
  if (trusted !== null) return trusted;
  return row.error.kind === 'sampled' ? await oracle.measure(target, row.program) : row.error;
}

/** The run that found a program; null for a baseline, which no run has found, and where it is not known. */
export function runOf({ front, run }: Exhibit, row: FrontRow): Exhibit['run'] {
  return front.includes(row) ? run : null;
}

export function claimOf(target: Target, run: Exhibit['run'], row: FrontRow, error: MeasuredError): Claim {
  return {
    target,
    program: row.program,
    errorText: error.text,
    errorKind: error.kind,
    ...(run === null ? {} : { run }),
  };
}

/** Links are written by code that is loaded for the first one. */
function permalinks() {
  return import('../persistence/permalink');
}

/** The address of this page with the claim in its fragment. PermalinkError for a claim that is too large. */
export async function linkOf(claim: Claim): Promise<string> {
  return `${pageAddress()}${await (await permalinks()).encodePermalink(claim)}`;
}

function pageAddress(): string {
  const { origin, pathname, search } = window.location;
  return `${origin}${pathname}${search}`;
}

/** The address of the compact view of what the link shows, for an iframe. */
export function embedAddress(link: string): string {
  const { href, hash } = new URL(link);
  return `${new URL('embed.html', href.slice(0, href.length - hash.length)).href}${hash}`;
}

/** The HTML that shows the link's result in another page. It holds no script. */
export function embedCode(link: string, title: string): string {
  return (
    `<iframe src="${escapeAttribute(embedAddress(link))}" title="${escapeAttribute(title)}" ` +
    'width="640" height="480" loading="lazy" referrerpolicy="no-referrer" style="border: 0"></iframe>'
  );
}

function escapeAttribute(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

/** The claims of all rows of a front; `errors[i]` is that of its row i. */
export function frontClaimOf(
  { target, front, run }: Exhibit,
  errors: readonly MeasuredError[],
  selected: FrontRow,
): FrontClaim {
  return {
    target,
    rows: front.map(({ program, error }, i) => {
      const { text, kind } = errors[i] ?? error;
      return { program, errorText: text, errorKind: kind };
    }),
    selected: Math.max(0, front.indexOf(selected)),
    ...(run === null ? {} : { run }),
  };
}

/** As linkOf, of a whole front. */
export async function frontLinkOf(front: FrontClaim): Promise<string> {
  return `${pageAddress()}${await (await permalinks()).encodeFrontPermalink(front)}`;
}
