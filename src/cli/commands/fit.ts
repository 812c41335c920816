import { operationCount } from '../../program/canonicalize';
import { printProgram } from '../../program/print';
import { createOracleService } from '../../run/oracle-service';
import { readFlags, TARGET_FLAGS } from '../flags';
import { readTargetAndFile } from '../program-input';
import { errorReport } from '../report';

/** The program with its constants moved to the minimax optimum of its structure. */
export async function fit(args: readonly string[]): Promise<unknown> {
  const flags = readFlags(args, { ...TARGET_FLAGS, program: 'string' });
  const given = await readTargetAndFile(flags);
  const { program, error } = await createOracleService().polish(given.target, given.program);
  return { ops: operationCount(program), program: printProgram(program), ...errorReport(error) };
}
