/** The package brings no types; plotly-types.ts has those the page relies on. */
declare module 'plotly.js-basic-dist-min' {
  const Plotly: unknown;
  export default Plotly;
}
