/** What a researcher pastes or drops, told apart by how it begins. */

import type { Format } from '../numerics/format';
import { isFPCore } from '../program/fpcore';
import { isPolynomialText } from '../program/polynomial-text';
import type { Program } from '../program/program';
import { readProgram } from '../program/read';
import { readCertificate } from './certificate-document';
import { frontOfClaim, type Claim, type FrontClaim } from './claim';
import { readClaim } from './claim-document';
import { isKeptRun, MAX_IMPORT_LENGTH } from './import-limits';
import { placeOfJsonError } from './json-place';
import { PermalinkError } from './permalink-error';
import { decodeFrontPermalink, isPermalink } from './permalink';
import { readRunDocument } from './run-document';

export type ClaimSource = 'permalink' | 'run' | 'certificate' | 'claim';
export type ProgramForm = 'program text' | 'FPCore' | 'coefficients';

/** Claims come with their target; a program is for whatever target it is measured on. */
export type Imported =
  | { readonly kind: 'claims'; readonly source: ClaimSource; readonly front: FrontClaim }
  | { readonly kind: 'program'; readonly form: ProgramForm; readonly program: Program };

/** What cannot be shown as claims or programs, and what is to be done with it instead. */
const ELSEWHERE = {
  'kept run': 'this is a run as it is kept, with its checkpoint: it is taken in among the runs',
  measured:
    'this says what was measured of a whole function, and holds no program: take the claims beside it',
  'certificate text':
    'this is a certificate as text, to be read: take the one that was saved as JSON, or the program that it lists',
  archive: 'this is a zip archive: unpack it, and take claim.json or the certificate of its folder',
  binary: 'this is no text, and so neither program, link, run nor certificate',
} as const;
type ElsewhereForm = keyof typeof ELSEWHERE;

/** What the text seems to be, by its beginning alone. */
export function importForm(text: string): ClaimSource | ProgramForm | ElsewhereForm {
  if (text.startsWith('PK\u0003\u0004')) return 'archive';
  if (text.slice(0, 1024).includes('\0')) return 'binary';
  const trimmed = text.trim();
  // JSON first: there are links in it.
  if (trimmed.startsWith('{')) {
    if (isKeptRun(trimmed)) return 'kept run';
    if (/"certificate"\s*:/.test(trimmed)) return 'certificate';
    if (/^\{\s*"error"\s*:\s*\[/.test(trimmed)) return 'claim';
    return /^\{\s*"arithmetic"\s*:/.test(trimmed) ? 'measured' : 'run';
  }
  if (trimmed.startsWith('CERTIFICATE OF MAXIMUM ERROR')) return 'certificate text';
  if (isPermalink(trimmed)) return 'permalink';
  if (isFPCore(trimmed)) return 'FPCore';
  return isPolynomialText(trimmed) ? 'coefficients' : 'program text';
}

/** A text that is recognised, and holds nothing to be shown; the message says what it is, and what to do with it. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}

/**
 * Reads a permalink, the JSON of `search`, of a claim or of a certificate, or a program as readProgram does; the numbers of a program
 * are read in `format`. Rejects with PermalinkError, RunDocumentError, CertificateDocumentError, ProgramError or
 * ImportError, RangeError for text that is too long. Lines and columns in messages are those of the text.
 */
export async function readImport(text: string, format: Format): Promise<Imported> {
  if (text.length > MAX_IMPORT_LENGTH)
    throw new RangeError(`the text has ${text.length} characters; at most ${MAX_IMPORT_LENGTH} are read`);
  const form = importForm(text);
  switch (form) {
    case 'permalink':
      return { kind: 'claims', source: form, front: await decodeFrontPermalink(text) };
    case 'run':
      return { kind: 'claims', source: form, front: await readRunDocument(text) };
    case 'certificate': {
      const { target, program, upper, method } = readCertificate(text);
      const errorKind = method === 'exhaustive' ? 'exhaustive' : 'certified';
      const front = frontOfClaim({ target, program, errorText: upper, errorKind });
      return { kind: 'claims', source: form, front };
    }
    case 'claim':
      return { kind: 'claims', source: form, front: frontOfClaim(readClaimText(text)) };
    case 'kept run':
    case 'measured':
    case 'certificate text':
    case 'archive':
    case 'binary':
      throw new ImportError(ELSEWHERE[form]);
    default:
      return { kind: 'program', form, program: readProgram(text, format) };
  }
}

/** The document that a permalink carries, as JSON. PermalinkError. */
function readClaimText(text: string): Claim {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new PermalinkError(`${placeOfJsonError(text)}: the text is not JSON from here on`);
  }
  return readClaim(document);
}
