/** The stores that the inspector is about, put together. */

import type { Engine } from '../client/engine';
import type { Analysis, Inspection } from '../client/inspection';
import type { Program } from '../program/program';
import type { LineErrors, StepThrough } from '../protocol/inspection-service';
import type { Target } from '../targets/target';
import { createCertificateStore, type CertificateStore } from './certificate';
import { createDeviceStore, type DeviceStore } from './device-check';
import type { CheckStore } from './exhaustive-check';
import { createAnswerStore, type AnswerStore } from './latest-answer';
import type { TrustStore } from './trust';

export interface LineQuestion {
  readonly target: Target;
  readonly program: Program;
}

export interface StepQuestion extends LineQuestion {
  readonly x: number;
}

export interface InspectionStores {
  readonly analysis: Analysis;
  readonly lineErrors: AnswerStore<LineQuestion, LineErrors>;
  readonly steps: AnswerStore<StepQuestion, StepThrough>;
  readonly certificates: CertificateStore;
  readonly device: DeviceStore;
}

/** What `checks` finishes is noted in `trust`, as are certificates. */
export function createInspectionStores(
  engine: Pick<Engine, 'certificates'>,
  { analysis, device }: Inspection,
  checks: CheckStore,
  trust: TrustStore,
): InspectionStores {
  checks.subscribe(({ subject, snapshot }) => {
    const state = snapshot?.state;
    if (subject !== null && state?.kind === 'finished') {
      trust.note(subject.target, subject.program, { exhaustive: state.error });
    }
  });
  const sameProgram = (one: LineQuestion, other: LineQuestion) =>
    one.target === other.target && one.program === other.program;
  return {
    analysis,
    lineErrors: createAnswerStore(({ target, program }) => analysis.lineErrors(target, program), sameProgram),
    steps: createAnswerStore(
      ({ target, program, x }) => analysis.stepThrough(target, program, x),
      (one, other) => sameProgram(one, other) && one.x === other.x,
    ),
    certificates: createCertificateStore(engine.certificates, trust),
    device: createDeviceStore(device),
  };
}
