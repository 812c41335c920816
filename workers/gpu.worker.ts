import { createGpuService } from '../src/run/gpu-service';
import { exposeService } from './expose';

exposeService(createGpuService());
