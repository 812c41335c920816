/** Base64 with the URL-safe alphabet and without padding (RFC 4648, section 5). */

export function encodeBase64url(bytes: Uint8Array): string {
  let characters = '';
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The bytes of the text, or undefined where it is not the encoding of any: nothing is skipped or forgiven. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const characters = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = Uint8Array.from(characters, (character) => character.charCodeAt(0));
  // Bits after the last byte must be zero, so that no two texts stand for the same bytes.
  return encodeBase64url(bytes) === text ? bytes : undefined;
}
