/** The compiled kernel. Instances are separate: each has its own memory. */

import { KERNEL_BASE64 } from './kernel.generated';
import { compileBase64 } from './load-module';

/** What all users of an instance share. Addresses are bytes into the memory. */
export interface KernelMemory {
  readonly memory: { readonly buffer: ArrayBuffer };
  codeAddress(): number;
}

let compiled: WebAssembly.Module | undefined;

/** A new instance; whoever uses it knows which of its functions it calls. */
export function instantiateKernel(): KernelMemory {
  compiled ??= compileBase64(KERNEL_BASE64);
  return new WebAssembly.Instance(compiled, {}).exports as object as KernelMemory;
}
