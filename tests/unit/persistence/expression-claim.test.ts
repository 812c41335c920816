import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/persistence/claim';
import { claimDocument, readClaim } from '../../../src/persistence/claim-document';
import { decodePermalink, encodePermalink, PermalinkError } from '../../../src/persistence/permalink';
import { parseProgram } from '../../../src/program/parse';
import { parseTarget } from '../../../src/targets/parse';

const claim: Claim = {
  target: parseTarget({ expr: 'x^3 * exp(-a*x); a=0.5', interval: '(0,1]', norm: 'relative' }),
  program: parseProgram('y = x * x * x', 'real'),
  errorText: '0.65',
  errorKind: 'refined',
};

/** The document with another expression. */
function withExpression(expression: unknown, more: object = {}): unknown {
  const document = claimDocument(claim) as { target: object };
  return { ...document, target: { ...document.target, function: { expression, ...more } } };
}

describe('claims about expressions', () => {
  it('come back from links', async () => {
    expect(await decodePermalink(await encodePermalink(claim))).toEqual(claim);
  });
  it('keep any expression of the language', () => {
    const { target } = readClaim(withExpression('x'));
    expect(target.function).toEqual({ kind: 'expression', text: 'x' });
  });
  it.each([
    [withExpression('x'.repeat(2001)), /target.function.expression has 2001 characters, more than 2000/],
    [withExpression('sinn(x)'), /target: column 1: unknown function 'sinn'/],
    [withExpression(7), /target.function.expression must be a string/],
    [withExpression('x', { code: 'x' }), /target.function has an unknown member 'code'/],
    [
      withExpression('1/(x-0.5)'),
      /target: the expression 1\/\(x-0.5\) has no value at x = 0.5: division by zero/,
    ],
    [withExpression('('.repeat(1999)), /nested more than 100 deep/],
    [withExpression('x // */ </script>'), /column 9: unexpected character '<'/],
  ])('refuse what is none: %#', (document, message) => {
    expect(() => readClaim(document)).toThrow(PermalinkError);
    expect(() => readClaim(document)).toThrow(message);
  });
});
