/** The languages a program can be exported to: one file each, listed here. */

import type { LanguageId, Language } from './language';
import { TYPESCRIPT } from './typescript';
import { WGSL } from './wgsl';

export const LANGUAGES: readonly Language[] = [TYPESCRIPT, WGSL];

const BY_ID: ReadonlyMap<string, Language> = new Map(LANGUAGES.map((language) => [language.id, language]));

export function isLanguageId(text: string): text is LanguageId {
  return BY_ID.has(text);
}

export function languageOf(id: LanguageId): Language {
  const language = BY_ID.get(id);
  if (language === undefined) throw new RangeError(`no language ${JSON.stringify(id)}`);
  return language;
}
