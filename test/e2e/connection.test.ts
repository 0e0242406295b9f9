import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer as createHttpsServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { selfSigned } from "../support/certificate";
import { startProxy, type TestProxy } from "../support/proxy";
import type { Settings } from "../support/workbench";
import { keepPicturesOfFailures } from "./pages/failurePictures";
import { testKey } from "./pages/sample";
import { Workbench } from "./pages/workbench";

/** So that the end of a report is in sight. */
const tall = { width: 1280, height: 1200 };

describe("the connection", () => {
  let workbench: Workbench;
  const closers: (() => Promise<unknown>)[] = [];

  keepPicturesOfFailures(() => workbench);
  afterEach(async () => {
    await workbench?.close();
    for (const close of closers.splice(0)) {
      await close();
    }
  });

  it("is diagnosed step by step from the palette, and from a failure in the chat", async () => {
    workbench = await Workbench.openWithKey({ viewport: tall });
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
  });

  /** VS Code asks no proxy for 127.0.0.1; this machine has more addresses, and on this one nothing listens. */
  const past = "http://127.0.0.2:4321";

  async function withProxy(more: Settings): Promise<TestProxy> {
    const proxy = await startProxy(() => workbench.endpoint.port);
    closers.push(() => proxy.close());
    workbench = await Workbench.openWithKey({
      viewport: tall,
      settings: {
        "askClaude.baseUrl": past,
        "http.proxy": `http://ann:secret@127.0.0.1:${proxy.port}`,
        ...more,
      },
    });
    return proxy;
  }

  it("goes through the proxy that VS Code is set to, with its password", async () => {
    const proxy = await withProxy({});
    const { chat, endpoint } = workbench;
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
    const proxy = await withProxy({ "http.noProxy": ["127.0.0.2"] });
    await workbench.chat.ask("Past the proxy?");
    await workbench.chat.alert.getByText("Could not reach 127.0.0.2").waitFor();
    assert.deepEqual(proxy.asked, []);
    assert.deepEqual(workbench.endpoint.requests(), []);
  });

  /** A server whose certificate is not known, behind a proxy. */
  async function behindProxy(): Promise<{ proxy: TestProxy; heard: string[]; cert: string }> {
    const { cert, key } = selfSigned("api.test.invalid");
    const heard: string[] = [];
    const server: Server = createHttpsServer({ cert, key }, ({ method, url, headers }, response) => {
      heard.push(`${method} ${url} ${String(headers["x-api-key"])}`);
      response.writeHead(401, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ type: "error", error: { type: "authentication_error", message: "seen" } }),
      );
    });
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = await startProxy(() => (server.address() as AddressInfo).port);
    closers.push(
      () => proxy.close(),
      () => new Promise((resolve) => server.close(resolve)),
    );
    return { proxy, heard, cert };
  }

  it("sends nothing to a server whose certificate nobody vouches for, whatever http.proxyStrictSSL says", async () => {
    const { proxy, heard } = await behindProxy();
    workbench = await Workbench.open({
      viewport: tall,
      settings: {
        "askClaude.baseUrl": "https://api.test.invalid",
        "http.proxy": `http://127.0.0.1:${proxy.port}`,
        "http.proxyStrictSSL": false,
      },
    });
    await workbench.giveKey(testKey);
    await workbench.focusChat("Focus Chat");
    await workbench.chat.ask("Are you who you say?");
    await workbench.chat.alert.getByText("Could not reach api.test.invalid").waitFor();
    assert.equal(proxy.asked[0]?.what, "CONNECT api.test.invalid:443");
    assert.deepEqual(heard, []);
    await workbench.palette("Ask Claude: Diagnose Connection");
    await workbench.editor.getByText("The first thing that does not work: Encryption (TLS).").waitFor();
    await workbench.screenshot("diagnosis-certificate");
    assert.deepEqual(heard, []);
  });

  it("trusts a certificate that the system trusts, as VS Code does", async () => {
    const { proxy, heard, cert } = await behindProxy();
    const file = join(tmpdir(), `ask-claude-${process.pid}-ca.pem`);
    writeFileSync(file, cert);
    closers.push(() => rm(file, { force: true }));
    workbench = await Workbench.open({
      viewport: tall,
      env: { SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: file },
      settings: {
        "askClaude.baseUrl": "https://api.test.invalid",
        "http.proxy": `http://127.0.0.1:${proxy.port}`,
      },
    });
    await workbench.giveKey(testKey);
    await workbench.focusChat("Focus Chat");
    await workbench.chat.ask("Are you who you say?");
    await workbench.chat.alert.waitFor();
    await workbench.screenshot("system-certificate");
    assert.deepEqual(heard, [`POST /v1/messages ${testKey}`]);
  });
});
