import { isFiniteFormat } from '../numerics/format';
import type { IslandHost, Migrant } from '../protocol/island-host';
import type { SearchConfig } from '../search/config';
import type { Target } from '../targets/target';

/**
 * The best programs of the islands that explore go to the first, which collects. In a finite format all islands
 * collect: what is worth most there, refined constants, is too dear for each to find by itself.
 */
export async function migrate(
  { format }: Target,
  { islands, ablated }: SearchConfig,
  hostOf: (island: number) => IslandHost,
): Promise<void> {
  if (islands < 2 || ablated.includes('migration')) return;
  const all = Array.from({ length: islands }, (_, i) => i);
  const collecting = isFiniteFormat(format) ? all : [0];
  const parties: (readonly Migrant[])[] = await Promise.all(
    all.map((i) => (collecting.some((j) => j !== i) ? hostOf(i).emigrants(i) : Promise.resolve([]))),
  );
  await Promise.all(collecting.map((i) => hostOf(i).immigrate(i, parties.filter((_, j) => j !== i).flat())));
}
