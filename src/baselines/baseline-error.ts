/** A baseline that does not exist or cannot be computed, with the reason in one sentence. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}
