/** The languages a program can be exported to: one file each, listed here in the order in which they are offered. */

import { C } from './c';
import { FPCORE } from './fpcore';
import { GLSL } from './glsl';
import { JAVASCRIPT } from './javascript';
import { JULIA } from './julia';
import type { LanguageId, Language } from './language';
import { LATEX } from './latex';
import { PYTHON } from './python';
import { RUST } from './rust';
import { TYPESCRIPT } from './typescript';
import { WGSL } from './wgsl';

export const LANGUAGES: readonly Language[] = [
  TYPESCRIPT,
  JAVASCRIPT,
  WGSL,
  GLSL,
  C,
  RUST,
  PYTHON,
  JULIA,
  FPCORE,
  LATEX,
];

const BY_ID: ReadonlyMap<string, Language> = new Map(LANGUAGES.map((language) => [language.id, language]));

export function isLanguageId(text: string): text is LanguageId {
  return BY_ID.has(text);
}

export function languageOf(id: LanguageId): Language {
  const language = BY_ID.get(id);
  if (language === undefined) throw new RangeError(`no language ${JSON.stringify(id)}`);
  return language;
}
