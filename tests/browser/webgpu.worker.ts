import { compareWithLaw } from './webgpu-scores';

void compareWithLaw().then((comparison) => postMessage(comparison));
