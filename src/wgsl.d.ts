/** A shader's source as text, read at build time. */
declare module '*.wgsl?raw' {
  const source: string;
  export default source;
}
