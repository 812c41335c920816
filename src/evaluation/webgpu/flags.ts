/**
 * The WebGPU flag values this project uses (WebGPU specification, sections 5.1, 5.3 and 8.1). The global objects
 * that name them in browsers do not exist in Node.
 */

export const BUFFER_USAGE = {
  mapRead: 0x0001,
  copySource: 0x0004,
  copyDestination: 0x0008,
  uniform: 0x0040,
  storage: 0x0080,
  queryResolve: 0x0200,
} as const;

export const MAP_MODE_READ = 0x0001;

export const SHADER_STAGE_COMPUTE = 0x4;
