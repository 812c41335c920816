/** The oracle has no answer: a point outside the domain or at a pole, a value beyond its range, a bad request. */
export class OracleError extends Error {
  override readonly name = 'OracleError';
}

/** The value exists but is too large or too small for the oracle to hold, far beyond every format. */
export class OracleRangeError extends OracleError {}

/** It is too small: 0 in every format. */
export class OracleUnderflowError extends OracleRangeError {}
