/** Runs emitted TypeScript as its user would: compiled to JavaScript, in a context of its own. */

import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';

/** The exports of a module's source text. */
export function evaluateTypeScript(source: string): Readonly<Record<string, unknown>> {
  const { outputText, diagnostics } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.CommonJS },
    reportDiagnostics: true,
  });
  const [problem] = diagnostics ?? [];
  if (problem !== undefined)
    throw new SyntaxError(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
  const exports: Record<string, unknown> = {};
  runInContext(
    outputText,
    createContext({ exports, Math, Float32Array, Float64Array, DataView, ArrayBuffer }),
  );
  return exports;
}

/** TypeScript without its types: a module of JavaScript. */
export function stripTypes(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ES2020 };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** What the compiler has to say about modules under the strictest options their user may have set. */
export function typeErrors(sources: readonly string[]): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.ESNext,
    lib: ['lib.es2020.d.ts'],
    types: [],
  };
  const files = new Map(sources.map((source, i) => [`snippet-${i}.ts`, source]));
  const host = ts.createCompilerHost(options);
  const readDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    const source = files.get(name);
    return source === undefined
      ? readDisk(name, ...rest)
      : ts.createSourceFile(name, source, ts.ScriptTarget.ES2020);
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  return diagnostics.map(
    ({ file, messageText }) =>
      `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}
