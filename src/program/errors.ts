/** The errors that programs from outside are answered with. */

/** A program, or one of its constants, that breaks a rule of the program form. */
export class ProgramError extends Error {
  override readonly name: string = 'ProgramError';
}

/** A program text that does not parse. Lines and columns count from 1, columns in UTF-16 code units. */
export class ProgramSyntaxError extends ProgramError {
  override readonly name: string = 'ProgramSyntaxError';
  readonly line: number;
  readonly column: number;

  constructor(reason: string, line: number, column: number) {
    super(`line ${line}, column ${column}: ${reason}`);
    this.line = line;
    this.column = column;
  }
}

/** Text from outside as it may be shown in a message: quoted, cut to a readable length, controls escaped. */
export function quoteForMessage(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  const escaped = shown.replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `'${escaped}'`;
}
