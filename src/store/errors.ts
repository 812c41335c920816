/** The message of whatever was thrown, for people. */
export function messageOf(reason: unknown): string {
  return reason instanceof Error && reason.message !== '' ? reason.message : String(reason);
}

/** A message as a sentence: errors of the layers below begin small and end without a full stop. */
export function sentence(message: string): string {
  const text = message.trim();
  const ended = /[.!?]$/.test(text) ? text : `${text}.`;
  return ended.charAt(0).toUpperCase() + ended.slice(1);
}
