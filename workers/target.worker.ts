import { createTargetService } from '../src/run/target-service';
import { exposeService } from './expose';

exposeService(createTargetService());
