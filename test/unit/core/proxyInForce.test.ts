import assert from "node:assert/strict";

import { proxyInForce, type ProxySettings } from "../../../src/core/proxyInForce";

const api = "https://api.anthropic.com";
const unset: ProxySettings = {
  proxy: "",
  proxySupport: "override",
  noProxy: [],
  fetchSupport: true,
  variables: { proxy: "", noProxy: "" },
  asksSystem: false,
};

function inForce(settings: Partial<ProxySettings>, origin = api): unknown {
  const found = proxyInForce(origin, { ...unset, ...settings });
  return found.type === "proxy"
    ? `${found.from}: ${found.server.isSecure ? "secure " : ""}${found.server.hostname} ${found.server.port}`
    : found;
}

const direct = (why: string): unknown => ({ type: "direct", why });

describe("the proxy that a request goes through", () => {
  it("is none where nothing names one, or the system's", () => {
    assert.deepEqual(inForce({}), direct("notSet"));
    assert.deepEqual(inForce({ asksSystem: true }), { type: "system" });
    assert.deepEqual(inForce({ proxy: "no address" }), direct("notSet"));
    assert.deepEqual(inForce({ proxy: "ftp://proxy.test" }), direct("notSet"));
  });

  it("is the setting's, then the variable's, at the port of its scheme where it names none", () => {
    const variables = { proxy: "https://variable.test", noProxy: "" };
    assert.equal(
      inForce({ proxy: " http://setting.test:3128 ", variables, asksSystem: true }),
      "setting: setting.test 3128",
    );
    assert.equal(inForce({ variables }), "variable: secure variable.test 443");
    assert.equal(inForce({ proxy: "http://setting.test" }), "setting: setting.test 80");
    assert.equal(inForce({ proxy: "http://[fd00::1]:3128" }), "setting: fd00::1 3128");
  });

  it("has its credentials as they are meant, or as they stand there", () => {
    for (const [written, credentials] of [
      ["me:p%40ss", "me:p@ss"],
      ["me:100%", "me:100%"],
      ["me", "me:"],
    ] as const) {
      const found = proxyInForce(api, { ...unset, proxy: `http://${written}@proxy.test` });
      assert.equal(found.type === "proxy" && found.server.credentials, credentials);
    }
  });

  it("is not looked into when it is of another kind", () => {
    for (const scheme of ["socks", "socks4", "socks4a", "socks5", "socks5h"]) {
      assert.deepEqual(inForce({ proxy: `${scheme}://proxy.test:1080` }), {
        type: "otherKind",
        from: "setting",
        scheme,
      });
    }
  });

  it("is none while VS Code keeps out of it", () => {
    const proxy = "http://proxy.test";
    assert.deepEqual(inForce({ proxy, fetchSupport: false }), direct("switchedOff"));
    assert.deepEqual(inForce({ proxy, proxySupport: "off" }), direct("switchedOff"));
    for (const proxySupport of ["override", "fallback", "on"]) {
      assert.equal(inForce({ proxy, proxySupport }), "setting: proxy.test 80");
    }
  });

  it("is none on the way to this machine", () => {
    for (const origin of ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"]) {
      assert.deepEqual(inForce({ proxy: "http://proxy.test" }, origin), direct("thisMachine"));
    }
  });

  for (const [entry, origin, isExcepted] of [
    ["*", api, true],
    [" API.anthropic.com ", api, true],
    ["anthropic.com", api, true],
    [".anthropic.com", api, true],
    ["thropic.com", api, false],
    ["", api, false],
    ["anthropic.com:443", api, true],
    ["anthropic.com:8443", api, false],
    ["anthropic.com:8443", `${api}:8443`, true],
    ["gateway.test:80", "http://gateway.test", true],
    ["gateway.test:443", "http://gateway.test", false],
  ] as const) {
    it(`is ${isExcepted ? "none" : "there"} on the way to ${origin} with the exception “${entry}”`, () => {
      const proxy = "http://proxy.test";
      const [bySetting, byVariable] = isExcepted
        ? [direct("noProxySetting"), direct("noProxyVariable")]
        : ["setting: proxy.test 80", "setting: proxy.test 80"];
      assert.deepEqual(inForce({ proxy, noProxy: ["other.test", entry] }, origin), bySetting);
      assert.deepEqual(
        inForce({ proxy, variables: { proxy: "", noProxy: `other.test,${entry}` } }, origin),
        byVariable,
      );
    });
  }

  it("is the one that is named also where nobody can say where the request goes", () => {
    assert.equal(
      inForce({ proxy: "http://proxy.test", noProxy: ["a.test"] }, "nowhere"),
      "setting: proxy.test 80",
    );
  });

  it("is not excepted by the variable while the setting excepts anything", () => {
    assert.equal(
      inForce({
        proxy: "http://proxy.test",
        noProxy: ["other.test"],
        variables: { proxy: "", noProxy: "*" },
      }),
      "setting: proxy.test 80",
    );
  });
});
