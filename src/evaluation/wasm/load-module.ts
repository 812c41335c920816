/** The compiled kernels as modules. */

/** The module that stands in `text`, in base64. */
export function compileBase64(text: string): WebAssembly.Module {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);
  return new WebAssembly.Module(bytes);
}
