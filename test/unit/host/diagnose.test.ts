import assert from "node:assert/strict";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createNetServer, type AddressInfo, type Server, type Socket } from "node:net";

import { createClient } from "../../../src/claude/client";
import { diagnosisText, type Step, type StepName } from "../../../src/core/diagnosis";
import { readBaseUrl } from "../../../src/core/endpoint";
import type { ProxySettings } from "../../../src/core/proxyInForce";
import { redactKey } from "../../../src/core/redact";
import { diagnose } from "../../../src/host/diagnose/diagnose";
import type { DiagnosisWorld } from "../../../src/host/diagnose/world";
import { selfSigned } from "../../support/certificate";
import { startMessagesEndpoint } from "../../support/messages/server";
import { startProxy } from "../../support/proxy";

const key = "sk-ant-test-diagnosis-0123456789";
const model = "claude-sonnet-5-5";
const l10n = {
  t: (message: string, ...args: string[]) =>
    message.replace(/\{(\d)\}/g, (_, at: string) => args[Number(at)] ?? `{${at}}`),
};
const noProxy: ProxySettings = {
  proxy: "",
  proxySupport: "override",
  noProxy: [],
  fetchSupport: true,
  variables: { proxy: "", noProxy: "" },
  asksSystem: false,
};

function worldAt(baseUrl: string, more: Partial<DiagnosisWorld> = {}): DiagnosisWorld {
  return {
    endpoint: readBaseUrl(baseUrl),
    remoteName: undefined,
    proxy: noProxy,
    strictSsl: true,
    systemCertificates: true,
    certificateVariables: [],
    trusted: {},
    isTlsSwitchedOff: false,
    model,
    findKey: async () => ({ found: true, key }),
    connect: async (target) => createClient({ ...target, userAgent: "ask-claude-test/1" }),
    limitMs: 2_000,
    locale: "en",
    l10n,
    ...more,
  };
}

async function stepsOf(world: DiagnosisWorld, signal = new AbortController().signal): Promise<Step[]> {
  const steps: Step[] = [];
  for await (const step of diagnose(world, signal)) {
    steps.push(step);
  }
  const text = textOf(steps);
  assert.ok(!text.includes(key) && !text.includes(key.slice(-4)), "the key is in the report");
  assert.doesNotMatch(text, /\{\d\}|undefined/);
  return steps;
}

function textOf(steps: readonly Step[]): string {
  return diagnosisText(
    { title: "Title", intro: [], steps, progress: { type: "ended" } },
    l10n,
    redactKey(key),
  );
}

/** Each step with its mark. */
function marksOf(steps: readonly Step[]): Partial<Record<StepName, Step["mark"]>> {
  return Object.fromEntries(steps.map(({ name, mark }) => [name, mark]));
}

function words(steps: readonly Step[], name: StepName): string {
  const step = steps.find((candidate) => candidate.name === name);
  assert.ok(step, name);
  return [...step.found, step.advice ?? ""].join("\n");
}

