/** What a researcher pastes or drops, told apart by how it begins. */

import type { Format } from '../numerics/format';
import { isFPCore } from '../program/fpcore';
import { isPolynomialText } from '../program/polynomial-text';
import type { Program } from '../program/program';
import { readProgram } from '../program/read';
import { readCertificate } from './certificate-document';
import { frontOfClaim, type FrontClaim } from './claim';
import { MAX_IMPORT_LENGTH } from './import-limits';
import { decodeFrontPermalink, isPermalink } from './permalink';
import { readRunDocument } from './run-document';

export type ClaimSource = 'permalink' | 'run' | 'certificate';
export type ProgramForm = 'program text' | 'FPCore' | 'coefficients';

/** Claims come with their target; a program is for whatever target it is measured on. */
export type Imported =
  | { readonly kind: 'claims'; readonly source: ClaimSource; readonly front: FrontClaim }
  | { readonly kind: 'program'; readonly form: ProgramForm; readonly program: Program };

/** What the text seems to be, by its beginning alone. */
export function importForm(text: string): ClaimSource | ProgramForm {
  const trimmed = text.trim();
  // JSON first: there are links in it.
  if (trimmed.startsWith('{')) return /"certificate"\s*:/.test(trimmed) ? 'certificate' : 'run';
  if (isPermalink(trimmed)) return 'permalink';
  if (isFPCore(trimmed)) return 'FPCore';
  return isPolynomialText(trimmed) ? 'coefficients' : 'program text';
}

/**
 * Reads a permalink, the JSON of `search` or of a certificate, or a program as readProgram does; the numbers of a program
 * are read in `format`. Rejects with PermalinkError, RunDocumentError, CertificateDocumentError or ProgramError,
 * RangeError for text that is too long. Lines and columns in messages are those of the text.
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
    default:
      return { kind: 'program', form, program: readProgram(text, format) };
  }
}
