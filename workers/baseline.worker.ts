import { createBaselineService } from '../src/run/baseline-service';
import { exposeService } from './expose';

exposeService(createBaselineService());
