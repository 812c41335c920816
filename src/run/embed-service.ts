/** The service behind the embedded view: reads a link, recomputes its claims and draws error curves. */

import { claimOfRow, type Claim, type FrontClaim } from '../persistence/claim';
import { decodeFrontPermalink } from '../persistence/permalink';
import { operationCount } from '../program/canonicalize';
import { printProgram } from '../program/print';
import type { EmbedService } from '../protocol/embed-service';
import { describeTarget } from '../targets/parse';
import { checkExhaustively } from '../verification/exhaustive';
import { createCertificateService } from './certificate-service';
import { verifyClaim, type ClaimServices } from './claim-check';
import { createOracleService } from './oracle-service';

export function createEmbedService(): EmbedService {
  const oracle = createOracleService();
  const certificates = createCertificateService();
  const services: ClaimServices = {
    measure: (target, program) => oracle.measure(target, program),
    certify: (target, program, options) => certificates.certify(target, program, options),
    // Only so many numbers as are gone through unasked: larger checks are left to the full page.
    checkAll: (target, program) => Promise.resolve(checkExhaustively(target, program)),
  };
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
          listing: printProgram(program, { exactReal: false }),
          errorText,
          errorKind,
        })),
        selected,
      };
    },
    verify: async (row) => verifyClaim(claimOf(row), services),
    errorCurve: async (row, columns) => {
      const { target, program } = claimOf(row);
      return oracle.errorCurve(target, program, columns);
    },
  };
}
