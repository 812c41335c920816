/** Dawn in Node. A machine without an adapter fails these tests: the kernels would go untested. */

import { create } from 'webgpu';
import { requestGpu, type GpuConnection } from '../../src/evaluation/webgpu/device';

/** One instance for a test file. Dawn crashes when its instance is collected before its devices. */
export const dawn: GPU = create([]);

export async function connectDawn(): Promise<GpuConnection> {
  const available = await requestGpu(dawn);
  if (available.kind === 'unavailable') {
    throw new Error(`the GPU tests need an adapter, a software one at least: ${available.reason}`);
  }
  return available.connection;
}

/** A GPU like Dawn's that hands each device it gives to `see`, so that a test can take it away. */
export function watchedDawn(see: (device: GPUDevice) => void): GPU {
  return {
    async requestAdapter(options) {
      const adapter = await dawn.requestAdapter(options);
      if (adapter === null) return null;
      const watched: Pick<GPUAdapter, 'info' | 'features' | 'requestDevice'> = {
        info: adapter.info,
        features: adapter.features,
        async requestDevice(descriptor) {
          const device = await adapter.requestDevice(descriptor);
          see(device);
          return device;
        },
      };
      return watched as GPUAdapter;
    },
  } as GPU;
}
