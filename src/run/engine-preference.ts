/** What a choice of engine means for CPU and GPU. */

import type { CpuPreference, EnginePreference, GpuPreference } from '../protocol/island-host';

export const ENGINE_PREFERENCES: readonly EnginePreference[] = ['auto', 'wasm', 'typescript', 'gpu'];

export function preferencesOf(engine: EnginePreference): {
  readonly cpu: CpuPreference;
  readonly gpu: GpuPreference;
} {
  switch (engine) {
    case 'auto':
      return { cpu: 'auto', gpu: 'auto' };
    case 'gpu':
      return { cpu: 'auto', gpu: 'on' };
    default:
      return { cpu: engine, gpu: 'off' };
  }
}
