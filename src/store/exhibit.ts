/** What the page shows: a front for a target, where it comes from and, for a link, what became of its claims. */

import type { ShippedFront } from '../client/shipped-front';
import type { Claim } from '../persistence/claim';
import type { BaselinePoint } from '../protocol/baseline-service';
import type { Budget, SearchConfig } from '../search/config';
import type { ClaimStatus } from '../protocol/claim-verdict';
import type { FrontRow } from '../search/front';
import type { Target } from '../targets/target';

export type { ClaimStatus };

/** What is claimed of one row, and what became of it. */
export interface SharedClaim {
  readonly claim: Claim;
  readonly status: ClaimStatus;
}

export type Origin =
  | { readonly kind: 'run' }
  | { readonly kind: 'shipped'; readonly command: string }
  /** claims[i] is what is claimed of front[i]; a program that was imported without a claim has none. */
  | { readonly kind: 'link' | 'import'; readonly claims: readonly SharedClaim[] };

export interface Exhibit {
  readonly origin: Origin;
  readonly target: Target;
  /** Rows in the order of their cost. */
  readonly front: readonly FrontRow[];
  /** How the front was found, where that is known. */
  readonly run: {
    readonly config: SearchConfig;
    readonly budget: Budget;
    /** Whether it began with programs of its user's, or went on from a stored run. */
    readonly seeded?: boolean;
  } | null;
}

/** A program that was edited: its row, the row it was made from, and what was selected then. */
export interface Modified {
  readonly kind: 'modified';
  readonly row: FrontRow;
  readonly original: FrontRow;
  readonly before: Exclude<Selection, Modified>;
}

/**
 * `following` selects the most accurate row whatever it is; `held` keeps to a cost; `baseline` is a program
 * from beside the front, with the row that stands for it; `modified` is an edited program.
 */
export type Selection =
  | { readonly kind: 'following' }
  | { readonly kind: 'held'; readonly cost: number }
  | { readonly kind: 'baseline'; readonly baseline: BaselinePoint; readonly row: FrontRow }
  | Modified;

/** A baseline as a selection: nothing was found, so there is nothing to tell of where. */
export function baselineSelection(baseline: BaselinePoint): Selection {
  const { ops, program, error } = baseline;
  const row = { ops, cost: ops, program, error, foundAt: { evaluation: 0, seconds: 0, island: 0 } };
  return { kind: 'baseline', baseline, row };
}

/**
 * The selected row. A held row that the front no longer has (a cheaper program became better) is replaced by
 * the next cheaper one, which is at least as good.
 */
export function selectedRow(front: readonly FrontRow[], selection: Selection): FrontRow | null {
  if (selection.kind === 'following') return front.at(-1) ?? null;
  if (selection.kind === 'baseline' || selection.kind === 'modified') return selection.row;
  let best: FrontRow | null = null;
  for (const row of front) {
    if (row.cost <= selection.cost || best === null) best = row;
  }
  return best;
}

/** The edited program as a selection, whose way back leads to what was selected before the first edit; null without one. */
export function modifiedSelection(
  front: readonly FrontRow[],
  selection: Selection,
  row: FrontRow,
): Modified | null {
  if (selection.kind === 'modified') return { ...selection, row };
  const original = selectedRow(front, selection);
  return original === null ? null : { kind: 'modified', row, original, before: selection };
}

/** Whether two fronts show the same; snapshots arrive ten times a second and mostly change nothing. */
export function sameFront(one: readonly FrontRow[], other: readonly FrontRow[]): boolean {
  return (
    one.length === other.length &&
    one.every((row, i) => {
      const twin = other[i];
      return twin !== undefined && (row === twin || sameRow(row, twin));
    })
  );
}

function sameRow(one: FrontRow, other: FrontRow): boolean {
  return (
    one.cost === other.cost &&
    one.ops === other.ops &&
    one.error.text === other.error.text &&
    one.error.kind === other.error.kind &&
    one.foundAt.evaluation === other.foundAt.evaluation
  );
}

/**
 * A later front with the rows of an earlier one wherever nothing of them has changed: what is drawn of those can stay. A
 * run tells its rows anew with each snapshot.
 */
export function withKnownRows(known: readonly FrontRow[], front: readonly FrontRow[]): readonly FrontRow[] {
  const byCost = new Map(known.map((row) => [row.cost, row]));
  return front.map((row) => {
    const twin = byCost.get(row.cost);
    const same =
      twin !== undefined &&
      sameRow(row, twin) &&
      row.program === twin.program &&
      row.error === twin.error &&
      row.enumerated === twin.enumerated;
    return same ? twin : row;
  });
}

export function shippedExhibit({ command, target, front, run }: ShippedFront): Exhibit {
  return { origin: { kind: 'shipped', command }, target, front, run };
}
