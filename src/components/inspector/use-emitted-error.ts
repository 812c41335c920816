import { useEffect, useState } from 'react';
import type { LanguageId } from '../../codegen/language';
import { languageOf } from '../../codegen/languages';
import { isFiniteFormat } from '../../numerics/format';
import { roundConstants } from '../../program/constant';
import type { Program } from '../../program/program';
import { type MeasuredError, programFormat, type Target } from '../../targets/target';
import { useStores } from '../workbench-context';

/**
 * The error of the program in the arithmetic a language computes in, where that is not the target's: what the
 * code will really do. Null until it is known, where it does not differ, and where it cannot be measured.
 */
export function useEmittedError(
  target: Target,
  program: Program,
  language: LanguageId,
): MeasuredError | null {
  const { oracle } = useStores();
  const [known, setKnown] = useState<{
    readonly program: Program;
    readonly language: LanguageId;
    readonly error: MeasuredError;
  } | null>(null);

  useEffect(() => {
    let wanted = true;
    const measure = async () => {
      const format = languageOf(language).arithmeticFor(target);
      if (format === programFormat(target) || !isFiniteFormat(format)) return;
      const error = await oracle.measure({ ...target, format }, roundConstants(program, format));
      if (wanted) setKnown({ program, language, error });
    };
    // What cannot be measured is left out of the snippet; the snippet itself says what it cannot express.
    measure().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [oracle, target, program, language]);

  return known !== null && known.program === program && known.language === language ? known.error : null;
}
