/** Addresses of `node:http`, read without and with the parser of the web. */

import { type IncomingMessage, ServerResponse } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createDeparture } from "./departure.ts";
import { createAddressReader, toHostRequest } from "./request.ts";
import { createUploads } from "./uploads.ts";

const setup = { readAddress: createAddressReader(), uploads: createUploads(), allowedHosts: undefined };

/** The address of a request for a target, as the host gives it to a handler. */
function addressOf(target: string, host: string): unknown {
  const message = { method: "GET", url: target, rawHeaders: ["Host", host], headers: {}, httpVersion: "1.1" };
  const incoming = message as unknown as IncomingMessage; // what an address is made of
  const { url, path, query } = toHostRequest(setup, {
    incoming,
    outgoing: new ServerResponse(incoming),
    departure: createDeparture(),
    onFirstRead: () => {},
  });
  return { url, path, query };
}

test("a target that needs no parsing gives what the parser would give", () => {
  const characters = [..."abzAZ09-._~!$&'()*+,;=:@/?%[]|^\\\"<>`{} #é"];
  const target = fc
    .array(fc.constantFrom(...characters, "%2e", "%2F", "/..", "/.", "//", "/%2e%2e/"))
    .map((parts) => `/${parts.join("")}`);
  fc.assert(
    fc.property(target, fc.constantFrom("a.test", "A.test:80", "127.0.0.1:4000", "[::1]:80"), (path, host) => {
      // The first one makes the host known.
      addressOf("/", host);
      const { href, pathname, search } = new URL(`http://${host}${path}`);
      expect(addressOf(path, host)).toEqual({ url: href, path: pathname, query: search.slice(1) });
    }),
    { numRuns: 3_000, seed: 20_261_121 },
  );
});
