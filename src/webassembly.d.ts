/** The part of WebAssembly that is used; its types come with the DOM's, which neither the engine nor Node has. */

type BufferSource = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

declare namespace WebAssembly {
  type Exports = Record<string, unknown>;
  type Imports = Record<string, Record<string, unknown>>;

  class Module {
    constructor(bytes: BufferSource);
    readonly [Symbol.toStringTag]: string;
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  class Memory {
    constructor(descriptor: {
      readonly initial: number;
      readonly maximum?: number;
      readonly shared?: boolean;
    });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  function compile(bytes: BufferSource): Promise<Module>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function validate(bytes: BufferSource): boolean;
}
