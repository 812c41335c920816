/** The claim that the page makes for a program, and the link that carries it. */

import type { Claim } from '../persistence/claim';
import { encodePermalink } from '../persistence/permalink';
import type { OracleService } from '../protocol/oracle-service';
import type { FrontRow } from '../search/front';
import type { Exhibit } from '../store/exhibit';
import type { MeasuredError, Target } from '../targets/target';

/** A claim is made of refined errors only: a sampled one is refined first. */
export async function claimableError(
  target: Target,
  row: FrontRow,
  oracle: Pick<OracleService, 'measure'>,
): Promise<MeasuredError> {
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

/** The address of this page with the claim in its fragment. PermalinkError for a claim that is too large. */
export async function linkOf(claim: Claim): Promise<string> {
  const { origin, pathname, search } = window.location;
  return `${origin}${pathname}${search}${await encodePermalink(claim)}`;
}
