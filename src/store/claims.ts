/** The claims of a link or an imported file, row by row, and their recomputation in the background. */

import type { Engine } from '../client/engine';
import { claimOfRow, type Claim, type FrontClaim } from '../persistence/claim';
import { canonicalize, operationCount } from '../program/canonicalize';
import type { Program } from '../program/program';
import type { ClaimServices } from '../run/claim-check';
import { costOf, OPERATION_COUNT } from '../search/cost';
import type { FrontRow } from '../search/front';
import type { MeasuredError, Target } from '../targets/target';
import { messageOf } from './errors';
import type { ClaimStatus, Exhibit, SharedClaim } from './exhibit';

/** Not found by any run of this page. */
const UNKNOWN_DISCOVERY = { evaluation: 0, seconds: 0, island: 0 };

/** A row of what is claimed; its error is the claimed one until it has been recomputed. */
function rowOfClaim({ program, errorText, errorKind, run }: Claim): FrontRow {
  return {
    ops: operationCount(program),
    cost: costOf(canonicalize(program), run?.config.cost ?? OPERATION_COUNT),
    program,
    error: { kind: errorKind, value: Number(errorText), text: errorText, argmax: NaN, points: 0 },
    foundAt: UNKNOWN_DISCOVERY,
  };
}

/** The rows of claims that nobody has recomputed yet. */
export function exhibitOfClaims(front: FrontClaim, from: 'link' | 'import'): Exhibit {
  const claims = front.rows.map((_, i) => claimOfRow(front, i));
  return {
    origin: { kind: from, claims: claims.map((claim) => ({ claim, status: { state: 'unverified' } })) },
    target: front.target,
    front: claims.map(rowOfClaim),
    run: front.run ?? null,
  };
}

/** A program that nobody claims anything of, as a front of one row. */
export function exhibitOfProgram(target: Target, program: Program, error: MeasuredError): Exhibit {
  const ops = operationCount(program);
  const row: FrontRow = { ops, cost: ops, program, error, foundAt: UNKNOWN_DISCOVERY };
  return { origin: { kind: 'import', claims: [] }, target, front: [row], run: null };
}

/** The claim that a row of the exhibit stands for, or null where it stands for none. */
export function sharedClaimOf(exhibit: Exhibit, row: FrontRow): SharedClaim | null {
  if (!('claims' in exhibit.origin)) return null;
  return exhibit.origin.claims[exhibit.front.indexOf(row)] ?? null;
}

/** The exhibit with another status of one claim; what was measured takes the place of what was claimed. */
export function withStatus(exhibit: Exhibit, claim: Claim, status: ClaimStatus): Exhibit {
  const { origin } = exhibit;
  const index = 'claims' in origin ? origin.claims.findIndex((shared) => shared.claim === claim) : -1;
  if (!('claims' in origin) || index < 0) return exhibit;
  const error = 'measured' in status ? status.measured : null;
  return {
    ...exhibit,
    origin: { ...origin, claims: origin.claims.with(index, { claim, status }) },
    front:
      error === null ? exhibit.front : exhibit.front.map((row, i) => (i === index ? { ...row, error } : row)),
  };
}

/** What the page's engine recomputes claims with. */
export function claimServices(engine: Engine): ClaimServices {
  return {
    measure: (target, program) => engine.oracle.measure(target, program),
    certify: (target, program, options) => engine.certificates.certify(target, program, options),
    checkAll: (target, program) =>
      new Promise((resolve, reject) => {
        engine.checkExhaustively({ target, program }, ({ state }) => {
          if (state.kind === 'finished') resolve(state.error);
          else if (state.kind === 'failed') reject(new Error(state.message));
          else if (state.kind === 'cancelled') reject(new Error('the check was cancelled'));
        });
      }),
  };
}

/** What becomes of the claim. Never rejects. */
export async function settleClaim(
  claim: Claim,
  services: ClaimServices,
  asked: boolean,
): Promise<ClaimStatus> {
  try {
    const { verifyClaim } = await import('../run/claim-check');
    return await verifyClaim(claim, services, { asked });
  } catch (reason) {
    return { state: 'unverifiable', message: messageOf(reason) };
  }
}

/** The claims that nobody has recomputed: of the selected row first, then from the most accurate on. */
export function claimsToVerify({ origin }: Exhibit, selected: number): Claim[] {
  if (!('claims' in origin)) return [];
  const { claims } = origin;
  return [claims[selected], ...claims.filter((_, i) => i !== selected).reverse()]
    .filter((shared) => shared !== undefined)
    .filter(({ status }) => status.state === 'unverified')
    .map(({ claim }) => claim);
}
