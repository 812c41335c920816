/** The one error with which a link that cannot be opened, or made, is answered; the message says what is wrong. */
export class PermalinkError extends Error {
  override readonly name = 'PermalinkError';
}
