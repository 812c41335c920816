/** Links that open code in a public playground, where one documents how such a link is made. */

import type { LanguageId } from './language';

export interface PlaygroundLink {
  readonly title: string;
  /** The site that is sent the code when the link is opened. */
  readonly host: string;
  readonly address: string;
}

/** Compiler Explorer: docs/API.md, "GET /clientstate/<base64>", with the state that "POST /shortener" describes. */
function compilerExplorer(
  language: string,
  compiler: string,
  options: string,
  source: string,
): PlaygroundLink {
  const state = { sessions: [{ id: 1, language, source, compilers: [{ id: compiler, options }] }] };
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return {
    title: 'Compiler Explorer',
    host: 'godbolt.org',
    address: `https://godbolt.org/clientstate/${encodeURIComponent(base64)}`,
  };
}

/** The Rust Playground, as the html_playground_url of rustdoc uses it: the parameter `code`. */
function rustPlayground(source: string): PlaygroundLink {
  const parameters = `version=stable&mode=release&edition=2021&code=${encodeURIComponent(source)}`;
  return {
    title: 'Rust Playground',
    host: 'play.rust-lang.org',
    address: `https://play.rust-lang.org/?${parameters}`,
  };
}

/** The link for a snippet; undefined for languages without a playground whose links are documented. */
export function playgroundLink(language: LanguageId, code: string): PlaygroundLink | undefined {
  switch (language) {
    case 'c':
      return compilerExplorer('c', 'cg132', '-std=c99 -O2', code);
    case 'rust':
      // Something to run, since the playground does.
      return rustPlayground(`${code}\nfn main() {}\n`);
    default:
      return undefined;
  }
}
