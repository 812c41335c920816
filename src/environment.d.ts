/**
 * The globals that pages, workers and Node have in common, as far as the layers below `client` use them.
 * Neither the DOM's nor Node's types are visible there: what is not declared here is not to be used.
 */

/** Monotonic time in milliseconds; for pacing and reporting only, never for what a search decides. */
declare const performance: { now(): number };

declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;

/** Base64 to and from strings of one character per byte; `atob` throws on malformed text. */
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: BufferSource, options?: { readonly stream?: boolean }): string;
}

interface ReadableStreamReadResult<T> {
  readonly done: boolean;
  readonly value?: T;
}

interface ReadableStreamDefaultReader<T> {
  read(): Promise<ReadableStreamReadResult<T>>;
  cancel(reason?: unknown): Promise<void>;
}

interface WritableStreamDefaultWriter<T> {
  write(chunk: T): Promise<void>;
  close(): Promise<void>;
  abort(reason?: unknown): Promise<void>;
}

interface ReadableStream<T> {
  getReader(): ReadableStreamDefaultReader<T>;
}

interface WritableStream<T> {
  getWriter(): WritableStreamDefaultWriter<T>;
}

type CompressionFormat = 'deflate' | 'deflate-raw' | 'gzip';

declare class CompressionStream {
  constructor(format: CompressionFormat);
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<BufferSource>;
}

declare class DecompressionStream {
  constructor(format: CompressionFormat);
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<BufferSource>;
}

/** What @webgpu/types builds on. */
interface Event {
  readonly type: string;
}

interface EventTarget {
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
}

interface DOMException extends Error {
  readonly code: number;
}

/** Absent in Node 20; `gpu` is absent in browsers without WebGPU. */
declare const navigator: { readonly gpu?: GPU } | undefined;
