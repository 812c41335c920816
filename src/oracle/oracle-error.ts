/** Why the oracle has no answer: a point outside the domain, a pole, a result out of range, a bad request. */
export class OracleError extends Error {
  override readonly name = 'OracleError';
}
