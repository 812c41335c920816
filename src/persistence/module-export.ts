/** A program as a folder to keep: its code, a test of the code, its claim, and a README. */

import { documentation, operationsSentence } from '../codegen/describe';
import { bitPattern } from '../codegen/encoding';
import { exportProgram } from '../codegen/export-program';
import type { ExportRequest, LanguageId, TestPoint } from '../codegen/language';
import { languageOf } from '../codegen/languages';
import { testPoints } from '../codegen/test-points';
import { isFiniteFormat } from '../numerics/format';
import type { FiniteFormat, Format } from '../numerics/format';
import { printProgram } from '../program/print';
import { shortestText } from '../program/shortest-text';
import { describeTarget } from '../targets/parse';
import { canonicalJson } from './canonical-json';
import type { Claim } from './claim';
import { claimDocument, readClaim } from './claim-document';
import { zip } from './zip';
import type { ArchiveFile } from './zip';

/** Test points by value, and as many by ordinal. */
const TEST_POINTS = 64;

export interface ModuleExport {
  /** Of the archive, without an extension: the name of the function. */
  readonly name: string;
  /** Below a folder of that name. */
  readonly files: readonly ArchiveFile[];
}

/**
 * The files of a module: the snippet of `exportProgram`, a test in the same language where it has one, the points of
 * the test as a table, the claim as JSON (the document that a permalink carries) and as text, and a README.
 *
 * ExportError for a program that the language cannot express, PermalinkError for a claim that breaks a rule.
 */
export function exportModule(request: ExportRequest, claim: Claim, language: LanguageId): ModuleExport {
  const { program, target } = request;
  const { arithmeticFor, emitTest, title } = languageOf(language);
  const snippet = exportProgram(request, language);
  const { functionName, fileName } = snippet;
  const arithmetic = arithmeticFor(target, request.arithmetic);
  const pointFormat = isFiniteFormat(arithmetic) ? arithmetic : 'f64';
  const points = testPoints(program, target.interval, pointFormat, TEST_POINTS);
  const test = emitTest?.({ functionName, fileName, arithmetic: pointFormat, points });
  const document = claimDocument(readClaim(claimDocument(claim)));
  const contents: ArchiveFile[] = [
    { name: fileName, text: snippet.code },
    ...(test === undefined ? [] : [{ name: test.fileName, text: test.code }]),
    { name: 'test-points.csv', text: pointTable(points, pointFormat) },
    { name: 'claim.json', text: `${canonicalJson(document)}\n` },
    { name: 'claim.txt', text: claimText(request) },
  ];
  const readme = readmeText(request, {
    title,
    functionName,
    fileName,
    arithmetic,
    pointFormat,
    notes: snippet.notes,
    ...(test === undefined ? {} : { test: { fileName: test.fileName, command: test.command } }),
  });
  const files = [...contents, { name: 'README.md', text: readme }];
  return {
    name: functionName,
    files: files.map((file) => ({ ...file, name: `${functionName}/${file.name}` })),
  };
}

/** The module as the bytes of a ZIP archive. */
export function zipModule({ files }: ModuleExport): Uint8Array<ArrayBuffer> {
  return zip(files);
}

/** The points of a test as a table. */
export function pointTable(points: readonly TestPoint[], format: FiniteFormat): string {
  const cells = (x: number): string =>
    `${bitPattern(x, format)},${Number.isFinite(x) ? shortestText(x, format) : String(x)}`;
  const rows = points.map(({ x, value }) => `${cells(x)},${cells(value)}`);
  return ['x bits,x,value bits,value', ...rows, ''].join('\r\n');
}

function claimText(request: ExportRequest): string {
  const { program, target, permalink } = request;
  return [
    `Target: ${describeTarget(target)}`,
    `Error: ${request.error.text} (${target.norm}, ${request.error.kind})`,
    operationsSentence(program),
    '',
    'Program, constants exact:',
    printProgram(program, { format: target.format }),
    '',
    'Program, constants in decimal:',
    printProgram(program, { format: target.format, layout: 'inlined', constants: 'decimal' }),
    ...(permalink === undefined ? [] : ['', `Permalink: ${permalink}`]),
    '',
  ].join('\n');
}

interface ModuleFacts {
  readonly title: string;
  readonly functionName: string;
  readonly fileName: string;
  /** That of the code. */
  readonly arithmetic: Format;
  /** That of the points. */
  readonly pointFormat: FiniteFormat;
  readonly notes: readonly string[];
  readonly test?: { readonly fileName: string; readonly command: string };
}

function readmeText(request: ExportRequest, facts: ModuleFacts): string {
  const { title, functionName, fileName, arithmetic, pointFormat, notes, test } = facts;
  const paragraphs = documentation(request, arithmetic, notes);
  return [
    `# ${functionName}`,
    '',
    ...paragraphs.flatMap((paragraph) => [paragraph.map(escapeMarkdown).join('\n'), '']),
    '| file | what it is |',
    '| --- | --- |',
    `| \`${fileName}\` | the function, in ${title} |`,
    ...(test === undefined
      ? []
      : [`| \`${test.fileName}\` | its test, bit for bit against the points of the table |`]),
    `| \`test-points.csv\` | arguments and values in ${pointFormat}, as encodings and as decimals |`,
    '| `claim.json` | target, program, error and kind of error: the document that a permalink carries |',
    '| `claim.txt` | the same, to be read |',
    '',
    ...(test === undefined ? [] : ['Run the test with', '', '```', test.command, '```', '']),
  ].join('\n');
}

/** A sentence with what Markdown would take for markup taken as it is; a link stays whole, to be copied. */
export function escapeMarkdown(text: string): string {
  const link = /^Permalink: ([^\s`]+)$/.exec(text)?.[1];
  if (link !== undefined) return `Permalink: \`${link}\``;
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
}
