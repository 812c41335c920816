import { createEmbedService } from '../src/run/embed-service';
import { exposeService } from './expose';

exposeService(createEmbedService());
