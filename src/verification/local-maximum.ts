/** Local maximisation of a function of one variable between two points. */

const GOLDEN = 0.381966011250105;
/** Distance, in widths of the bracket, to which a maximum is located: its value is then right to about 1e-16. */
const TOLERANCE = 1e-8;

export interface Maximum {
  readonly x: number;
  readonly value: number;
}

/**
 * Raises `start` within (lower, upper): parabolas through the three best points where they close in fast enough,
 * golden sections else (R. P. Brent, "Algorithms for Minimization without Derivatives", 1973, chapter 5).
 *
 * Finds the top of a hill that has one; of several, one of them. An infinite value ends the search at once. After
 * `steps` evaluations the best so far is returned, which is never worse than `start`.
 */
export function localMaximum(
  f: (x: number) => number,
  lower: number,
  start: Maximum,
  upper: number,
  steps = 60,
): Maximum {
  const tolerance = TOLERANCE * (upper - lower);
  let a = lower;
  let b = upper;
  let best = start;
  let second = start;
  let third = start;
  let step = 0;
  let stepBeforeLast = 0;
  for (let i = 0; i < steps; i++) {
    const middle = a / 2 + b / 2;
    if (Math.abs(best.x - middle) <= 2 * tolerance - (b - a) / 2) break;
    let next = Math.abs(stepBeforeLast) > tolerance ? parabolicStep(best, second, third) : NaN;
    const accepted = Math.abs(next) < Math.abs(stepBeforeLast / 2) && best.x + next > a && best.x + next < b;
    if (accepted) {
      stepBeforeLast = step;
      // Not closer to the ends of the bracket than they are worth.
      const x = best.x + next;
      if (x - a < 2 * tolerance || b - x < 2 * tolerance) next = best.x < middle ? tolerance : -tolerance;
    } else {
      stepBeforeLast = best.x < middle ? b - best.x : a - best.x;
      next = GOLDEN * stepBeforeLast;
    }
    step = Math.abs(next) >= tolerance ? next : next > 0 ? tolerance : -tolerance;
    const x = best.x + step;
    if (x === best.x) break;
    const point = { x, value: f(x) };
    if (point.value === Infinity) return point;
    if (point.value >= best.value) {
      if (x < best.x) b = best.x;
      else a = best.x;
      third = second;
      second = best;
      best = point;
    } else {
      if (x < best.x) a = x;
      else b = x;
      if (point.value >= second.value || second === best) {
        third = second;
        second = point;
      } else if (point.value >= third.value || third === best || third === second) {
        third = point;
      }
    }
  }
  return best;
}

/** From p1 to the vertex of the parabola through three points; NaN when they do not make one. */
function parabolicStep(p1: Maximum, p2: Maximum, p3: Maximum): number {
  const d2 = p2.x - p1.x;
  const d3 = p3.x - p1.x;
  const r = d2 * (p3.value - p1.value);
  const q = d3 * (p2.value - p1.value);
  return (0.5 * (d2 * r - d3 * q)) / (r - q);
}
