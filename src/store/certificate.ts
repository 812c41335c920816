/** The certificate that is being made: of one program at a time. What comes of it is noted in the trust store. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Program } from '../program/program';
import type { CertificateService } from '../protocol/certificate-service';
import type { Target } from '../targets/target';
import { messageOf } from './errors';
import type { Refusal, TrustStore } from './trust';

export interface CertificateSubject {
  readonly target: Target;
  readonly program: Program;
}

export interface CertificateState {
  /** What is being certified; null when nothing is. */
  readonly subject: CertificateSubject | null;
  /** Pieces looked at and the bound so far, which is Infinity while some piece has none. */
  readonly pieces: number;
  readonly upper: number;
  /** What was given up last, so that this can be told. */
  readonly cancelled: CertificateSubject | null;
}

export interface CertificateStore extends Pick<
  StoreApi<CertificateState>,
  'getState' | 'subscribe' | 'getInitialState'
> {
  /** Certifies; what is under way is given up. */
  readonly start: (subject: CertificateSubject) => void;
  readonly cancel: () => void;
}

const NOTHING: CertificateState = { subject: null, pieces: 0, upper: Infinity, cancelled: null };

export function createCertificateStore(service: CertificateService, trust: TrustStore): CertificateStore {
  const store = createStore<CertificateState>()(() => NOTHING);
  /** Counts the requests; an earlier one is told to stop. */
  let current = 0;

  async function work(number: number, { target, program }: CertificateSubject): Promise<void> {
    try {
      const certificate = await service.certify(target, program, {}, (pieces, upper) => {
        if (number !== current) return false;
        store.setState({ pieces, upper });
        return true;
      });
      // The program as it was given: what came back is a copy.
      trust.note(target, program, { certificate: { ...certificate, target, program } });
    } catch (reason) {
      if (number === current) trust.note(target, program, { refusal: refusalOf(reason) });
    }
    if (number === current) store.setState(NOTHING);
  }

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: store.subscribe,
    start: (subject) => {
      store.setState({ ...NOTHING, subject });
      void work(++current, subject);
    },
    cancel: () => {
      const { subject } = store.getState();
      if (subject === null) return;
      current += 1;
      store.setState({ ...NOTHING, cancelled: subject });
    },
  };
}

function refusalOf(reason: unknown): Refusal {
  const place = (name: 'from' | 'to') => {
    if (!(reason instanceof Error) || !(name in reason)) return {};
    const value: unknown = Reflect.get(reason, name);
    return typeof value === 'number' ? { [name]: value } : {};
  };
  return { message: messageOf(reason), ...place('from'), ...place('to') };
}
