import { describe, expect, it } from 'vitest';
import {
  CertificateDocumentError,
  certificateText,
  type ExhaustiveCertificate,
  type ModelCertificate,
  readCertificate,
  ulpDefinition,
  writeCertificate,
} from '../../../src/persistence/certificate-document';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const target = parseTarget({ target: 'exp2', interval: '(0,1]', norm: 'relative' });
const model: ModelCertificate = {
  method: 'taylor-models',
  methodVersion: 1,
  target,
  program: parseProgram(
    'u = x + 25.5528148826048066 / x; y = 17.7149481651657701 / (u + -8.8378) + 0.99999',
    'real',
  ),
  lower: '1.23456789012345e-5',
  lowerAt: 0.25,
  upper: '1.23456789012399e-5',
  pieces: 5,
  order: 10,
  bits: 128,
};
const binary32 = parseTarget({ target: 'exp2', interval: '[0,1]', format: 'f32', norm: 'ulp' });
const exhaustive: ExhaustiveCertificate = {
  method: 'exhaustive',
  methodVersion: 1,
  target: binary32,
  program: parseProgram('y = 1 + x', 'f32'),
  lower: '721000.5',
  lowerAt: 0.5,
  upper: '721000.5',
  numbers: 1065353217,
  misrounded: 1000,
  decidedByOracle: 0,
};

type Members = Record<string, unknown>;

function changed(
  change: (members: Members) => void,
  record: ModelCertificate | ExhaustiveCertificate = model,
): string {
  const members = JSON.parse(writeCertificate(record)) as Members;
  change(members);
  return JSON.stringify(members);
}

describe('certificates as documents', () => {
  it.each([model, exhaustive, { ...model, reason: 'roundings' }])('are read back as they were', (record) => {
    const text = writeCertificate(record);
    expect(readCertificate(text)).toEqual(record);
    expect(writeCertificate(readCertificate(text))).toBe(text);
  });

  it('state the definition of the ulp where it is the unit', () => {
    expect(JSON.parse(writeCertificate(model))).not.toHaveProperty('ulp');
    expect(JSON.parse(writeCertificate(exhaustive))).toHaveProperty('ulp', ulpDefinition(binary32));
    expect(ulpDefinition(binary32)).toBe(
      'ulp(y) = 2^(max(e, -126) - 23) for 2^e <= |y| < 2^(e+1), y the exact value',
    );
    expect(ulpDefinition({ ...binary32, ulpAt: 1.5 })).toContain('at y = 1.5 for all x');
  });

  it.each<[string, (members: Members) => void, string]>([
    ['a member is missing', (m) => delete m.bounds, "lacks the member 'bounds'"],
    ['a member is unknown', (m) => (m.extra = 1), 'unknown member'],
    ['the version is later', (m) => (m.certificate = 2), 'is of version 2'],
    [
      'a bound is no number',
      (m) => ((m.bounds as Members).upper = '1e-5x'),
      'bounds.upper must be a decimal number',
    ],
    ['the bounds are exchanged', (m) => ((m.bounds as Members).lower = '1'), 'lower above the upper'],
    [
      'the bound is infinite',
      (m) => {
        (m.bounds as Members).upper = 'Infinity';
        ((m.claim as Members).error as unknown[])[0] = 'Infinity';
      },
      'bounds.upper must be finite',
    ],
    [
      'the claim says something else',
      (m) => (((m.claim as Members).error as unknown[])[0] = '1e-9'),
      'claim.error must be the upper bound',
    ],
    [
      'the kind is another',
      (m) => (((m.claim as Members).error as unknown[])[1] = 'refined'),
      'kind certified',
    ],
    ['the listing is another program', (m) => (m.listing = 'y = x'), 'listing must be the program'],
    ['the method is unknown', (m) => ((m.method as Members).name = 'trust'), 'method.name must be one of'],
    ['a count is negative', (m) => ((m.counts as Members).pieces = -1), 'counts.pieces must be an integer'],
    ['a unit is stated where there is none', (m) => (m.ulp = 'ulp'), "definition of the target's ulp"],
    [
      'the target is none',
      (m) => (((m.claim as Members).target as Members).function = 'exp3'),
      'unknown target',
    ],
  ])('are refused where %s', (_, change, message) => {
    expect(() => readCertificate(changed(change))).toThrow(CertificateDocumentError);
    expect(() => readCertificate(changed(change))).toThrow(message);
  });

  it('are refused where they are no JSON or too long', () => {
    expect(() => readCertificate('certificate')).toThrow('is not JSON');
    expect(() => readCertificate(' '.repeat(600_000))).toThrow('too long');
  });

  it('can be read by people', () => {
    const text = certificateText({ ...model, reason: 'the work was ended after 5 pieces' });
    expect(text).toContain('Target:   2^x on (0,1], real, relative');
    expect(text).toContain('at most 1.23456789012399e-5 at every x');
    expect(text).toContain('not within one per cent: the work was ended after 5 pieces.');
    const counts = certificateText(exhaustive);
    expect(counts).toContain('over all 1065353217 numbers of f32 in the interval is 721000.5, at x = 0.5.');
    expect(counts).toContain('At 1000 of them');
    expect(counts).toContain('Unit: ulp(y) =');
  });
});
