/** What the page has of the full-range function that is wanted: its kernels, its errors, its code. */

import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import {
  createFullRange,
  exportFullRange,
  FULL_RANGE_LANGUAGES,
  type FullRangeFunction,
} from '../../codegen/full-range/full-range';
import type { ExportedSnippet, LanguageId } from '../../codegen/language';
import { languageOf } from '../../codegen/languages';
import type { WholeErrors } from '../../protocol/full-range-service';
import type { FrontRow } from '../../search/front';
import { messageOf } from '../../store/errors';
import type { Exhibit } from '../../store/exhibit';
import { type Candidate, choiceKey } from '../../store/full-range';
import { type FilledSlot, fillSlots, wantedFunction } from '../../store/full-range-slots';
import { useLateStores } from '../workbench-context';
import type { Claimed } from './use-claim';

export interface FullRangeView {
  readonly functionId: string | null;
  readonly slots: readonly FilledSlot[];
  /** Null where a kernel is missing, or the choice makes no function. */
  readonly whole: FullRangeFunction | null;
  readonly key: string | null;
  readonly errors: WholeErrors | null;
  readonly snippet: ExportedSnippet | { readonly failure: string; readonly pending?: boolean };
}

/** Measures the function as soon as its kernels are there. */
export function useFullRange(
  exhibit: Exhibit,
  row: FrontRow,
  claimed: Claimed | null,
  language: LanguageId,
): FullRangeView {
  const { fullRange } = useLateStores();
  const state = useStore(fullRange);
  const { target } = exhibit;
  const { variant, specialCases, count, kept, measured, failure } = state;
  const functionId = wantedFunction(state, target);
  const compute = language === 'wgsl' || language === 'glsl' ? 'f32' : variant.compute;

  const selected = useMemo(
    (): Candidate => ({
      kernel: {
        program: row.program,
        target,
        error: claimed?.error ?? row.error,
        ...(claimed === null ? {} : { permalink: claimed.link }),
      },
      claim: claimed?.claim ?? null,
    }),
    [row, target, claimed],
  );
  const slots = useMemo(
    () => (functionId === null ? [] : fillSlots(functionId, { variant, count, kept }, selected)),
    [functionId, variant, count, kept, selected],
  );
  const made = useMemo(() => {
    if (functionId === null || slots.some(({ candidate }) => candidate === null)) return null;
    const kernels = slots.flatMap(({ candidate }) => (candidate === null ? [] : [candidate.kernel]));
    try {
      return createFullRange({ id: functionId, variant: { ...variant, compute }, kernels, specialCases });
    } catch (reason) {
      return { failure: messageOf(reason) };
    }
  }, [functionId, slots, variant, compute, specialCases]);
  const whole = made !== null && 'law' in made ? made : null;
  const key = useMemo(() => (whole === null ? null : choiceKey(whole.choice)), [whole]);
  const offered = FULL_RANGE_LANGUAGES.includes(language);

  useEffect(() => {
    if (whole !== null && offered) fullRange.sample(whole.choice);
  }, [fullRange, whole, offered]);

  const errors = key === null ? null : (measured.get(key) ?? null);
  const snippet = useMemo((): FullRangeView['snippet'] => {
    if (functionId === null)
      return {
        failure: 'No full-range function is made of this program: choose one, and search its kernels.',
        pending: true,
      };
    if (!offered) {
      const names = FULL_RANGE_LANGUAGES.map((id) => languageOf(id).title);
      return {
        failure: `Full-range functions are written in ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}.`,
      };
    }
    if (made !== null && 'failure' in made) return made;
    const missing = slots.find(({ candidate }) => candidate === null);
    if (whole === null)
      return {
        failure: `A program for ${missing?.title ?? 'a kernel'} is missing: search it.`,
        pending: true,
      };
    if (failure !== null && failure.key === key) return { failure: failure.message };
    if (errors === null) return { failure: 'Measuring the whole function.', pending: true };
    try {
      return exportFullRange(whole, language, errors);
    } catch (reason) {
      return { failure: messageOf(reason) };
    }
  }, [functionId, offered, made, whole, slots, failure, key, errors, language]);

  return { functionId, slots, whole, key, errors, snippet };
}
