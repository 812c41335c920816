/** A target that cannot be: an unknown function, an empty interval, a norm without meaning, and so on. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
