/** What a run is called beside others. */

import type { RunSummary } from '../../persistence/run-record';
import { describeTarget } from '../../targets/parse';
import { countNumber } from '../number-text';

/** Its name; where it was never given one, what tells it from others of its target. */
export function runLabel({
  name,
  target,
  config,
  evaluations,
}: Pick<RunSummary, 'name' | 'target' | 'config' | 'evaluations'>): string {
  const isDefault = describeTarget(target).startsWith(name);
  return isDefault ? `seed ${config.seed}, ${countNumber(evaluations)} evaluations` : name;
}
