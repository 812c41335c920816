/** How far the error of a program is trusted beyond its measurement. */

import { useStore } from 'zustand';
import type { Program } from '../../program/program';
import { trustKey, type Trust } from '../../store/trust';
import type { Target } from '../../targets/target';
import { errorNumber, NORM_UNIT } from '../number-text';
import { useStores } from '../workbench-context';
import styles from './panels.module.css';

/** What is known of the program; undefined where nothing is. */
export function useTrust(target: Target, program: Program): Trust | undefined {
  const { trust } = useStores();
  return useStore(trust, ({ records }) => records.get(trustKey(target, program)));
}

export function TrustMarks({ target, program }: { target: Target; program: Program }) {
  const known = useTrust(target, program);
  const marks = known === undefined ? [] : marksOf(target, known);
  if (marks.length === 0) return null;
  return (
    <ul className={styles.marks} aria-label="Trust">
      {marks.map((mark) => (
        <li key={mark}>{mark}</li>
      ))}
    </ul>
  );
}

/** Such as `certified: at most 2.646e-16 relative`. */
export function marksOf({ norm }: Target, { certificate, refusal, exhaustive }: Trust): readonly string[] {
  const unit = NORM_UNIT[norm];
  return [
    ...(certificate === undefined
      ? []
      : [`certified: at most ${upwards(certificate.upper.value, 4)} ${unit}`]),
    ...(exhaustive === undefined
      ? []
      : [
          `exhaustive: ${errorNumber(exhaustive.value, norm, 6)} ${unit} over all ${exhaustive.points.toLocaleString('en')} numbers`,
        ]),
    ...(refusal === undefined || certificate !== undefined ? [] : ['not certified']),
  ];
}

/** A bound to so many digits, rounded up, so that it stays one: 2.647e-16. */
export function upwards(value: number, digits: number): string {
  if (!Number.isFinite(value) || value <= 0) return String(value);
  const [mantissa = '', exponent = '0'] = value.toExponential(20).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const kept = BigInt(all.slice(0, digits));
  const rest = /[1-9]/.test(all.slice(digits));
  const rounded = String(rest ? kept + 1n : kept);
  const carried = rounded.length > digits;
  const text = carried ? rounded.slice(0, digits) : rounded;
  const power = Number(exponent) + (carried ? 1 : 0);
  const number = `${text.slice(0, 1)}${digits > 1 ? `.${text.slice(1)}` : ''}`;
  return power >= -3 && power < 4
    ? String(Number(`${number}e${power}`))
    : `${number}e${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
