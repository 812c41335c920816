/**
 * Writes WebAssembly modules in their binary format (WebAssembly Core Specification 2.0, chapter 5): as much of it as
 * straight-line SIMD code in a loop needs.
 */

export type ValueType = 'i32' | 'f64' | 'v128';

const VALUE_TYPE: Readonly<Record<ValueType, number>> = { i32: 0x7f, f64: 0x7c, v128: 0x7b };
const FUNCTION_TYPE = 0x60;
const END = 0x0b;

const SECTION = { type: 1, import: 2, function: 3, global: 6, export: 7, code: 10 } as const;
const FUNCTION_KIND = 0;
const MEMORY_KIND = 2;

/** A growing sequence of bytes. */
export class ByteWriter {
  private storage = new Uint8Array(1024);
  private used = 0;

  bytes(values: ArrayLike<number>): this {
    const needed = this.used + values.length;
    if (needed > this.storage.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.storage.length));
      larger.set(this.storage.subarray(0, this.used));
      this.storage = larger;
    }
    this.storage.set(values, this.used);
    this.used = needed;
    return this;
  }

  byte(value: number): this {
    return this.bytes([value]);
  }

  /** LEB128 of an integer from 0 to 2^32 - 1. */
  unsigned(value: number): this {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of a 32-bit integer. */
  signed(value: number): this {
    let rest = value | 0;
    while (rest < -0x40 || rest >= 0x40) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    return this.byte(rest & 0x7f);
  }

  float64(value: number): this {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value, true);
    return this.bytes(new Uint8Array(view.buffer));
  }

  /** A name of ASCII characters. */
  name(text: string): this {
    return this.unsigned(text.length).bytes(Array.from(text, (character) => character.charCodeAt(0)));
  }

  /** A vector: its length, then its elements. */
  vector<T>(elements: readonly T[], write: (element: T) => void): this {
    this.unsigned(elements.length);
    elements.forEach(write);
    return this;
  }

  get written(): Uint8Array<ArrayBuffer> {
    return this.storage.slice(0, this.used);
  }
}

/** A local variable or parameter: its index in the function. */
export type Local = number;

/** The body of a function under construction. Parameters are locals 0, 1, ... */
export class FunctionWriter {
  readonly code = new ByteWriter();
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | null;
  private readonly locals: ValueType[] = [];

  constructor(parameters: readonly ValueType[], result: ValueType | null) {
    this.parameters = parameters;
    this.result = result;
  }

  local(type: ValueType): Local {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  /** The body as the code section holds it. */
  get body(): Uint8Array {
    const body = new ByteWriter();
    body.vector(this.locals, (type) => body.unsigned(1).byte(VALUE_TYPE[type]));
    return body.bytes(this.code.written).byte(END).written;
  }
}

/** A mutable global: its index in the module. */
export type Global = number;

export class ModuleWriter {
  private readonly functions: FunctionWriter[] = [];
  private readonly exports: string[] = [];
  private globals = 0;

  /** A mutable i32, 0 at first. */
  addGlobal(): Global {
    return this.globals++;
  }

  /** Functions are exported under their names. */
  addFunction(name: string, body: FunctionWriter): void {
    this.functions.push(body);
    this.exports.push(name);
  }

  /** The module; it imports the memory `environment.memory`. */
  finish(): Uint8Array<ArrayBuffer> {
    const module = new ByteWriter();
    module.bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    const section = (id: number, write: (content: ByteWriter) => void): void => {
      const content = new ByteWriter();
      write(content);
      const { written } = content;
      module.byte(id).unsigned(written.length).bytes(written);
    };
    const { functions, globals } = this;
    section(SECTION.type, (content) => {
      content.vector(functions, ({ parameters, result }) => {
        content.byte(FUNCTION_TYPE);
        content.vector(parameters, (type) => content.byte(VALUE_TYPE[type]));
        content.vector(result === null ? [] : [result], (type) => content.byte(VALUE_TYPE[type]));
      });
    });
    section(SECTION.import, (content) => {
      // One memory without an upper limit, of one page at least.
      content.unsigned(1).name('environment').name('memory').byte(MEMORY_KIND).byte(0).unsigned(1);
    });
    section(SECTION.function, (content) => {
      content.vector([...functions.keys()], (index) => content.unsigned(index));
    });
    if (globals > 0) {
      section(SECTION.global, (content) => {
        content.vector(Array.from({ length: globals }), () => {
          content.bytes([VALUE_TYPE.i32, 1, 0x41, 0, END]);
        });
      });
    }
    section(SECTION.export, (content) => {
      content.vector([...this.exports.entries()], ([index, name]) =>
        content.name(name).byte(FUNCTION_KIND).unsigned(index),
      );
    });
    section(SECTION.code, (content) => {
      content.vector(functions, ({ body }) => content.unsigned(body.length).bytes(body));
    });
    return module.written;
  }
}
