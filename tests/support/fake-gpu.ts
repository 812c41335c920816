/** A GPU that fails in a chosen way: no real one can be made to on demand. It computes nothing. */

/** Time on a device: what its dispatches take is told by the test. */
export interface FakeClock {
  /** Milliseconds; moves on when the results of a dispatch are waited for. */
  now: number;
  /** Milliseconds that a dispatch of so many workgroups takes, the first, second ... (0, 1 ...) of its pass. */
  readonly timeOf: (workgroups: number, position: number) => number;
  /** What each submitted dispatch took. */
  readonly taken: number[];
}

export interface FakeFailures {
  /** Thrown by requestAdapter. */
  readonly adapterError?: Error;
  readonly noAdapter?: boolean;
  /** Thrown by requestDevice. */
  readonly deviceError?: Error;
  readonly compilationErrors?: readonly {
    readonly lineNum: number;
    readonly linePos: number;
    readonly message: string;
  }[];
  /** Rejects the creation of pipelines. */
  readonly pipelineError?: Error;
  /** Whether pipelines are created all the same; what they are used for comes to nothing. */
  readonly pipelinesExist?: boolean;
  /** Reported by the error scopes of this filter. */
  readonly scopeError?: { readonly filter: GPUErrorFilter; readonly message: string };
  /** Announced as soon as a pipeline is asked for, which then never comes. */
  readonly lossReason?: string;
  /** Thrown by createBuffer. */
  readonly bufferError?: Error;
  /** Makes dispatches take time on a device that does one after the other. */
  readonly clock?: FakeClock;
  /** Limits of the device that are lower than core WebGPU's. */
  readonly lowLimits?: Readonly<Partial<Record<keyof GPUSupportedLimits, number>>>;
}

/** Those of core WebGPU that the kernels look at. */
const CORE_LIMITS = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupsPerDimension: 65535,
  maxComputeWorkgroupStorageSize: 16384,
  maxStorageBufferBindingSize: 2 ** 27,
};

export interface FakeGpu {
  readonly gpu: GPU;
  /** How often a device was destroyed. */
  destroyed(): number;
}

export function fakeGpu(failures: FakeFailures): FakeGpu {
  let destroyed = 0;
  let lose: (info: GPUDeviceLostInfo) => void = () => undefined;
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
    lose = resolve;
  });
  const loss = (reason: GPUDeviceLostReason, message: string) =>
    lose({ reason, message } as GPUDeviceLostInfo);
  const scopes: GPUErrorFilter[] = [];
  const { clock } = failures;
  /** When the device will have done all that was submitted. */
  let free = 0;
  let recorded = 0;
  let position = 0;
  const pass = {
    setPipeline: () => undefined,
    setBindGroup: () => undefined,
    dispatchWorkgroups: (workgroups: number) => {
      recorded += clock?.timeOf(workgroups, position++) ?? 0;
    },
    end: () => undefined,
  };
  const submit = (): void => {
    if (clock === undefined) return;
    free = Math.max(free, clock.now) + recorded;
    clock.taken.push(recorded);
    recorded = 0;
  };
  /** Settles when what has been submitted until now is done. */
  const done = async (): Promise<void> => {
    if (clock === undefined) return;
    const end = free;
    await Promise.resolve();
    clock.now = Math.max(clock.now, end);
  };

  const device = {
    lost,
    features: new Set(),
    limits: { ...CORE_LIMITS, ...failures.lowLimits },
    queue: { writeBuffer: () => undefined, submit },
    createCommandEncoder: () => ({
      beginComputePass: () => {
        position = 0;
        return pass;
      },
      copyBufferToBuffer: () => undefined,
      finish: () => ({}),
    }),
    pushErrorScope: (filter: GPUErrorFilter) => void scopes.push(filter),
    popErrorScope: () => {
      const error = scopes.pop() === failures.scopeError?.filter ? failures.scopeError : null;
      return Promise.resolve(error as GPUError | null);
    },
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    createBindGroup: () => ({}),
    createBuffer: () => {
      if (failures.bufferError !== undefined) throw failures.bufferError;
      return {
        destroy: () => undefined,
        mapAsync: done,
        getMappedRange: (_offset: number, size: number) => new ArrayBuffer(size),
        unmap: () => undefined,
      };
    },
    createShaderModule: () => ({
      getCompilationInfo: () =>
        Promise.resolve({
          messages: (failures.compilationErrors ?? []).map((error) => ({ type: 'error', ...error })),
        }),
    }),
    createComputePipelineAsync: () => {
      if (failures.lossReason !== undefined) {
        loss('unknown', failures.lossReason);
        return new Promise(() => undefined);
      }
      if (failures.pipelinesExist === true) return Promise.resolve({});
      return Promise.reject(failures.pipelineError ?? new Error('this GPU computes nothing'));
    },
    destroy: () => {
      destroyed++;
      loss('destroyed', '');
    },
  };
  const adapter = {
    info: { vendor: 'fake', architecture: '', device: '', description: '', isFallbackAdapter: false },
    features: new Set(),
    requestDevice: () => {
      if (failures.deviceError !== undefined) return Promise.reject(failures.deviceError);
      return Promise.resolve(device as object as GPUDevice);
    },
  };
  const gpu = {
    requestAdapter: () => {
      if (failures.adapterError !== undefined) return Promise.reject(failures.adapterError);
      return Promise.resolve(failures.noAdapter === true ? null : (adapter as object as GPUAdapter));
    },
  };
  return { gpu: gpu as object as GPU, destroyed: () => destroyed };
}
