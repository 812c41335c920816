import { createLabelCache } from '../src/persistence/indexed-db-label-cache';
import { createCertificateService } from '../src/run/certificate-service';
import { createInspectionService } from '../src/run/inspection-service';
import { createOracleService } from '../src/run/oracle-service';
import { Courtesy, type Sign } from '../src/run/right-of-way';
import { exposeService } from './expose';

/** Absent on Node's worker threads; browsers refuse even to be asked for it where nothing may be stored. */
function availableDatabases(): IDBFactory | undefined {
  try {
    return (globalThis as { indexedDB?: IDBFactory }).indexedDB;
  } catch {
    return undefined;
  }
}

const courtesy = new Courtesy();

exposeService({
  ...createOracleService({ cache: createLabelCache(availableDatabases()), giveWay: courtesy.giveWay }),
  ...createCertificateService(),
  ...createInspectionService(),
  heed: (sign: Sign) => courtesy.heed(sign),
});
