/** Under which constraints a program was found, and how each is known to hold. */

import { useEffect, useState } from 'react';
import type { FrontRow } from '../../search/front';
import type { SearchConstraints } from '../../search/constraints';
import type { Target } from '../../targets/target';
import type { ConstraintReport } from '../../protocol/oracle-service';
import { Term } from '../glossary/term';
import { useStores } from '../workbench-context';
import { verdictTexts } from './constraint-verdicts';

/** A front that grows is looked at when it stands still for so many milliseconds. */
const QUIET = 300;

interface Known {
  readonly program: FrontRow['program'];
  readonly report: ConstraintReport;
}

interface ConstraintFactsProps {
  readonly target: Target;
  readonly row: FrontRow;
  readonly constraints: SearchConstraints;
}

export function ConstraintFacts({ target, row: { program, error }, constraints }: ConstraintFactsProps) {
  const { oracle } = useStores();
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      oracle.constraints(target, program, constraints, error).then(
        (report) => {
          if (wanted) setKnown({ program, report });
        },
        // What cannot be checked is not said to hold.
        () => undefined,
      );
    }, QUIET);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [oracle, target, program, error, constraints]);
  const report = known?.program === program ? known.report : null;
  return (
    <>
      {verdictTexts(constraints, report).map(({ constraint, verdict }) => (
        <div key={constraint}>
          <dt>
            <Term name="constraint">{constraint}</Term>
          </dt>
          <dd>{verdict}</dd>
        </div>
      ))}
    </>
  );
}
