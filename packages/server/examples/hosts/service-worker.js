import { fetch } from "./handler.js";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isServed = origin === location.origin && /^\/(api|widget)\//.test(pathname);
  if (isServed) event.respondWith(fetch(event.request));
});
