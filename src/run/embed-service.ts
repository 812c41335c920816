/** The service behind the embedded view: reads a link, recomputes its claims and draws error curves. */

import { claimOfRow, type Claim, type FrontClaim } from '../persistence/claim';
import { decodeFrontPermalink } from '../persistence/permalink';
import { operationCount } from '../program/canonicalize';
import { printProgram } from '../program/print';
import type { EmbedService } from '../protocol/embed-service';
import { describeTarget } from '../targets/parse';
import { verifyClaim } from './claim-check';
import type { ClaimRecomputation } from './claim-recomputation';

/**
 * The link is read and shown before the rest is loaded. Only so many numbers as are gone through unasked are checked
 * exhaustively; larger checks are left to the full page.
 */
export function createEmbedService(): EmbedService {
  let loading: Promise<ClaimRecomputation> | undefined;
  const recomputation = () =>
    (loading ??= import('./claim-recomputation').then((module) => module.createClaimRecomputation()));
  let front: FrontClaim | null = null;
  const claimOf = (row: number): Claim => {
    if (front === null) throw new RangeError('no link has been opened');
    return claimOfRow(front, row);
  };
  return {
    async open(link) {
      const opened = await decodeFrontPermalink(link);
      front = opened;
      const { target, rows, selected } = opened;
      return {
        target: describeTarget(target),
        norm: target.norm,
        interval: target.interval,
        rows: rows.map(({ program, errorText, errorKind }) => ({
          ops: operationCount(program),
          listing: printProgram(program, { constants: 'decimal', format: target.format }),
          errorText,
          errorKind,
        })),
        selected,
      };
    },
    verify: async (row) => verifyClaim(claimOf(row), await recomputation()),
    errorCurve: async (row, columns) => {
      const { target, program } = claimOf(row);
      return (await recomputation()).errorCurve(target, program, columns);
    },
  };
}