describe("the diagnosis of a connection", () => {
  const open: { server: Server; sockets: Set<Socket> }[] = [];
  const listen = async (server: Server): Promise<number> => {
    const sockets = new Set<Socket>();
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
    });
    server.on("tlsClientError", () => undefined);
    open.push({ server, sockets });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };
  const http = (listener: RequestListener): Promise<number> => listen(createHttpServer(listener));

  afterEach(async () => {
    for (const { server, sockets } of open.splice(0)) {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it("says that all is well, after one request without the key and one with it", async () => {
    const endpoint = await startMessagesEndpoint({ keys: [key] });
    try {
      const heard: (string | undefined)[] = [];
      const steps = await stepsOf(
        worldAt(endpoint.origin, {
          connect: async (target) =>
            createClient({
              ...target,
              userAgent: "ask-claude-test/1",
              fetch: (input, init) => {
                heard.push(new Headers(init?.headers).get("x-api-key") ?? undefined);
                return fetch(input, init);
              },
            }),
        }),
      );
      assert.deepEqual(marksOf(steps), {
        settings: "ok",
        proxy: "ok",
        dns: "leftOut",
        tcp: "ok",
        tls: "leftOut",
        http: "ok",
        key: "ok",
        request: "ok",
        model: "ok",
      });
      assert.deepEqual(heard, [undefined, key]);
      assert.match(textOf(steps), /^Title\n\nEverything that was tried works\.\n\n/);
    } finally {
      await endpoint.close();
    }
  });

  it("says that nothing listens", async () => {
    const port = await http(() => undefined);
    await new Promise((resolve) => open.pop()?.server.close(resolve));
    const steps = await stepsOf(worldAt(`http://localhost:${port}`));
    const { dns, tcp, tls, http: asked, request } = marksOf(steps);
    assert.deepEqual([dns, tcp, tls, asked, request], ["ok", "failed", "leftOut", "failed", "leftOut"]);
    assert.match(words(steps, "tcp"), /ECONNREFUSED[^]*Nothing listens there/);
    assert.match(
      textOf(steps),
      /^Title\n\nThe first thing that does not work: Connection \(TCP\)\.\n {4}→ Nothing listens there/,
    );
  });

  it("says that a name has no address", async () => {
    const steps = await stepsOf(worldAt("https://no-such-host.invalid"));
    assert.equal(marksOf(steps).dns, "failed");
    assert.match(words(steps, "dns"), /No address for no-such-host\.invalid: (ENOTFOUND|EAI_AGAIN|TIMEOUT)/);
  });

  it("asks through VS Code's own network all the same when its own looks fail, and believes that", async () => {
    const begun: string[] = [];
    const steps = await stepsOf(
      worldAt("https://no-such-host.invalid", {
        begins: (step) => begun.push(step),
        connect: async (target) =>
          createClient({
            ...target,
            userAgent: "ask-claude-test/1",
            fetch: async () => Response.json({ data: [{ id: model }], has_more: false }),
          }),
      }),
    );
    const { dns, tcp, http: asked, request } = marksOf(steps);
    assert.deepEqual([dns, tcp, asked, request], ["failed", "leftOut", "ok", "ok"]);
    assert.match(
      textOf(steps),
      /^Title\n\nRequests get through all the same: VS Code's own network knows another way\.\n\n/,
    );
    assert.deepEqual(begun, ["dns", "http", "key", "request"]);
  });

  it("says that a server takes connections and is silent, within its time", async () => {
    const port = await listen(createNetServer());
    const plain = await stepsOf(worldAt(`http://127.0.0.1:${port}`, { limitMs: 150 }));
    assert.match(words(plain, "http"), /No answer within 0\.15 s/);
    assert.equal(marksOf(plain).request, "leftOut");
    const secure = await stepsOf(worldAt(`https://127.0.0.1:${port}`, { limitMs: 150 }));
    assert.match(words(secure, "tls"), /No encrypted connection: TIMEOUT/);
    assert.equal(marksOf(secure).request, "leftOut");
  });

  const certificates = [
    {
      what: "vouches for itself",
      name: "localhost",
      dates: {},
      says: /not trusted: DEPTH_ZERO_SELF_SIGNED_CERT[^]*virus scanner/,
    },
    {
      what: "has expired",
      name: "localhost",
      dates: { from: new Date("2020-01-01"), to: new Date("2020-02-01") },
      isKnown: true,
      says: /Feb {2}1 00:00:00 2020[^]*not trusted: CERT_HAS_EXPIRED[^]*date of this machine/,
    },
    {
      what: "is for another server",
      name: "other.example",
      dates: {},
      isKnown: true,
      says: /certificate is for DNS:other\.example[^]*ERR_TLS_CERT_ALTNAME_INVALID[^]*another server/,
    },
  ];
  for (const { what, name, dates, isKnown, says } of certificates) {
    it(`says that a certificate ${what}, and sends no key there`, async () => {
      const certificate = selfSigned(name, dates);
      const heard: unknown[] = [];
      const port = await listen(
        createHttpsServer({ cert: certificate.cert, key: certificate.key }, ({ headers }) =>
          heard.push(headers),
        ),
      );
      const steps = await stepsOf(
        worldAt(`https://localhost:${port}`, isKnown === true ? { trusted: { ca: [certificate.cert] } } : {}),
      );
      assert.match(words(steps, "tls"), says);
      assert.match(words(steps, "tls"), /issued by/);
      const { tcp, tls, http: asked, key: ownKey, request, model: chosen } = marksOf(steps);
      assert.deepEqual(
        [tcp, tls, asked, ownKey, request, chosen],
        ["ok", "failed", "failed", "ok", "leftOut", "leftOut"],
      );
      assert.deepEqual(heard, []);
    });
  }

  it("looks at a certificate that is trusted, and believes VS Code's network about one that is not", async () => {
    const certificate = selfSigned("localhost");
    const port = await listen(createHttpsServer({ cert: certificate.cert, key: certificate.key }));
    const connect = async (target: { readonly baseUrl: string; readonly apiKey: string }) =>
      createClient({
        ...target,
        userAgent: "ask-claude-test/1",
        fetch: async () => Response.json({ data: [{ id: model }], has_more: false }),
      });
    const trusted = await stepsOf(
      worldAt(`https://localhost:${port}`, { trusted: { ca: [certificate.cert] }, connect }),
    );
    assert.match(words(trusted, "tls"), /^TLSv1\.[23] in \d+ ms\.[^]*It is trusted\./);
    const bySystem = await stepsOf(worldAt(`https://localhost:${port}`, { connect }));
    assert.match(words(bySystem, "tls"), /It is not trusted: [^]*trusts it all the same/);
    for (const steps of [trusted, bySystem]) {
      assert.ok(steps.every(({ mark }) => mark !== "failed"));
      assert.deepEqual(
        steps.map(({ name }) => name),
        ["settings", "proxy", "dns", "tcp", "tls", "http", "key", "request", "model"],
      );
    }
  });

  it("does not send the key where a page or a redirect answers", async () => {
    const heard: (string | string[] | undefined)[] = [];
    const page = await http(({ headers }, response) => {
      heard.push(headers["x-api-key"]);
      response.writeHead(200, { "content-type": "text/html" }).end("<html>Please log in</html>");
    });
    const redirect = await http(({ headers }, response) => {
      heard.push(headers["x-api-key"]);
      response.writeHead(302, { location: "http://127.0.0.1:1/login" }).end();
    });
    for (const [port, says] of [
      [page, /answered 200 \(text\/html\)[^]*login page/],
      [redirect, /answered with a redirect[^]*login page/],
    ] as const) {
      const steps = await stepsOf(worldAt(`http://127.0.0.1:${port}`));
      assert.match(words(steps, "http"), says);
      assert.equal(marksOf(steps).request, "leftOut");
    }
    assert.deepEqual(heard, [undefined, undefined]);
  });

  const refusals = [
    {
      status: 401,
      error: { type: "authentication_error", message: "invalid x-api-key" },
      says: /did not accept the API key[^]*Set API Key/,
    },
    {
      status: 403,
      error: { type: "permission_error", message: `not with ${key}` },
      says: /may not do that[^]*\[API key\]/,
    },
    { status: 529, error: { type: "overloaded_error", message: "Overloaded" }, says: /overloaded/ },
  ];
  for (const { status, error, says } of refusals) {
    it(`says what ${status} means`, async () => {
      const port = await http(({ headers }, response) => {
        response.writeHead(headers["x-api-key"] === undefined ? 401 : status, {
          "content-type": "application/json",
        });
        response.end(JSON.stringify({ type: "error", error }));
      });
      const steps = await stepsOf(worldAt(`http://127.0.0.1:${port}`));
      assert.equal(marksOf(steps).request, "failed");
      assert.match(words(steps, "request"), says);
      assert.equal(marksOf(steps).model, "leftOut");
    });
  }

  it("says that the model is not in the list, or that the server has none", async () => {
    const list = await http((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          data: [{ id: "claude-other" }, { id: "claude-old", lifecycle: "retired" }],
          has_more: false,
        }),
      );
    });
    const missing = await stepsOf(worldAt(`http://127.0.0.1:${list}`));
    assert.match(words(missing, "request"), /may use 2 models/);
    assert.match(words(missing, "model"), /claude-sonnet-5-5 is not in the list[^]*Select Model/);
    const retired = await stepsOf(worldAt(`http://127.0.0.1:${list}`, { model: "claude-old" }));
    assert.match(words(retired, "model"), /is retired/);
    const gateway = await http((_request, response) => {
      response.writeHead(404, { "content-type": "text/plain" }).end("no such path");
    });
    const without = await stepsOf(worldAt(`http://127.0.0.1:${gateway}`));
    const { http: asked, request, model: chosen } = marksOf(without);
    assert.deepEqual([asked, request, chosen], ["ok", "leftOut", "leftOut"]);
  });

  it("says why there is no key to try", async () => {
    const endpoint = await startMessagesEndpoint();
    try {
      for (const [search, says] of [
        [
          { found: false, why: "none", savedFor: "https://other.example" },
          /no key for[^]*other\.example, which goes nowhere else/,
        ],
        [{ found: false, why: "lost" }, /no longer has it/],
        [{ found: false, why: "unavailable" }, /does not answer/],
      ] as const) {
        const steps = await stepsOf(worldAt(endpoint.origin, { findKey: async () => search }));
        assert.match(words(steps, "key"), says);
        assert.equal(marksOf(steps).request, "leftOut");
      }
    } finally {
      await endpoint.close();
    }
  });

  it("goes no further than settings that cannot be used", async () => {
    for (const world of [
      worldAt("http://api.anthropic.com"),
      worldAt("https://localhost:1", { isTlsSwitchedOff: true }),
    ]) {
      const steps = await stepsOf(world);
      assert.equal(steps[0]?.mark, "failed");
      assert.ok(steps.slice(1).every(({ mark }) => mark === "leftOut"));
      assert.equal(textOf(steps).split("Left out, because of the settings.").length, 2);
    }
  });

  it("names what is set for proxies and certificates, without paths and passwords", async () => {
    const steps = await stepsOf(
      worldAt("https://api.test.invalid", {
        remoteName: "ssh-remote",
        strictSsl: false,
        systemCertificates: false,
        certificateVariables: ["NODE_EXTRA_CA_CERTS"],
        proxy: { ...noProxy, proxy: "http://annabel:hunter2@no-such-proxy.invalid:3128" },
      }),
    );
    const text = textOf(steps);
    assert.match(text, /remote machine \(ssh-remote\)/);
    assert.match(text, /http\.systemCertificates is off/);
    assert.match(text, /http\.proxyStrictSSL is off/);
    assert.match(text, /more certificates to trust \(NODE_EXTRA_CA_CERTS\)\. That is right/);
    assert.match(text, /through http:\/\/no-such-proxy\.invalid:3128/);
    assert.match(text, /A user name for the proxy is set/);
    assert.doesNotMatch(text, /annabel|hunter2/);
    assert.equal(marksOf(steps).tunnel, "leftOut");
  });

  it("goes through the proxy to the server's certificate, and signs in there with what the setting holds", async () => {
    const certificate = selfSigned("api.test.invalid");
    const port = await listen(createHttpsServer({ cert: certificate.cert, key: certificate.key }));
    const proxy = await startProxy(() => port);
    try {
      const steps = await stepsOf(
        worldAt("https://api.test.invalid", {
          trusted: { ca: [certificate.cert] },
          proxy: {
            ...noProxy,
            variables: { proxy: `http://ann:hun%20ter2@127.0.0.1:${proxy.port}`, noProxy: "" },
          },
        }),
      );
      const { tcp, tunnel, tls } = marksOf(steps);
      assert.deepEqual([tcp, tunnel, tls], ["ok", "ok", "ok"], textOf(steps));
      assert.match(words(steps, "tls"), /DNS:api\.test\.invalid[^]*It is trusted/);
      assert.equal(proxy.asked[0]?.what, "CONNECT api.test.invalid:443");
      assert.equal(proxy.asked[0]?.authorization, `Basic ${Buffer.from("ann:hun ter2").toString("base64")}`);
    } finally {
      await proxy.close();
    }
  });

  for (const [status, says] of [
    [407, /does not put through: 407[^]*user name and password into http\.proxy/],
    [403, /does not put through: 403[^]*whoever runs the proxy/],
  ] as const) {
    it(`says that a proxy answered ${status}`, async () => {
      const proxy = await startProxy(() => 1, { status });
      try {
        const steps = await stepsOf(
          worldAt("https://api.test.invalid", {
            proxy: { ...noProxy, proxy: `http://127.0.0.1:${proxy.port}` },
          }),
        );
        assert.match(words(steps, "tunnel"), says);
        const { tls, http: asked, request } = marksOf(steps);
        assert.deepEqual([tls, asked, request], ["leftOut", "failed", "leftOut"]);
      } finally {
        await proxy.close();
      }
    });
  }

  it("ends when it is cancelled, in the middle of a step too", async () => {
    const port = await listen(createNetServer());
    const ending = new AbortController();
    const started = Date.now();
    setTimeout(() => ending.abort(), 50);
    const steps = await stepsOf(worldAt(`https://127.0.0.1:${port}`, { limitMs: 60_000 }), ending.signal);
    assert.ok(Date.now() - started < 10_000);
    assert.ok(steps.every(({ name }) => name !== "request"));
  });
});
