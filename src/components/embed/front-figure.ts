/** The front as a small figure: log error against operations. */

import type { ErrorNorm } from '../../targets/target';
import { errorNumber, NORM_TITLE, operationsText } from '../number-text';
import { across, figure, gridline, svg, tick, upwards } from './svg';

export interface FrontPoint {
  readonly ops: number;
  readonly error: number;
  /** Whether the error has been recomputed here. */
  readonly measured: boolean;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MOST_LABELS = 6;

export function frontFigure(points: readonly FrontPoint[], selected: number, norm: ErrorNorm): SVGElement {
  const drawn = points.filter(({ error }) => error > 0 && Number.isFinite(error));
  const exponents = drawn.map(({ error }) => Math.log10(error));
  const [low, high] = decades(exponents);
  const most = Math.max(1, ...points.map(({ ops }) => ops)) + 0.5;
  const x = (ops: number) => across(ops / most);
  const y = (error: number) => upwards((Math.log10(error) - low) / (high - low));

  const parts: Node[] = [];
  const step = Math.ceil((high - low) / MOST_LABELS);
  for (let exponent = low; exponent <= high; exponent += step) {
    const fraction = (exponent - low) / (high - low);
    parts.push(gridline(fraction), tick('y', fraction, `10${superscript(exponent)}`));
  }
  for (let ops = 0; ops < most; ops += Math.ceil(most / 8)) parts.push(tick('x', ops / most, String(ops)));
  const title = { x: across(0.5), y: upwards(0) + 24, 'text-anchor': 'middle' };
  parts.push(svg('text', title, ['operations']));

  let path = '';
  for (const { ops, error } of drawn)
    path += path === '' ? `M${x(ops)} ${y(error)}` : `H${x(ops)}V${y(error)}`;
  parts.push(svg('path', { d: `${path}H${across(1)}`, class: 'line' }));
  for (const point of drawn) {
    const size = 6;
    const at = { x: x(point.ops) - size / 2, y: y(point.error) - size / 2, width: size, height: size };
    parts.push(svg('rect', { ...at, class: point.measured ? 'point' : 'point claimed' }));
    if (points.indexOf(point) === selected)
      parts.push(svg('circle', { cx: x(point.ops), cy: y(point.error), r: 8, class: 'ring' }));
  }
  const best = points.at(-1);
  const summary =
    best === undefined
      ? ''
      : `: ${points.length} programs, the most accurate ${errorNumber(best.error, norm)} with ${operationsText(best.ops)}`;
  return figure(`${NORM_TITLE[norm]} against operations${summary}`, parts);
}

/** Whole exponents of ten around the errors, at least one apart. */
function decades(exponents: readonly number[]): readonly [number, number] {
  if (exponents.length === 0) return [-1, 0];
  const low = Math.floor(Math.min(...exponents));
  return [low, Math.max(low + 1, Math.ceil(Math.max(...exponents)))];
}

function superscript(n: number): string {
  const digits = Array.from(String(Math.abs(n)), (digit) => SUPERSCRIPTS.charAt(Number(digit))).join('');
  return n < 0 ? `⁻${digits}` : digits;
}
