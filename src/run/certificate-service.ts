/** The certificate service: certificates in slices, so that a worker stays open to messages meanwhile. */

import { targetKey } from '../targets/target-key';
import type { CertificateService } from '../protocol/certificate-service';
import type { Certificate } from '../verification/certificate/certificate';
import { certify, type CertifyProgress } from '../verification/certificate/certify';
import { createMeasure, type Measure } from '../verification/measure';
import { BoundedMap } from './bounded-map';
import { inSlices } from './in-slices';
import { CancelledError } from './label-source';

/** Targets whose references are kept: a page works on one or two at a time. */
const KEPT_TARGETS = 2;

export function createCertificateService(): CertificateService {
  const measures = new BoundedMap<Measure>(KEPT_TARGETS);
  return {
    async certify(target, program, options = {}, watch = () => true) {
      const measure = measures.getOrMake(targetKey(target), () => createMeasure(target));
      const { error } = measure(program);
      let progress: CertifyProgress = { pieces: 0, upper: Infinity };
      let wanted = true;
      const certificate = await inSlices(
        watched(certify(target, program, error, options), (now) => (progress = now)),
        {
          report: () => {
            // The answer may come from another thread, and then counts from the next slice on.
            const answer = new Promise<boolean>((resolve) => resolve(watch(progress.pieces, progress.upper)));
            answer.then(
              (goOn) => (wanted &&= goOn),
              () => (wanted = false),
            );
          },
          isWanted: () => wanted,
        },
      );
      if (certificate === undefined) throw new CancelledError('the certificate was cancelled');
      return certificate;
    },
  };
}

function* watched(
  steps: Generator<CertifyProgress, Certificate, undefined>,
  see: (progress: CertifyProgress) => void,
): Generator<CertifyProgress, Certificate, undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    see(step.value);
    yield step.value;
  }
}
