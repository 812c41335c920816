/** Raw DEFLATE (RFC 1951) through the streams that browsers and Node provide. */

export type InflateFailure = 'damaged' | 'too large';

/** The same bytes for the same input on the same platform; platforms may compress differently. */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { output } = await pump(new CompressionStream('deflate-raw'), bytes, Infinity);
  return output;
}

/**
 * The inflated bytes, at most `limit` of them. More is `too large`, known as soon as the limit is passed, whatever
 * the whole would come to; data that is corrupt or ends early is `damaged`. Bytes after the end of the data are
 * an error in browsers and are ignored by Node.
 */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | InflateFailure> {
  try {
    const { output, complete } = await pump(new DecompressionStream('deflate-raw'), bytes, limit);
    return complete ? output : 'too large';
  } catch {
    return 'damaged';
  }
}

interface Pumped {
  readonly output: Uint8Array<ArrayBuffer>;
  readonly complete: boolean;
}

async function pump(
  stream: CompressionStream | DecompressionStream,
  bytes: BufferSource,
  limit: number,
): Promise<Pumped> {
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // A failure to write also fails the reads, where it is dealt with.
  const ignore = (): void => undefined;
  void writer.write(bytes).catch(ignore);
  void writer.close().catch(ignore);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) break;
    length += value.length;
    if (length > limit) {
      void reader.cancel().catch(ignore);
      return { output: new Uint8Array(0), complete: false };
    }
    chunks.push(value);
  }
  const output = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    output.set(chunk, offset);
    offset += chunk.length;
  }
  return { output, complete: true };
}
