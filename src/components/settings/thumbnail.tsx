import type { PresetFront } from '../../client/preset-fronts';
import styles from './settings.module.css';

const WIDTH = 112;
const HEIGHT = 28;
const EDGE = 3;
const MOST_OPS = 12;

/** A front as a small staircase: operations to the right, the logarithm of the error down. */
export function Thumbnail({ front }: { front: PresetFront | null }) {
  const rows = front?.rows.filter(({ error }) => error > 0 && Number.isFinite(error)) ?? [];
  const heights = rows.map(({ error }) => Math.log10(error));
  const highest = Math.max(...heights);
  const span = highest - Math.min(...heights) || 1;
  const x = (ops: number) => (EDGE + (ops / MOST_OPS) * (WIDTH - 2 * EDGE)).toFixed(1);
  const y = (height: number) => (EDGE + ((highest - height) / span) * (HEIGHT - 2 * EDGE)).toFixed(1);
  const corners = rows.map(({ ops }, i) => ({ x: x(ops), y: y(heights[i] ?? highest) }));
  const [first, ...others] = corners;
  return (
    <svg
      className={styles.thumbnail}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
    >
      {first !== undefined && (
        <path
          d={`M${first.x} ${first.y}${others.map((corner) => `H${corner.x}V${corner.y}`).join('')}H${x(MOST_OPS)}`}
        />
      )}
      {corners.map((corner) => (
        <rect key={corner.x} x={Number(corner.x) - 1.5} y={Number(corner.y) - 1.5} width="3" height="3" />
      ))}
    </svg>
  );
}
