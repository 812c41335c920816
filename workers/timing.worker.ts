import { createCpuTimingService } from '../src/run/cpu-timing';
import { exposeService } from './expose';

exposeService(createCpuTimingService(() => performance.now()));
