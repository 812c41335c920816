import { fromBinary64Bits } from '../../numerics/bits';
import { exactFromNumber, parseNumber, type ExactNumber } from '../../numerics/number-text';
import { MAX_DIGITS, oracleText } from '../../oracle/oracle';
import { parseFunction } from '../../targets/parse';
import { readFlags, readInteger, shown } from '../flags';
import { readText } from '../input';
import { UsageError } from '../usage-error';

const FLAGS = {
  target: 'string',
  expr: 'string',
  at: 'string',
  'at-file': 'string',
  digits: 'string',
} as const;
const DEFAULT_DIGITS = '50';
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/** The function at the given points, correctly rounded to the digits asked for. */
export async function oracle(args: readonly string[]): Promise<unknown> {
  const { target, expr, at, 'at-file': file, digits: digitsText = DEFAULT_DIGITS } = readFlags(args, FLAGS);
  const digits = readInteger('digits', digitsText, 1, MAX_DIGITS);
  const fn = parseFunction({
    ...(target === undefined ? {} : { target }),
    ...(expr === undefined ? {} : { expr }),
  });
  if ((at === undefined) === (file === undefined)) throw new UsageError('give either --at or --at-file');
  const text = at ?? (await readText(file ?? '', MAX_FILE_BYTES));
  const points = text.split(/[\s,]+/).filter((word) => word !== '');
  if (points.length === 0) throw new UsageError('no point is given');
  const exact = points.map(readPoint);
  return { values: exact.map((x) => oracleText(fn, x, digits)) };
}

/** Decimal text or a C hexadecimal float, read exactly, or 0x and the 16 hexadecimal digits of a binary64. */
function readPoint(text: string): ExactNumber {
  const bits = /^0x([0-9a-f]{16})$/i.exec(text)?.[1];
  if (bits === undefined) return parseNumber(text);
  const x = fromBinary64Bits(BigInt(`0x${bits}`));
  if (!Number.isFinite(x)) throw new UsageError(`${shown(text)} is not a finite number`);
  return exactFromNumber(x);
}
