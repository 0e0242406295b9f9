import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer as createHttpsServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { selfSigned } from "../support/certificate";
import { startProxy, type TestProxy } from "../support/proxy";
import { testKey } from "./pages/sample";
import { closeAfterSuite } from "./pages/suite";
import { Workbench } from "./pages/workbench";

/** So that the end of a report is in sight. */
const tall = { width: 1280, height: 1200 };

describe("the connection", () => {
  /** VS Code asks no proxy for 127.0.0.1; this machine has more addresses, and on this one nothing listens. */
  const past = "http://127.0.0.2:4321";
  let workbench: Workbench;
  let proxy: TestProxy;

  before(async () => {
    proxy = await startProxy(() => workbench.endpoint.port);
    workbench = await Workbench.openWithKey({
      viewport: tall,
      settings: { "http.proxy": `http://ann:secret@127.0.0.1:${proxy.port}` },
    });
  });
  closeAfterSuite(() => workbench);
  after(async () => proxy.close());

  beforeEach(async () => {
    workbench.endpoint.reset();
    await workbench.palette("View: Close All Editors");
  });

  it("is diagnosed step by step from a failure in the chat", async () => {
    const { chat, editor, endpoint, page } = workbench;
    endpoint.next({ type: "html" });
    await chat.ask("Hello?");
    await chat.alert.getByText("is not an answer of the API").waitFor();
    await workbench.screenshot("diagnose-offered");
    assert.equal(endpoint.requests().length, 1);
    await chat.button("Diagnose Connection").click();
    const report = page.locator('.tab.active[data-resource-name="Connection Diagnosis.txt"]');
    await report.waitFor();
    await editor.getByText("Everything that was tried works.").waitFor();
    await workbench.screenshot("diagnosis");
    // Under the title, where it is in sight whatever was found, and with nothing marked as suspicious.
    assert.equal(await editor.locator(".unicode-highlight").count(), 0);
    assert.equal(await editor.locator(".minimap:visible").count(), 0);
    await report.click();
    const text = await workbench.wholeText("Control+A");
    for (const title of [
      "Settings",
      "Proxy",
      "Connection (TCP)",
      "Request without a key",
      "API key",
      "Model",
    ]) {
      assert.ok(text.includes(`✓ ${title}\n`), text);
    }
    assert.ok(!text.includes(testKey) && !text.includes(testKey.slice(-4)), text);
    assert.deepEqual(proxy.asked, []);
  });

  it("goes through the proxy that VS Code is set to, with its password, and is diagnosed from the palette", async () => {
    const { chat, endpoint } = workbench;
    await workbench.settings({ "askClaude.baseUrl": past });
    await workbench.giveKey(testKey);
    await workbench.focusChat("New Chat");
    await chat.ask("Through the proxy?");
    await chat.turnsOf("Claude").getByText("stand-in").first().waitFor();
    assert.equal(endpoint.requests().length, 1);
    assert.equal(endpoint.requests()[0]?.headers["x-api-key"], testKey);
    assert.equal(endpoint.requests()[0]?.headers["proxy-authorization"], undefined);
    assert.match(proxy.asked[0]?.what ?? "", /127\.0\.0\.2:4321/);
    assert.equal(proxy.asked[0]?.authorization, `Basic ${Buffer.from("ann:secret").toString("base64")}`);

    await workbench.palette("Ask Claude: Diagnose Connection");
    await workbench.editor.getByText("✓ Way through the proxy").waitFor();
    await workbench.editor.getByText("Everything that was tried works.").waitFor();
    await workbench.screenshot("diagnosis-proxy");
  });

  it("does not go through the proxy to a server that http.noProxy excepts", async () => {
    await workbench.settings({ "http.noProxy": ["127.0.0.2"] });
    const before = proxy.asked.length;
    await workbench.focusChat("New Chat");
    await workbench.chat.ask("Past the proxy?");
    await workbench.chat.alert.getByText("Could not reach 127.0.0.2").waitFor();
    assert.equal(proxy.asked.length, before);
    assert.deepEqual(workbench.endpoint.requests(), []);
  });
});

/** A server with a certificate of its own, behind a name that only the proxy knows. */
interface Vouched {
  readonly server: Server;
  readonly cert: string;
  /** What came, with the key that it brought. */
  readonly heard: readonly string[];
}

async function startVouched(): Promise<Vouched> {
  const { cert, key } = selfSigned("api.test.invalid");
  const heard: string[] = [];
  const server = createHttpsServer({ cert, key }, ({ method, url, headers }, response) => {
    heard.push(`${method} ${url} ${String(headers["x-api-key"])}`);
    response.writeHead(401, { "content-type": "application/json" });
    response.end(JSON.stringify({ type: "error", error: { type: "authentication_error", message: "seen" } }));
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, cert, heard };
}

describe("a server whose certificate", () => {
  const file = join(tmpdir(), `ask-claude-${process.pid}-ca.pem`);
  let unknown: Vouched;
  let known: Vouched;
  let behind: Vouched;
  let proxy: TestProxy;
  let workbench: Workbench;

  before(async () => {
    [unknown, known] = await Promise.all([startVouched(), startVouched()]);
    behind = unknown;
    writeFileSync(file, known.cert);
    proxy = await startProxy(() => (behind.server.address() as AddressInfo).port);
    workbench = await Workbench.openWithKey({
      viewport: tall,
      env: { SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: file },
      settings: {
        "askClaude.baseUrl": "https://api.test.invalid",
        "http.proxy": `http://127.0.0.1:${proxy.port}`,
        "http.proxyStrictSSL": false,
      },
    });
  });
  closeAfterSuite(() => workbench);
  after(async () => {
    await proxy.close();
    await Promise.all([unknown, known].map(({ server }) => new Promise((resolve) => server.close(resolve))));
    await rm(file, { force: true });
  });

  beforeEach(async () => workbench.focusChat("New Chat"));

  it("nobody vouches for hears nothing, whatever http.proxyStrictSSL says", async () => {
    behind = unknown;
    await workbench.chat.ask("Are you who you say?");
    await workbench.chat.alert.getByText("Could not reach api.test.invalid").waitFor();
    assert.equal(proxy.asked[0]?.what, "CONNECT api.test.invalid:443");
    assert.deepEqual(unknown.heard, []);
    await workbench.palette("Ask Claude: Diagnose Connection");
    await workbench.editor.getByText("The first thing that does not work: Encryption (TLS).").waitFor();
    await workbench.screenshot("diagnosis-certificate");
    assert.deepEqual(unknown.heard, []);
  });

  it("the system trusts is asked, as by VS Code itself", async () => {
    behind = known;
    await workbench.chat.ask("Are you who you say?");
    await workbench.chat.alert.waitFor();
    await workbench.screenshot("system-certificate");
    assert.deepEqual(known.heard, [`POST /v1/messages ${testKey}`]);
  });
});
