import { expect, test } from "vitest";
import { findRedirectUriFault, isRegisteredRedirectUri } from "./redirect-uri.ts";

test.each([
  ["https://app.example/cb", false, undefined],
  ["http://127.0.0.1/cb", false, undefined],
  ["http://[::1]:8080/cb", false, undefined],
  ["com.example.app:/cb", true, undefined],
  ["http://app.example/cb", false, "plain-http"],
  ["http://localhost/cb", true, "plain-http"],
  ["javascript:alert(1)", true, "dangerous-scheme"],
  ["data:text/html,x", true, "dangerous-scheme"],
  ["file:///etc/passwd", true, "dangerous-scheme"],
  ["com.example.app:/cb", false, "dangerous-scheme"],
  ["myapp://cb", true, "dangerous-scheme"],
  ["https://app.example/cb#x", false, "fragment"],
  ["https://app.example/cb#", false, "fragment"],
  ["https://user@app.example/cb", false, "credentials"],
  ["https://*.example/cb", false, "wildcard"],
  ["https:\\\\app.example", false, "not-absolute"],
  [" https://app.example/cb", false, "not-absolute"],
  ["/cb", false, "not-absolute"],
  ["", false, "not-absolute"],
])("N-7 N-8 registering %s (native: %s): %s", (address, isNative, fault) => {
  expect(findRedirectUriFault(address, isNative)).toBe(fault);
});

test.each([
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", true, true],
  ["http://127.0.0.1:1/cb", "http://127.0.0.1:51004/cb", true, true],
  ["http://[::1]/cb", "http://[::1]:51004/cb", true, true],
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/cb", false, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:51004/other", true, false],
  ["http://127.0.0.1/cb", "http://[::1]:51004/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:99999/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb", true, false],
  ["http://127.0.0.1/cb", "http://127.0.0.1.evil.example/cb", true, false],
  ["http://127.0.0.1/cb", "https://127.0.0.1:51004/cb", true, false],
  ["http://localhost/cb", "http://localhost:51004/cb", true, false],
  ["https://app.example/cb", "https://app.example:8443/cb", true, false],
])("N-9 registered %s, sent %s (native: %s): %s", (registered, sent, isNative, expected) => {
  expect(isRegisteredRedirectUri(sent, { redirectUris: [registered], isNative })).toBe(expected);
});
