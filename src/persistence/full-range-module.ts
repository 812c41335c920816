/** A full-range function as a folder to keep: its code, a test of it, what was measured, and the claims of its kernels. */

import {
  exportFullRange,
  fullRangeText,
  type FullRangeExport,
  type FullRangeFunction,
  type Kernel,
} from '../codegen/full-range/full-range';
import { fullRangePoints } from '../codegen/full-range/test-points';
import type { LanguageId } from '../codegen/language';
import { languageOf } from '../codegen/languages';
import type { MeasuredError } from '../targets/target';
import { canonicalJson, type JsonValue } from './canonical-json';
import { type CertificateRecord, writeCertificate } from './certificate-document';
import type { Claim } from './claim';
import { claimDocument, readClaim } from './claim-document';
import { writeNumber } from './measured-document';
import { escapeMarkdown, type ModuleExport, pointTable } from './module-export';
import type { ArchiveFile } from './zip';

export interface FullRangeModule {
  readonly whole: FullRangeFunction;
  readonly request: FullRangeExport;
  readonly language: LanguageId;
  /** What is claimed of each kernel, and where there is one, its certificate. */
  readonly kernels: readonly { readonly claim: Claim; readonly certificate?: CertificateRecord }[];
}

/**
 * The files of a module: the function, a test in the same language where it has one, the points of the test as a table,
 * what was measured of the whole function as JSON, claims and certificates of the kernels, and a README.
 *
 * ExportError for a language without full-range functions, PermalinkError for a claim that breaks a rule.
 */
export function exportFullRangeModule(module: FullRangeModule): ModuleExport {
  const { whole, request, language, kernels } = module;
  const { emitTest } = languageOf(language);
  const { format } = whole.choice.variant;
  const { code, functionName, fileName, notes } = exportFullRange(whole, language, request);
  const points = fullRangePoints(whole);
  const test = emitTest?.({ functionName, fileName, arithmetic: format, points });
  const documents = kernels.flatMap(({ claim, certificate }, k): Described[] => {
    const number = kernels.length > 1 ? `-${k + 1}` : '';
    const of = kernels.length > 1 ? `kernel ${k + 1}` : 'the kernel';
    const document = claimDocument(readClaim(claimDocument(claim)));
    return [
      {
        name: `claim${number}.json`,
        text: `${canonicalJson(document)}\n`,
        what: `target, program, error and kind of error of ${of}: the document that a permalink carries`,
      },
      ...(certificate === undefined
        ? []
        : [
            {
              name: `certificate${number}.json`,
              text: writeCertificate(certificate),
              what: `the certificate of ${of}, to be checked with \`evaluate --certificate\``,
            },
          ]),
    ];
  });
  const described: Described[] = [
    { name: fileName, text: code, what: `the function, in ${languageOf(language).title}` },
    ...(test === undefined
      ? []
      : [
          {
            name: test.fileName,
            text: test.code,
            what: 'its test, bit for bit against the points of the table',
          },
        ]),
    {
      name: 'test-points.csv',
      text: pointTable(points, format),
      what: `arguments and values in ${format}, as encodings and as decimals`,
    },
    {
      name: 'measured.json',
      text: `${canonicalJson(measuredDocument(whole, request))}\n`,
      what: 'the error of the whole function, how it was found and where',
    },
    ...documents,
  ];
  const text = fullRangeText(whole, request, language);
  const paragraphs = [
    ...text.paragraphs,
    notes,
    ...text.kernels.map((sentences, k) => [
      kernels.length > 1 ? `Kernel ${k + 1}:` : 'Kernel:',
      ...sentences,
    ]),
  ].filter((paragraph) => paragraph.length > 0);
  const readme = [
    `# ${functionName}`,
    '',
    ...paragraphs.flatMap((paragraph) => [paragraph.map(escapeMarkdown).join('\n'), '']),
    '| file | what it is |',
    '| --- | --- |',
    ...described.map(({ name, what }) => `| \`${name}\` | ${what} |`),
    '',
    ...(test === undefined ? [] : ['Run the test with', '', '```', test.command, '```', '']),
  ].join('\n');
  const files: ArchiveFile[] = [
    ...described.map(({ name, text: contents }) => ({ name, text: contents })),
    { name: 'README.md', text: readme },
  ];
  return {
    name: functionName,
    files: files.map((file) => ({ ...file, name: `${functionName}/${file.name}` })),
  };
}

interface Described extends ArchiveFile {
  /** For the table of the README. */
  readonly what: string;
}

/** What is claimed of a kernel. */
export function claimOfKernel({ target, program, error }: Kernel, run: Claim['run']): Claim {
  return {
    target,
    program,
    errorText: error?.text ?? 'NaN',
    errorKind: error?.kind ?? 'sampled',
    ...(run === undefined ? {} : { run }),
  };
}

function measuredDocument(
  { choice, interval }: FullRangeFunction,
  { error, relativeError }: FullRangeExport,
): JsonValue {
  const { id, variant, specialCases } = choice;
  return {
    function: id,
    format: variant.format,
    arithmetic: variant.compute,
    specialCases,
    interval: [writeNumber(interval.lower), writeNumber(interval.upper)],
    error: measuredMembers('ulp', error),
    ...(relativeError === undefined ? {} : { relativeError: measuredMembers('relative', relativeError) }),
  };
}

function measuredMembers(norm: string, { kind, text, argmax, points, misrounded }: MeasuredError): JsonValue {
  return {
    norm,
    kind,
    text,
    argmax: writeNumber(argmax),
    points,
    ...(misrounded === undefined ? {} : { misrounded }),
  };
}
