/**
 * The way to a GPU device, and what to know about it. No adapter, a refused device, a lost one: each is a value
 * with a reason for people, never an exception from the platform.
 */

import { GpuError, messageOf, type GpuFailure } from './errors';

export interface GpuConnection {
  readonly device: GPUDevice;
  /** Kept for as long as the device: Dawn in Node crashes when its instance is collected first. */
  readonly gpu: GPU;
  /** Name for people, such as "nvidia ada-lovelace" or "google swiftshader". */
  readonly adapter: string;
  /** Whether the adapter runs on the CPU. */
  readonly software: boolean;
  /** Resolves with the reason when the device is gone; also after `destroy`. */
  readonly lost: Promise<string>;
  /** The same, now: undefined while the device lives. */
  lostReason(): string | undefined;
  destroy(): void;
}

export type GpuAvailability =
  | { readonly kind: 'ready'; readonly connection: GpuConnection }
  | { readonly kind: 'unavailable'; readonly reason: string };

function unavailable(reason: string): GpuAvailability {
  return { kind: 'unavailable', reason };
}

/** What the kernels need of a device. Core WebGPU guarantees all of it; a compatibility or broken one may not. */
const NEEDED_LIMITS = {
  maxStorageBuffersPerShaderStage: 5,
  maxComputeInvocationsPerWorkgroup: 64,
  maxComputeWorkgroupSizeX: 64,
  maxComputeWorkgroupsPerDimension: 8192,
  maxComputeWorkgroupStorageSize: 2048,
  maxStorageBufferBindingSize: 2 ** 23,
} as const satisfies Partial<Record<keyof GPUSupportedLimits, number>>;

/** The first limit that is too low, in words. */
function shortfall(limits: GPUSupportedLimits): string | undefined {
  for (const [name, needed] of Object.entries(NEEDED_LIMITS)) {
    const value = limits[name as keyof typeof NEEDED_LIMITS];
    if (value < needed) return `${name} is ${value}, and the kernels need ${needed}`;
  }
  return undefined;
}

/** Features that are asked for where the adapter has them. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query'];

/** Asks for an adapter and a device with the default limits, which every adapter of core WebGPU has. */
export async function requestGpu(gpu: GPU | undefined): Promise<GpuAvailability> {
  if (gpu === undefined) return unavailable('WebGPU is not supported here');
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (thrown) {
    return unavailable(`the request for a GPU adapter failed: ${messageOf(thrown)}`);
  }
  if (adapter === null) return unavailable('no GPU adapter was found');
  let device: GPUDevice;
  try {
    device = await adapter.requestDevice({
      label: 'ulpforge',
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    });
  } catch (thrown) {
    return unavailable(`the GPU adapter gave no device: ${messageOf(thrown)}`);
  }
  const short = shortfall(device.limits);
  if (short !== undefined) {
    device.destroy();
    return unavailable(`the GPU adapter is too limited: ${short}`);
  }
  return { kind: 'ready', connection: connect(gpu, device, adapter.info) };
}

function connect(gpu: GPU, device: GPUDevice, info: GPUAdapterInfo): GpuConnection {
  const adapter = adapterName(info);
  let reason: string | undefined;
  const lost = device.lost.then((loss) => {
    reason = describeLoss(loss);
    return reason;
  });
  return {
    device,
    gpu,
    adapter,
    software: info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(adapter),
    lost,
    lostReason: () => reason,
    destroy: () => device.destroy(),
  };
}

function adapterName(info: GPUAdapterInfo): string {
  const parts = [info.vendor, info.architecture, info.description || info.device];
  const named = parts.filter((part, index) => part !== '' && parts.indexOf(part) === index);
  return named.length > 0 ? named.join(' ') : 'unnamed adapter';
}

function describeLoss(loss: GPUDeviceLostInfo): string {
  if (loss.reason === 'destroyed') return 'the GPU device was given up';
  const message = messageOf(loss.message);
  return `the GPU device was lost: ${message}`;
}

const SCOPES: readonly (readonly [GPUErrorFilter, GpuFailure])[] = [
  ['validation', 'validation'],
  ['out-of-memory', 'out of memory'],
  ['internal', 'internal'],
];

/**
 * Runs `action`, which records or creates GPU objects without awaiting, and resolves with its result once the
 * device has accepted all of it.
 * @throws GpuError naming the failure where the device reports one, was lost, or the platform threw.
 */
export async function checked<T>(connection: GpuConnection, what: string, action: () => T): Promise<T> {
  const { device } = connection;
  const lost = connection.lostReason();
  if (lost !== undefined) throw new GpuError('lost', lost);
  for (const [filter] of SCOPES) device.pushErrorScope(filter);
  let outcome: { readonly result: T } | { readonly thrown: unknown };
  try {
    outcome = { result: action() };
  } catch (thrown) {
    outcome = { thrown };
  }
  const reports = SCOPES.map(() => device.popErrorScope());
  const errors = await orLost(connection, what, () => Promise.all(reports));
  for (const [position, error] of errors.entries()) {
    const scope = SCOPES[SCOPES.length - 1 - position];
    if (error !== null && scope !== undefined) {
      throw new GpuError(scope[1], `${what} failed (${scope[1]}): ${messageOf(error.message)}`);
    }
  }
  if ('thrown' in outcome) throw new GpuError('internal', `${what} failed: ${messageOf(outcome.thrown)}`);
  return outcome.result;
}

/**
 * What `action` resolves with, or a GpuError of kind 'lost' if the device goes first.
 * @throws GpuError for whatever else the platform throws, by exception or rejection.
 */
export async function orLost<T>(
  connection: GpuConnection,
  what: string,
  action: () => Promise<T>,
): Promise<T> {
  const loss = connection.lost.then((reason): never => {
    throw new GpuError('lost', reason);
  });
  // Where `action` throws at once nobody would listen to it.
  loss.catch(() => undefined);
  try {
    return await Promise.race([action(), loss]);
  } catch (thrown) {
    if (thrown instanceof GpuError) throw thrown;
    // A call can fail because of a loss before the loss itself is announced.
    await Promise.resolve();
    const lost = connection.lostReason();
    if (lost !== undefined) throw new GpuError('lost', lost);
    throw new GpuError('internal', `${what} failed: ${messageOf(thrown)}`);
  }
}
