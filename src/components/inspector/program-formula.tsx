/** The program as a formula, set by the browser's own MathML. */

import { createElement, useMemo, type ReactNode } from 'react';
import type { Program } from '../../program/program';
import { formulaLines, type MathNode } from './formula';
import styles from './panels.module.css';

export function ProgramFormula({ program }: { program: Program }) {
  const lines = useMemo(() => formulaLines(program), [program]);
  return (
    <div className={styles.formula} tabIndex={0} role="group" aria-label="Formula">
      {createElement(
        'math',
        { display: 'block', className: styles.math },
        createElement(
          'mtable',
          { className: styles.mathTable },
          lines.map(({ name, value }, k) =>
            createElement(
              'mtr',
              { key: k },
              createElement('mtd', { className: styles.mathName }, element(name, 0)),
              createElement('mtd', { className: styles.mathEquals }, createElement('mo', null, '=')),
              createElement('mtd', { className: styles.mathValue }, element(value, 0)),
            ),
          ),
        ),
      )}
      <p className={styles.fine}>
        Constants are shown to six digits.
        {program.instructions.some(({ opcode }) => opcode === 'fma') && ' fma(a, b, c) is set as a ⋅ b + c.'}
      </p>
    </div>
  );
}

function element({ tag, text, children }: MathNode, key: number): ReactNode {
  return createElement(tag, { key }, text, ...(children ?? []).map(element));
}
