/** The export of a program as source code. */

import type { ExportedSnippet, ExportRequest, LanguageId } from './language';
import { languageOf } from './languages';

/**
 * A documented function in the language, ready to be pasted: it computes what the law computes in the language's
 * arithmetic for the target (see `Language.arithmeticFor`), except as the notes say.
 *
 * Throws ExportError for a program or target that the language cannot express.
 */
export function exportProgram(request: ExportRequest, language: LanguageId): ExportedSnippet {
  const { emit, fileExtension } = languageOf(language);
  const { code, functionName, notes } = emit(request);
  return { language, code, functionName, fileName: `${functionName}.${fileExtension}`, notes };
}
