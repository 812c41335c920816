/**
 * The JSON that `search` prints, as a front of claims. Its rows carry permalinks, which say exactly what is claimed; the
 * listings beside them are for people, and have to be of the same programs.
 */

import { printProgram } from '../program/print';
import type { Target } from '../targets/target';
import { canonicalJson } from './canonical-json';
import { MAX_CLAIMED_ROWS, type Claim, type FrontClaim } from './claim';
import { contextMembers } from './claim-document';
import { fail, readList, readString } from './field-reader';
import { MAX_IMPORT_LENGTH } from './import-limits';
import { placeOfJsonError } from './json-place';
import { decodeFrontPermalink, decodePermalink, MAX_LINK_LENGTH } from './permalink';
import { PermalinkError } from './permalink-error';

/** Larger than the listing of any program within the bounds of the program form. */
const MAX_LISTING_LENGTH = 256 * 1024;

/** A document that is no front; the message names the member, or line and column, and what is wrong. */
export class RunDocumentError extends Error {
  override readonly name = 'RunDocumentError';
}

/**
 * The front that a run found; the most accurate program is the selected one. What `permalink` prints is read as well.
 * Members beyond `front`, `permalink` and `program` are not looked at. RunDocumentError.
 */
export async function readRunDocument(text: string): Promise<FrontClaim> {
  if (text.length > MAX_IMPORT_LENGTH)
    throw new RunDocumentError(
      `the document has ${text.length} characters; at most ${MAX_IMPORT_LENGTH} are read`,
    );
  const document = parseJson(text);
  try {
    return await readFront(document);
  } catch (error) {
    if (error instanceof PermalinkError) throw new RunDocumentError(error.message);
    throw error;
  }
}

async function readFront(document: unknown): Promise<FrontClaim> {
  const members = membersOf(document, 'the document');
  if (!members.has('front') && members.has('permalink'))
    return decodeFrontPermalink(readString(members.get('permalink'), 'permalink', MAX_LINK_LENGTH));
  if (!members.has('front')) fail('the document', "has no member 'front' or 'permalink'");
  const entries = readList(members.get('front'), 'front', MAX_CLAIMED_ROWS);
  const claims: Claim[] = [];
  for (const [i, entry] of entries.entries()) claims.push(await readEntry(entry, `front[${i}]`));
  const [first] = claims;
  if (first === undefined) fail('front', 'has no program');
  const { target, run } = first;
  claims.forEach((claim, i) => {
    if (textOf(claim.target) !== textOf(target))
      fail(`front[${i}].permalink`, 'is for another target than the first');
  });
  return {
    target,
    rows: claims.map(({ program, errorText, errorKind }) => ({ program, errorText, errorKind })),
    selected: claims.length - 1,
    ...(run === undefined ? {} : { run }),
  };
}

/** Equal for equal targets. */
function textOf(target: Target): string {
  return canonicalJson(contextMembers({ target }));
}

async function readEntry(entry: unknown, path: string): Promise<Claim> {
  const members = membersOf(entry, path);
  if (!members.has('permalink')) fail(path, "lacks the member 'permalink'");
  const link = readString(members.get('permalink'), `${path}.permalink`, MAX_LINK_LENGTH);
  let claim: Claim;
  try {
    claim = await decodePermalink(link);
  } catch (error) {
    if (error instanceof PermalinkError) fail(`${path}.permalink:`, error.message);
    throw error;
  }
  const listing = members.get('program');
  if (
    listing !== undefined &&
    readString(listing, `${path}.program`, MAX_LISTING_LENGTH) !== printProgram(claim.program)
  )
    fail(`${path}.program`, 'is another program than that of the permalink');
  return claim;
}

function membersOf(value: unknown, path: string): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(path, 'must be an object');
  return new Map<string, unknown>(Object.entries(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new RunDocumentError(`${placeOfJsonError(text)}: the text is not JSON from here on`);
  }
}
