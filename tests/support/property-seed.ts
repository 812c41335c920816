/**
 * The seed of the property tests: another one at each run on a developer's machine, where what it finds can be looked
 * at, and the same one in continuous integration, where a failure should be the change's.
 */

import process from 'node:process';
import * as fc from 'fast-check';

const FIXED_SEED = 20_261_120;

if (process.env.CI !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: FIXED_SEED });
