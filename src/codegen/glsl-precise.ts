/** The word precise in GLSL, for versions that have it and for those that have not. */

/** Defines `macro` as precise, or as nothing where the version of GLSL has no such word. */
export function preciseMacro(macro: string): string[] {
  return [
    `#ifndef ${macro}`,
    '#ifdef GL_ES',
    '#define ULPFORGE_HAS_PRECISE (__VERSION__ >= 320)',
    '#else',
    '#define ULPFORGE_HAS_PRECISE (__VERSION__ >= 400)',
    '#endif',
    '#if ULPFORGE_HAS_PRECISE',
    `#define ${macro} precise`,
    '#else',
    `#define ${macro}`,
    '#endif',
    '#undef ULPFORGE_HAS_PRECISE',
    '#endif',
    '',
  ];
}
