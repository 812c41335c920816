import { createEnumerationHost } from '../src/run/enumeration-host';
import { createIslandHost } from '../src/run/island-host';
import { exposeService } from './expose';

exposeService({ ...createIslandHost(), ...createEnumerationHost() });
