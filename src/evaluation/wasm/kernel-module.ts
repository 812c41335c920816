/** The compiled kernel. Instances are separate: each has its own memory. */

import { KERNEL_BASE64 } from './kernel.generated';

/** What all users of an instance share. Addresses are bytes into the memory. */
export interface KernelMemory {
  readonly memory: { readonly buffer: ArrayBuffer };
  codeAddress(): number;
}

let compiled: WebAssembly.Module | undefined;

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** A new instance; `Exports` says what of it is used. */
export function instantiateKernel<Exports extends KernelMemory>(): Exports {
  compiled ??= new WebAssembly.Module(decodeBase64(KERNEL_BASE64));
  return new WebAssembly.Instance(compiled, {}).exports as object as Exports;
}
