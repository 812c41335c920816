/** How long the oracle takes for a table of 1,024 points: every function of the catalogue, slowest first. */

import { stdout } from 'node:process';
import { oracleText } from '../../src/oracle/oracle';
import { chebyshevPoints, labelTable } from '../../src/oracle/tables';
import { CATALOGUE } from '../../src/targets/catalogue';
import { parseTarget } from '../../src/targets/parse';

const POINTS = 1024;
const DIGITS = 40;
const REPETITIONS = 3;
const SHOWN = 5;

interface Row {
  readonly id: string;
  readonly digits: number;
  readonly labels: number;
}

/** Median of three, in seconds. */
function seconds(work: () => void): number {
  const times = Array.from({ length: REPETITIONS }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return times.sort((a, b) => a - b)[REPETITIONS >> 1]!;
}

export function benchTables(): void {
  const rows = CATALOGUE.map(({ id }): Row => {
    const target = parseTarget({ target: id });
    const xs = chebyshevPoints(target.interval, POINTS);
    return {
      id,
      digits: seconds(() => {
        for (const x of xs) oracleText(target.function, x, DIGITS);
      }),
      labels: seconds(() => labelTable(target, xs)),
    };
  });
  const slowest = (by: 'digits' | 'labels'): string =>
    [...rows]
      .sort((a, b) => b[by] - a[by])
      .slice(0, SHOWN)
      .map((row) => `${row.id} ${row[by].toFixed(3)}`)
      .join(', ');
  const median = (by: 'digits' | 'labels'): string =>
    rows
      .map((row) => row[by])
      .sort((a, b) => a - b)
      [rows.length >> 1]!.toFixed(3);
  stdout.write(
    `\ntables of ${POINTS} points, ${rows.length} functions, medians of ${REPETITIONS}, seconds\n`,
  );
  stdout.write(
    `${`${DIGITS} digits, correctly rounded`.padEnd(44)} ${median('digits')}, slowest ${slowest('digits')}\n`,
  );
  stdout.write(`${'labels (double-double)'.padEnd(44)} ${median('labels')}, slowest ${slowest('labels')}\n`);
}
