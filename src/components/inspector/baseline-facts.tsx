/** Where a selected baseline comes from. */

import type { BaselinePoint } from '../../protocol/baseline-service';
import { errorNumber, NORM_UNIT } from '../number-text';
import styles from './inspector.module.css';

export function BaselineFacts({ baseline: { title, scheme, source, claim } }: { baseline: BaselinePoint }) {
  return (
    <>
      <div>
        <dt>baseline</dt>
        <dd>
          {title}
          {scheme !== undefined && <span className={styles.soft}>{schemeText(scheme)}</span>}
        </dd>
      </div>
      {source !== undefined && (
        <div>
          <dt>source</dt>
          <dd>{source}</dd>
        </div>
      )}
      {claim !== undefined && (
        <div>
          <dt>it claims</dt>
          <dd>
            {errorNumber(claim.value, claim.norm)} {NORM_UNIT[claim.norm]}
            {claim.of !== undefined && <span className={styles.soft}>of {claim.of}</span>}
          </dd>
        </div>
      )}
    </>
  );
}

const SCHEMES: readonly (readonly [string, string])[] = [
  ['horner', 'by Horner’s rule'],
  ['even-odd', 'by even and odd part'],
  ['estrin', 'by Estrin’s scheme'],
  ['adapted', 'with adapted coefficients'],
];

/** A scheme's name as a phrase: `by Horner’s rule in x^2`. */
function schemeText(scheme: string): string {
  const known = SCHEMES.find(([name]) => scheme.startsWith(name));
  return known === undefined ? `by ${scheme}` : `${known[1]}${scheme.slice(known[0].length)}`;
}
