import assert from "node:assert/strict";

import fc from "fast-check";

import { isOwnRequest } from "../../../src/claude/ownRequest";
import { readBaseUrl } from "../../../src/core/endpoint";
import { proved, times } from "../../support/proof";

const host = "api.anthropic.com";
const origin = `https://${host}`;

/** Letters of other scripts and digits that look like those of the host. */
const twins: Readonly<Record<string, string>> = {
  a: "а4",
  i: "іl1",
  p: "р",
  o: "о0",
  c: "с",
  t: "7",
  n: "п",
  h: "һ",
  r: "г",
  m: "rn",
  ".": "-",
};

const affix = fc.constantFrom(
  "evil",
  "x",
  "a1",
  "login",
  "proxy",
  "api",
  "anthropic",
  "com",
  "127.0.0.1",
  "localhost",
);
const separator = fc.constantFrom(".", "-", "");

/** Addresses that a person, or a comparison of beginnings, might take for the API's. */
const lookAlike = fc.oneof(
  // One or more letters replaced by their twins.
  fc.array(fc.boolean(), { minLength: host.length, maxLength: host.length }).chain((flags) =>
    fc.nat(9).map((at) => {
      const name = Array.from(host).map((letter, place) => {
        const others = Array.from(twins[letter] ?? "");
        return flags[place] === true && others.length > 0 ? others[at % others.length] : letter;
      });
      return `https://${name.join("")}`;
    }),
  ),
  // The host with something before or behind it.
  fc
    .tuple(separator, affix, fc.constantFrom(".com", ".evil.example", ""))
    .map(([between, more, end]) => `${origin}${between}${more}${end}`),
  fc.tuple(affix, separator).map(([more, between]) => `https://${more}${between}${host}`),
  // As the user, the path, the query or the fragment of another.
  fc
    .tuple(affix, fc.constantFrom("@", "%40", ":x@", "/@", "#@", "?@", "\\@", "%2f@", ":443@", ";@"))
    .map(([more, join]) => `${origin}${join}${more}.example`),
  fc
    .tuple(affix, fc.constantFrom("/", "#", "?", "\\", ";", ":8443/"))
    .map(([more, join]) => `https://${more}.example${join}${host}`),
  // Another port or scheme, a dot or a space at the end, a letter less or twice.
  fc
    .tuple(fc.integer({ min: 1, max: 65_535 }), fc.constantFrom("https:", "http:", "ws:", "ftp:"))
    .map(([port, scheme]) => `${scheme}//${host}:${port}`),
  fc.constantFrom(
    `${origin}.`,
    `${origin}。`,
    `${origin}%2e`,
    `https://${host}%00.evil.example`,
    `https:${host}.`,
    `https:///${host}.`,
  ),
  fc
    .tuple(fc.nat(host.length - 1), fc.boolean())
    .map(([at, twice]) => `https://${host.slice(0, at + (twice ? 1 : 0))}${host.slice(twice ? at : at + 1)}`),
);

/** What is, in truth, the API: judged here by the parts of the URL, not by what the code under test says. */
function isTheApi(text: string): boolean {
  try {
    const { protocol, hostname, port, username, password } = new URL(text);
    return protocol === "https:" && hostname === host && port === "" && username === "" && password === "";
  } catch {
    return false;
  }
}

describe("an address that looks like the API's", function () {
  this.timeout(120_000);

  it("has another origin, so that the key for the API is not for it, and gets no request", () => {
    const api = readBaseUrl(origin);
    assert.ok(api.ok);
    const { endpoint } = api;
    let accepted = 0;
    const tried = new Set<string>();
    const count = times(100_000, 10_000);
    fc.assert(
      fc.property(
        lookAlike.filter((text) => !isTheApi(text)),
        (text) => {
          tried.add(text);
          const read = readBaseUrl(text);
          accepted += read.ok && read.endpoint.origin === origin ? 1 : 0;
          for (const path of ["/v1/messages", "/v1/messages/count_tokens", "/v1/models"]) {
            for (const method of ["GET", "POST"]) {
              accepted += isOwnRequest(endpoint, method, `${text}${path}`) ? 1 : 0;
            }
          }
          assert.equal(accepted, 0, text);
        },
      ),
      { numRuns: count },
    );
    assert.ok(tried.size > 1_000, `${tried.size} different ones`);
    proved({ row: "T7", tried: "look-alikes of the API's address", count, result: `${accepted} accepted` });
  });
});
