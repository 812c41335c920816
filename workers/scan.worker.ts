import { createScanService } from '../src/run/scan-service';
import { exposeService } from './expose';

exposeService(createScanService());
