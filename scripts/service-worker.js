/*
 * The service worker of the built page (offline-plugin.mjs puts VERSION and FILES before it). Documents come from the
 * network while there is one, so that a new version shows at once; everything else, whose names tell their content,
 * comes from what is kept. Requests to other places, and any but GET, are left to the browser.
 */

/* global VERSION, FILES */

const PREFIX = `ulpforge ${self.registration.scope} `;
const CACHE = PREFIX + VERSION;

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  event.respondWith(request.mode === 'navigate' ? fromNetworkFirst(request) : fromCacheFirst(request));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload' })));
}

/** Those of earlier versions of this page; other pages of the same server keep theirs. */
async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromNetworkFirst(request) {
  try {
    return await fetch(request);
  } catch (reason) {
    const kept = await keptAnswer(request);
    if (kept !== undefined) return kept;
    throw reason;
  }
}

async function fromCacheFirst(request) {
  return (await keptAnswer(request)) ?? fetch(request);
}

async function keptAnswer(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true });
}
