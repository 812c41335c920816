import { Fragment } from 'react';

/** The catalogue's plain spellings, and how mathematics writes them. */
const SPELLINGS = [
  ['Phi', 'Φ'],
  ['sqrt ', '√'],
  [' / ', '/'],
] as const;

/** A title such as `2^x` or `log2 x` with real super- and subscripts. */
export function PowerText({ text }: { text: string }) {
  const spelled = SPELLINGS.reduce((title, [plain, sign]) => title.replaceAll(plain, sign), text);
  return spelled
    .split(/(\^[a-z0-9]+|(?<=log)\d+)/)
    .map((part, i) => (
      <Fragment key={i}>
        {i % 2 === 0 ? part : part.startsWith('^') ? <sup>{part.slice(1)}</sup> : <sub>{part}</sub>}
      </Fragment>
    ));
}
