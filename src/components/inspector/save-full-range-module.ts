/** Saves a full-range function as a module: with the claims of its kernels, and the certificates that the page has made. */

import type { LanguageId } from '../../codegen/language';
import { trustKey, type TrustStore } from '../../store/trust';
import { saveBytes } from '../plots/download';
import type { FullRangeView } from './use-full-range';

/** Does nothing while the function or one of its claims is still being made. */
export function saveFullRangeModule(
  { whole, errors, slots }: FullRangeView,
  language: LanguageId,
  trust: TrustStore,
): void {
  if (whole === null || errors === null) return;
  const claims = slots.flatMap(({ candidate }) => candidate?.claim ?? []);
  if (claims.length !== slots.length) return;
  const { records } = trust.getState();
  const save = async () => {
    const [{ recordOfCertificate }, { exportFullRangeModule }, { zipModule }] = await Promise.all([
      import('../../persistence/certificate-document'),
      import('../../persistence/full-range-module'),
      import('../../persistence/module-export'),
    ]);
    const kernels = claims.map((claim) => {
      const certificate = records.get(trustKey(claim.target, claim.program))?.certificate;
      return {
        claim,
        ...(certificate === undefined ? {} : { certificate: recordOfCertificate(certificate) }),
      };
    });
    const module = exportFullRangeModule({ whole, request: errors, language, kernels });
    saveBytes(`${module.name}.zip`, zipModule(module), 'application/zip');
  };
  void save();
}
