/** TypeScript: an ES module that satisfies the strictest compiler options. */

import { arithmeticFor, emitEcmaScript, emitEcmaScriptTest } from './ecmascript';
import type { Language } from './language';

export const TYPESCRIPT: Language = {
  id: 'ts',
  title: 'TypeScript',
  fileExtension: 'ts',
  arithmeticFor,
  emit: (request) => emitEcmaScript(request, true),
  emitTest: (request) => emitEcmaScriptTest(request, 'ts'),
};
