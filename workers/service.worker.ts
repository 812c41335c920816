/**
 * The service worker of the built page, made by scripts/offline-plugin.mjs, which puts VERSION and FILES before it.
 * Documents come from the network while there is one, so that a new version shows at once; everything else, whose
 * names tell their content, comes from what is kept. Requests to other places, and any but GET, are left to the browser.
 */

/** A hash of all that is kept. */
declare const VERSION: string;
/** Their addresses, relative to this script. */
declare const FILES: readonly string[];

/** The part of a service worker's scope that is used here; the library for workers describes dedicated ones. */
interface ServiceWorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

const scope = globalThis as object as ServiceWorkerScope;
const PREFIX = `ulpforge ${scope.registration.scope} `;
const CACHE = PREFIX + VERSION;

scope.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => scope.skipWaiting()));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(request.mode === 'navigate' ? networkFirst(request) : keptFirst(request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
}

/** Those of earlier versions of this page; other pages of the same server keep theirs. */
async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function networkFirst(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (reason) {
    const answer = await kept(request);
    if (answer !== undefined) return answer;
    throw reason;
  }
}

async function keptFirst(request: Request): Promise<Response> {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(CACHE);
  // The files are the same for everybody, whatever the server says they vary with.
  return cache.match(request, { ignoreSearch: true, ignoreVary: true });
}
