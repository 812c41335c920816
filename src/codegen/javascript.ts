/** JavaScript: an ES module with JSDoc types. */

import { arithmeticFor, emitEcmaScript, emitEcmaScriptTest } from './ecmascript';
import type { Language } from './language';

export const JAVASCRIPT: Language = {
  id: 'js',
  title: 'JavaScript',
  // An ES module whatever the package around it says.
  fileExtension: 'mjs',
  arithmeticFor,
  emit: (request) => emitEcmaScript(request, false),
  emitTest: (request) => emitEcmaScriptTest(request, 'js'),
};
