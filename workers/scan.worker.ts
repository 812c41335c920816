import { createFullRangeService } from '../src/run/full-range-service';
import { createScanService } from '../src/run/scan-service';
import { exposeService } from './expose';

exposeService({ ...createScanService(), ...createFullRangeService() });
