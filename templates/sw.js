/* The worker behind the copy of one language: it is there only after a reader has asked for the copy, and goes with it. The network
   comes first; the copy answers where there is none. What is not on the list of the copy is never kept. */
"use strict";
const PREFIX = "copy-", PATIENCE = 4000, TOGETHER = 8;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

async function copies() {
  return (await caches.keys()).filter(name => name.startsWith(PREFIX));
}

async function take(edition) {
  const list = await (await fetch(edition + "/offline.json", { cache: "no-store" })).json();
  const name = PREFIX + edition.split("/").pop() + "-" + list.version;
  const copy = await caches.open("half-" + name);
  try {
    for (let at = 0; at < list.files.length; at += TOGETHER) {
      await copy.addAll(list.files.slice(at, at + TOGETHER).map(url => new Request(url, { cache: "no-cache" })));
    }
    const whole = await caches.open(name);
    for (const request of await copy.keys()) await whole.put(request, await copy.match(request));
    for (const other of await copies()) if (other !== name) await caches.delete(other);
  } finally {
    await caches.delete("half-" + name);
  }
}

self.addEventListener("message", event => {
  event.waitUntil(take(event.data).then(() => event.ports[0].postMessage("taken"), error => event.ports[0].postMessage(String(error))));
});

async function keeper(request) {
  for (const name of await copies()) {
    const copy = await caches.open(name);
    const kept = await copy.match(request, { ignoreSearch: true });
    if (kept) return { copy, kept };
  }
  return {};
}

async function answer(request) {
  const { copy, kept } = await keeper(request);
  const network = fetch(request).then(response => {
    if (copy && response.ok && !response.redirected) copy.put(request, response.clone());
    return response;
  });
  if (kept) {
    const late = new Promise(resolve => setTimeout(resolve, PATIENCE, kept.clone()));
    return Promise.race([network.catch(() => kept), late]);
  }
  return network.catch(async error => {
    if (request.mode !== "navigate") throw error;
    for (const name of await copies()) {
      const copy = await caches.open(name);
      const page = (await copy.keys()).find(one => one.url.endsWith("/keep.html"));
      if (page) return copy.match(page);
    }
    throw error;
  });
}

self.addEventListener("fetch", event => {
  const ours = new URL(event.request.url).origin === self.location.origin;
  if (ours && event.request.method === "GET") event.respondWith(answer(event.request));
});
