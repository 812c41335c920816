/** The certificate of the selected program: made on demand, with progress, and told as two bounds or a refusal. */

import { useStore } from 'zustand';
import type { FrontRow } from '../../search/front';
import { sentence } from '../../store/errors';
import type { Target } from '../../targets/target';
import type { Certificate } from '../../verification/certificate/certificate';
import controls from '../controls.module.css';
import { countNumber, NORM_UNIT, placeText } from '../number-text';
import { saveText } from '../plots/download';
import { useLateStores } from '../workbench-context';
import styles from './panels.module.css';
import { roundedBound } from './rounded-bound';
import { useTrust } from './trust-marks';

export function CertificatePanel({ target, row: { program } }: { target: Target; row: FrontRow }) {
  const { certificates } = useLateStores();
  const { subject, pieces, upper, cancelled } = useStore(certificates);
  const known = useTrust(target, program);
  const isOf = (other: typeof subject) => other?.program === program && other.target === target;
  const start = (label: string) => (
    <button type="button" className={controls.button} onClick={() => certificates.start({ target, program })}>
      {label}
    </button>
  );
  if (isOf(subject)) {
    return (
      <div className={styles.panel}>
        <progress className={styles.progress} aria-label="Certifying" />
        <p className={styles.text} role="status">
          {pieces === 0
            ? 'Looking for the largest error.'
            : `${countNumber(pieces)} pieces of the interval; ${
                upper === Infinity ? 'no bound yet' : `at most ${roundedBound(upper, 4, 'up')} so far`
              }.`}
        </p>
        <button type="button" className={controls.button} onClick={certificates.cancel}>
          Cancel
        </button>
      </div>
    );
  }
  if (known?.certificate !== undefined) return <Bounds certificate={known.certificate} target={target} />;
  if (known?.refusal !== undefined) {
    return (
      <div className={styles.panel}>
        <p className={styles.refusal} role="status">
          {sentence(known.refusal.message)}
        </p>
        {start('Try again')}
      </div>
    );
  }
  return (
    <div className={styles.panel}>
      <p className={styles.text} role="status">
        {isOf(cancelled)
          ? 'Cancelled before there was a certificate.'
          : 'A certificate is a proof that the error is nowhere larger: the interval is cut into pieces, and on each a Taylor model with a rigorous remainder bounds the error. It finds poles that no sample meets.'}
      </p>
      {start('Certify')}
    </div>
  );
}

function Bounds({ certificate, target }: { certificate: Certificate; target: Target }) {
  const { lower, upper, isTight, reason, pieces, order, bits, rounding } = certificate;
  const unit = NORM_UNIT[target.norm];
  const save = (kind: 'json' | 'txt') => {
    void documentOf(certificate, kind).then((text) =>
      saveText(`certificate.${kind}`, text, kind === 'json' ? 'application/json' : 'text/plain'),
    );
  };
  return (
    <div className={styles.panel}>
      <dl className={styles.facts}>
        <div>
          <dt>at most</dt>
          <dd>
            {roundedBound(upper.value, 7, 'up')} <span className={styles.soft}>{unit}, certified</span>
          </dd>
        </div>
        <div>
          <dt>at least</dt>
          <dd>
            {roundedBound(lower.value, 7, 'down')}{' '}
            <span className={styles.soft}>
              {unit}, met {placeText(lower.argmax, target.interval)}
            </span>
          </dd>
        </div>
        {target.format !== 'real' && (
          <div>
            <dt>of it rounding</dt>
            <dd>
              {roundedBound(rounding, 4, 'up')} <span className={styles.soft}>{unit}</span>
            </dd>
          </div>
        )}
        <div>
          <dt>proof</dt>
          <dd>
            {pieces.toLocaleString('en')} <span className={styles.soft}>pieces, order</span> {order}
            <span className={styles.soft}>, from</span> {bits} <span className={styles.soft}>bits</span>
          </dd>
        </div>
      </dl>
      {!isTight && reason !== undefined && (
        <p className={styles.text}>The two are not within 1 %: {reason}.</p>
      )}
      <div className={styles.buttons}>
        <button type="button" className={controls.quiet} onClick={() => save('json')}>
          Save as JSON
        </button>
        <button type="button" className={controls.quiet} onClick={() => save('txt')}>
          Save as text
        </button>
      </div>
    </div>
  );
}

/** As a document that can be checked again by the command line. */
async function documentOf(certificate: Certificate, kind: 'json' | 'txt'): Promise<string> {
  const { certificateText, recordOfCertificate, writeCertificate } =
    await import('../../persistence/certificate-document');
  const record = recordOfCertificate(certificate);
  return kind === 'json' ? writeCertificate(record) : certificateText(record);
}
