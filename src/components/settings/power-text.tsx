/** `2^x` with a real superscript. */
export function PowerText({ text }: { text: string }) {
  const at = text.indexOf('^');
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <sup>{text.slice(at + 1)}</sup>
    </>
  );
}
