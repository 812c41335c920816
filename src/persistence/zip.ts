/** Writes ZIP archives (PKWARE APPNOTE 6.3): entries stored without compression, names and texts in UTF-8. */

/** A file of an archive; `name` is a relative path with `/` between its parts. */
export interface ArchiveFile {
  readonly name: string;
  readonly text: string;
}

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** Version 2.0, which knows folders. */
const VERSION = 20;
/** Bit 11: names are UTF-8. */
const UTF8 = 0x0800;
/** The first day that the format can express, so that equal contents give equal archives. */
const DATE = (1 << 5) | 1;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The checksum of ISO 3309 that ZIP, gzip and PNG use. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

interface Entry {
  readonly name: Uint8Array;
  readonly content: Uint8Array;
  readonly crc: number;
  readonly offset: number;
}

/** A value and its size in bytes. */
type Field = readonly [value: number, size: 2 | 4];

/** Little-endian fields. */
function fields(...values: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(values.reduce((sum, [, size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const [value, size] of values) {
    if (size === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
    offset += size;
  }
  return bytes;
}

/** What both headers of an entry have in common: from the flags to the length of the extra field. */
function description({ name, content, crc }: Entry): Field[] {
  return [
    [UTF8, 2],
    [0, 2],
    [0, 2],
    [DATE, 2],
    [crc, 4],
    [content.length, 4],
    [content.length, 4],
    [name.length, 2],
    [0, 2],
  ];
}

/** The archive of the files, in their order. RangeError for more than 65,535 files or 4 GiB, and for a name given twice. */
export function zip(files: readonly ArchiveFile[]): Uint8Array<ArrayBuffer> {
  if (files.length > 0xffff) throw new RangeError('an archive of this kind holds at most 65,535 files');
  if (new Set(files.map(({ name }) => name)).size < files.length)
    throw new RangeError('two files have one name');
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let length = 0;
  const put = (bytes: Uint8Array): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  const entries = files.map(({ name, text }): Entry => {
    const content = encoder.encode(text);
    const entry = { name: encoder.encode(name), content, crc: crc32(content), offset: length };
    put(fields([LOCAL_HEADER, 4], [VERSION, 2], ...description(entry)));
    put(entry.name);
    put(content);
    return entry;
  });
  const directory = length;
  for (const entry of entries) {
    put(fields([CENTRAL_HEADER, 4], [VERSION, 2], [VERSION, 2], ...description(entry)));
    // No comment, the first disk, no attributes.
    put(fields([0, 2], [0, 2], [0, 2], [0, 4], [entry.offset, 4]));
    put(entry.name);
  }
  const size = length - directory;
  if (length > 0xffffffff) throw new RangeError('an archive of this kind holds at most 4 GiB');
  put(
    fields(
      [END_OF_DIRECTORY, 4],
      [0, 2],
      [0, 2],
      [files.length, 2],
      [files.length, 2],
      [size, 4],
      [directory, 4],
      [0, 2],
    ),
  );
  const archive = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    archive.set(part, offset);
    offset += part.length;
  }
  return archive;
}
