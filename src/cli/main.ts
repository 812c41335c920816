/**
 * The command line: one JSON document on stdout, progress on stderr. Exit status 0; 2 with one line on stderr for
 * bad input; 1 with one line for what should not have happened.
 */

import { COMMANDS, USAGE } from './commands';
import { isBadInput } from './bad-input';
import { shown } from './flags';
import { UsageError } from './usage-error';

async function main(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === 'help' || isHelp(name) || (COMMANDS.has(name ?? '') && isHelp(rest[0]))) {
    process.stderr.write(USAGE);
    return;
  }
  const names = [...COMMANDS.keys()].join(', ');
  if (name === undefined) throw new UsageError(`a command is missing; there are ${names}`);
  const command = COMMANDS.get(name);
  if (command === undefined) throw new UsageError(`unknown command ${shown(name)}; there are ${names}`);
  const document = await command(rest);
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

function isHelp(word: string | undefined): boolean {
  return word === '--help' || word === '-h';
}

function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}

/** Says what went wrong in one line, and sets the exit status. */
function report(error: unknown): void {
  const bad = isBadInput(error);
  process.exitCode = bad ? 2 : 1;
  process.stderr.write(`${bad ? '' : 'unexpected failure: '}${oneLine(error)}\n`);
}

// A reader that has seen enough closes the pipe: nothing is left to say.
process.stdout.on('error', () => process.exit(1));

process.on('uncaughtException', (error) => {
  report(error);
  process.exit();
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  report(error);
}
