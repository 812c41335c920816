/** The program as a graph: instructions as nodes, what flows between them as edges. */

import { useMemo } from 'react';
import type { Program } from '../../program/program';
import { layoutGraph, type GraphEdge } from './graph-layout';
import styles from './panels.module.css';

export function ProgramGraph({ program }: { program: Program }) {
  const { nodes, edges, width, height } = useMemo(() => layoutGraph(program), [program]);
  const summary =
    `The program as a graph: ${nodes.length} nodes in layers, from x down to the result. ` +
    nodes.map(({ name, expression }) => (expression === '' ? name : `${name} = ${expression}`)).join('; ');
  return (
    <div className={styles.graph} tabIndex={0} role="group" aria-label="Graph">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={summary}>
        {edges.map((edge) => (
          <path key={`${edge.from} ${edge.to}`} d={pathOf(edge)} className={styles.edge} />
        ))}
        {nodes.map(({ operand, name, expression, isResult, x, y, width: w, height: h }) => (
          <g key={operand} className={styles.node} data-result={isResult}>
            <rect x={x - w / 2} y={y - h / 2} width={w} height={h} rx={h / 2} />
            <text x={x} y={y} textAnchor="middle" dominantBaseline="central">
              <tspan className={styles.nodeName}>{name}</tspan>
              {expression !== '' && <tspan className={styles.nodeName}> = </tspan>}
              {expression}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Cubic curves that leave and reach each point vertically. */
function pathOf({ points }: GraphEdge): string {
  return points
    .map(([x, y], k) => {
      const before = points[k - 1];
      if (before === undefined) return `M${x} ${y}`;
      const middle = (before[1] + y) / 2;
      return `C${before[0]} ${middle} ${x} ${middle} ${x} ${y}`;
    })
    .join('');
}
