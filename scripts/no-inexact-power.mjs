/**
 * A lint rule of the project's own: `**` on numbers. IEEE 754 does not define it and engines differ in its last bits;
 * on bigints it is exact, and so it is, in every engine, for the literal base 2.
 */

import ts from 'typescript';

/** @typedef {{ getTypeAtLocation(node: unknown): import('typescript').Type }} TypeServices */

/** @type {import('eslint').Rule.RuleModule} */
export const noInexactPower = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      inexact: 'On numbers ** is as inexact as Math.pow: multiply, or scale by a power of two.',
    },
  },
  create(context) {
    /** @type {unknown} */
    const fromParser = context.sourceCode.parserServices;
    const services = /** @type {TypeServices} */ (fromParser);

    /** @param {import('estree').Node & { left: import('estree').Node }} node */
    const check = (node) => {
      if (node.left.type === 'Literal' && node.left.value === 2) return;
      const type = services.getTypeAtLocation(node.left);
      if ((type.flags & ts.TypeFlags.BigIntLike) === 0) context.report({ node, messageId: 'inexact' });
    };
    return {
      "BinaryExpression[operator='**']": check,
      "AssignmentExpression[operator='**=']": check,
    };
  },
};
