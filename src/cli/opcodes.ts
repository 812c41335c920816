import { isOpcode, OPCODES, type Opcode } from '../program/opcode';
import { shown } from './flags';
import { UsageError } from './usage-error';

/** The opcodes of --ops, in the order of their codes, so that the order given does not matter. */
export function readOpcodes(text: string): Opcode[] {
  const names = text.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!isOpcode(name))
      throw new UsageError(`unknown opcode ${shown(name)} in --ops; there are ${OPCODES.join(', ')}`);
  }
  return OPCODES.filter((opcode) => names.includes(opcode));
}
