/** The error curve of a program as a small figure: the extreme values of each column, never a mean. */

import type { ErrorCurve } from '../../protocol/oracle-service';
import type { ErrorNorm, Interval } from '../../targets/target';
import { argumentNumber, errorNumber, NORM_TITLE, placeText } from '../number-text';
import { across, figure, gridline, svg, tick, upwards } from './svg';

export function curveFigure(curve: ErrorCurve, interval: Interval, norm: ErrorNorm): SVGElement {
  const { low, high, argmax, maximum } = curve;
  const label = `${NORM_TITLE[norm]} against x, largest ${errorNumber(maximum, norm)} ${placeText(argmax, interval)}`;
  const columns = low.length;
  if (!(maximum > 0) || !Number.isFinite(maximum)) return figure(label, []);
  const x = (column: number) => across((column + 0.5) / columns);
  const y = (error: number) => upwards(0.5 + error / (2.1 * maximum));
  let outline = '';
  for (let i = 0; i < columns; i++) {
    if (Number.isFinite(high[i]))
      outline += `${outline === '' ? 'M' : 'L'}${x(i).toFixed(2)} ${y(high[i]!).toFixed(2)}`;
  }
  for (let i = columns - 1; i >= 0; i--) {
    if (Number.isFinite(low[i])) outline += `L${x(i).toFixed(2)} ${y(low[i]!).toFixed(2)}`;
  }
  const height = (error: number) => 0.5 + error / (2.1 * maximum);
  return figure(label, [
    ...[-maximum, 0, maximum].flatMap((error) => [
      gridline(height(error)),
      tick('y', height(error), errorNumber(error, norm, 2)),
    ]),
    ...[0, 0.5, 1].map((fraction) =>
      tick('x', fraction, argumentNumber(interval.lower + fraction * (interval.upper - interval.lower))),
    ),
    svg('text', { x: across(0.5), y: upwards(0) + 24, 'text-anchor': 'middle' }, ['x']),
    svg('path', { d: `${outline}Z`, class: 'band' }),
  ]);
}
