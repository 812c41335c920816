/** What this page keeps in the browser, and how much it may. */

export interface StorageUse {
  /** In bytes, of all that the page keeps: runs, labels, the page itself. */
  readonly used: number;
  readonly quota: number;
}

/** Null where the browser does not tell. */
export async function storageUse(manager: StorageManager | undefined): Promise<StorageUse | null> {
  try {
    const { usage, quota } = (await manager?.estimate()) ?? {};
    return usage === undefined || quota === undefined ? null : { used: usage, quota };
  } catch {
    return null;
  }
}
