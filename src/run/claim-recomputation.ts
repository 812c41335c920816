/** Everything that claims are recomputed with, in one thread. Loaded by the embedded view once a link is shown. */

import type { OracleService } from '../protocol/oracle-service';
import { checkExhaustively } from '../verification/exhaustive';
import { createCertificateService } from './certificate-service';
import type { ClaimServices } from './claim-check';
import { createOracleService } from './oracle-service';

export type ClaimRecomputation = ClaimServices & Pick<OracleService, 'errorCurve'>;

export function createClaimRecomputation(): ClaimRecomputation {
  const oracle = createOracleService();
  const certificates = createCertificateService();
  return {
    measure: (target, program) => oracle.measure(target, program),
    errorCurve: (target, program, columns) => oracle.errorCurve(target, program, columns),
    certify: (target, program, options) => certificates.certify(target, program, options),
    checkAll: (target, program) => Promise.resolve(checkExhaustively(target, program)),
  };
}
