/**
 * Permalinks: `#v1.` and the base64url of the deflated canonical JSON of a claim, `#v2.` and that of a front's claims.
 * Everything is in the fragment, which browsers send to no server. A link holds data only, and opening one does nothing
 * but read it. A link is of the first version that can hold what it says, so that older pages open it as well.
 */

import { decodeBase64url, encodeBase64url } from './base64url';
import { canonicalJson, type JsonValue } from './canonical-json';
import { claimOfRow, type Claim, type FrontClaim } from './claim';
import { claimDocument, readClaim } from './claim-document';
import { deflate, inflate } from './deflate';
import { frontDocument, readFrontClaim } from './front-document';
import { CURRENT_VERSION, migrate } from './migrations';
import { PermalinkError } from './permalink-error';

export { PermalinkError } from './permalink-error';

/** Longest text that is looked at, address included. */
export const MAX_LINK_LENGTH = 16 * 1024;
/** Most bytes a link may inflate to. */
export const MAX_DOCUMENT_LENGTH = 256 * 1024;

/**
 * The fragment for a claim, `#` included. Equal claims give equal documents and, on one platform, equal text.
 * PermalinkError for a claim that could not be opened again, such as one whose program is not valid for its target.
 */
export async function encodePermalink(claim: Claim): Promise<string> {
  // Reading it first refuses what could not be opened, and settles the spelling of decimal constants.
  return encode(1, claimDocument(readClaim(claimDocument(claim))));
}

/** As encodePermalink, for all rows of a front: of version 2, or of version 1 where there is one row only. */
export async function encodeFrontPermalink(front: FrontClaim): Promise<string> {
  if (front.rows.length === 1) return encodePermalink(claimOfRow(front));
  return encode(2, frontDocument(readFrontClaim(frontDocument(front))));
}

async function encode(version: number, document: JsonValue): Promise<string> {
  const json = canonicalJson(document);
  const bytes = await deflate(Uint8Array.from(json, (character) => character.charCodeAt(0)));
  const link = `#v${version}.${encodeBase64url(bytes)}`;
  if (link.length > MAX_LINK_LENGTH || json.length > MAX_DOCUMENT_LENGTH) {
    throw new PermalinkError(
      `what is claimed is too large for a link: ${link.length} characters, of ${MAX_LINK_LENGTH} at most`,
    );
  }
  return link;
}

/**
 * Whether the text, an address or a fragment, has the look of a permalink, readable or not. Without a `#` it must be
 * long and of the right alphabet: `v1.txt` is none.
 */
export function isPermalink(text: string): boolean {
  return /#v[0-9]+\.|^v[0-9]+\.[A-Za-z0-9_-]{40,}$/.test(text.trim());
}

/** The claim of a permalink's program; of a front's, that of the selected row. Errors as decodeFrontPermalink. */
export async function decodePermalink(text: string): Promise<Claim> {
  return claimOfRow(await decodeFrontPermalink(text));
}

/**
 * The claims of a permalink, given as a whole address or as the fragment with or without its `#`. What it says is
 * checked for form and bounds, not for truth. Constants come back with the bits they had.
 *
 * PermalinkError for anything else; the time and memory it takes to find out are bounded.
 */
export async function decodeFrontPermalink(text: string): Promise<FrontClaim> {
  if (text.length > MAX_LINK_LENGTH) {
    throw new PermalinkError(
      `the link is too long: ${text.length} characters, of ${MAX_LINK_LENGTH} at most`,
    );
  }
  const { version, payload } = splitLink(text.trim());
  const bytes = decodeBase64url(payload);
  if (bytes === undefined) throw new PermalinkError('the link is damaged: its text is not base64url');
  const inflated = await inflate(bytes, MAX_DOCUMENT_LENGTH);
  if (inflated === 'damaged')
    throw new PermalinkError('the link is damaged or cut off: it does not decompress');
  if (inflated === 'too large') {
    throw new PermalinkError(`the link holds more than ${MAX_DOCUMENT_LENGTH} bytes`);
  }
  return readFrontClaim(migrate(parseDocument(inflated), version));
}

function splitLink(text: string): { version: number; payload: string } {
  const fragment = text.slice(text.indexOf('#') + 1);
  const match = /^v([0-9]{1,6})\.(.*)$/s.exec(fragment);
  if (match === null) throw new PermalinkError('not a permalink: it should have #v1. followed by data');
  const version = Number(match[1]);
  if (version < 1 || version > CURRENT_VERSION) {
    throw new PermalinkError(
      `the link is of version ${version}; this page opens versions 1 to ${CURRENT_VERSION}`,
    );
  }
  return { version, payload: match[2] ?? '' };
}

function parseDocument(bytes: Uint8Array): unknown {
  let json = '';
  for (let offset = 0; offset < bytes.length; offset += 8192) {
    json += String.fromCharCode(...bytes.subarray(offset, offset + 8192));
  }
  // Canonical JSON is ASCII: beyond it, what the characters mean would be a matter of encoding.
  if (/[^\n\r\t -~]/.test(json))
    throw new PermalinkError('the link is damaged: it holds bytes outside ASCII');
  try {
    return JSON.parse(json);
  } catch {
    throw new PermalinkError('the link is damaged: it does not hold JSON');
  }
}
