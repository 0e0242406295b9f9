import assert from "node:assert/strict";
import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { Connections } from "../../src/host/connection";
import { proved } from "../support/proof";
import {
  ask,
  endpoint,
  freshChat,
  lastAnswer,
  origin,
  other,
  otherOrigin,
  testKey,
  until,
  useBaseUrl,
} from "./host";

describe("the key and its origin", () => {
  let api: TestApi;

  beforeEach(async () => {
    api = await freshChat();
  });
  after(async () => {
    await freshChat();
  });

  it("go together: another base URL has no key, and gets no request", async () => {
    await useBaseUrl(otherOrigin);
    const { status } = await ask(api, "Why?");
    assert.equal(status.type, "failed");
    assert.deepEqual(status.type === "failed" && status.failure, {
      kind: "noKey",
      host: new URL(otherOrigin).host,
      savedFor: new URL(origin).host,
    });
    assert.deepEqual(await other.requests(), []);
  });

  it("go together by scheme, host and port, not by how the address is written", async () => {
    await useBaseUrl(`${origin.replace("127.0.0.1", "127.1")}/`);
    assert.equal((await ask(api, "Why?")).status.type, "complete");
    await useBaseUrl(origin.replace("127.0.0.1", "localhost"));
    assert.equal((await ask(api, "Why?")).status.type, "failed");
  });

  it("go on with the waiting question once the key is there", async () => {
    await useBaseUrl(otherOrigin);
    await ask(api, "Why?");
    await api.storeKey(otherOrigin, "sk-ant-test-for-the-other");
    await until(() => lastAnswer(api).status.type === "complete");
    const requests = await other.requests();
    assert.equal(requests.length, 1);
    assert.equal(requests[0]?.headers["x-api-key"], "sk-ant-test-for-the-other");
    assert.deepEqual(await endpoint.requests(), []);
  });

  it("do not send a refused question again because another key changed", async () => {
    await endpoint.next({ type: "error", status: 401 });
    await ask(api, "Why?");
    await api.storeKey(otherOrigin, "sk-ant-test-for-the-other");
    await api.keys.remove(otherOrigin);
    await api.storeKey(origin, testKey);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal((await endpoint.requests()).length, 1);
    await api.storeKey(origin, `${testKey}-new`);
    await until(() => lastAnswer(api).status.type === "complete");
    assert.equal((await endpoint.requests()).length, 2);
  });

  it("stop an answer under way when the key is removed", async () => {
    await endpoint.next({ type: "stall", afterChars: 5 });
    api.chat.session.send("Why?");
    await until(async () => (await endpoint.requests()).length === 1);
    await api.keys.remove(origin);
    await until(() => lastAnswer(api).status.type === "stopped");
    await until(async () => (await endpoint.requests())[0]?.closedEarly === true);
  });

  it("stop an inline edit under way when the key is removed, with the chat's answers", async () => {
    const document = await vscode.workspace.openTextDocument({
      content: "one\ntwo\n",
      language: "plaintext",
    });
    await vscode.window.showTextDocument(document);
    await endpoint.next({ type: "stall", afterChars: 5 }, { type: "stall", afterChars: 5 });
    const ended = api.edits.start({
      document,
      ranges: [{ start: 0, end: 1 }],
      instruction: "Change it.",
      context: [],
    });
    api.chat.session.send("Why?");
    await until(async () => (await endpoint.requests()).length === 2);
    await api.keys.remove(origin);
    await ended;
    assert.equal(document.getText(), "one\ntwo\n");
    await until(async () => (await endpoint.requests()).every(({ closedEarly }) => closedEarly));
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    proved({ row: "T10", tried: "answers and inline edits under way when the key was removed", count: 2 });
  });

  it("cannot be parted by a workspace: its setting for the base URL counts for nothing", async () => {
    const inspected = vscode.workspace.getConfiguration("askClaude").inspect("baseUrl");
    assert.equal(inspected?.globalValue, origin);
    await assert.rejects(
      Promise.resolve(
        vscode.workspace
          .getConfiguration("askClaude")
          .update("baseUrl", otherOrigin, vscode.ConfigurationTarget.Workspace),
      ),
    );
    // The workspace of this test has a .vscode/settings.json that tries.
    assert.equal((await ask(api, "Why?")).status.type, "complete");
    assert.equal((await endpoint.requests()).length, 1);
  });

  it("are not led elsewhere by a redirect: no request follows it, and the failure says so", async () => {
    const elsewhere = [
      `${otherOrigin}/v1/messages`,
      `${origin.replace("127.0.0.1", "localhost")}/v1/messages`,
      `${origin.replace("http:", "https:")}/v1/messages`,
      `//${new URL(otherOrigin).host}/v1/messages?again`,
    ];
    const statuses = [301, 302, 303, 307, 308];
    for (const status of statuses) {
      for (const location of elsewhere) {
        await freshChat();
        await endpoint.next({ type: "redirect", status, location });
        const answer = await ask(api, "Why?");
        assert.ok(answer.status.type === "failed", `${status} to ${location}`);
        assert.equal(answer.status.failure.kind, "redirected", `${status} to ${location}`);
        assert.equal((await endpoint.requests()).length, 1);
        assert.deepEqual(await other.requests(), []);
      }
    }
    proved({
      row: "T3",
      tried: "redirects, by status and target",
      count: statuses.length * elsewhere.length,
      result: "0 followed",
    });
  });

  it("get a new client when the last could not be loaded, and none that outlives a removed key", async () => {
    let loads = 0;
    const connections = new Connections(api.keys, async () => {
      loads += 1;
      if (loads === 1) {
        throw new Error("EMFILE");
      }
      const notAskedFor = () => Promise.reject(new Error("not asked for"));
      return { ask: async function* () {}, models: notAskedFor, countTokens: notAskedFor };
    });
    await assert.rejects(connections.open());
    assert.ok((await connections.open()).ok);
    assert.ok((await connections.open()).ok);
    assert.equal(loads, 2);
    assert.equal(connections.hasUsed(testKey), true);
    connections.forget();
    assert.equal(connections.hasUsed(testKey), false);
  });

  it("are not changed by the environment", async () => {
    await ask(api, "Why?");
    const [clean] = await endpoint.requests();
    const traps: Readonly<Record<string, string>> = {
      ANTHROPIC_BASE_URL: otherOrigin,
      ANTHROPIC_API_KEY: "sk-ant-test-from-the-environment",
      ANTHROPIC_AUTH_TOKEN: "sk-ant-test-token-of-the-environment",
      ANTHROPIC_CUSTOM_HEADERS: "x-api-key: sk-ant-test-custom\nanthropic-version: 1999-01-01\nx-trap: 1",
      ANTHROPIC_LOG: "debug",
      ANTHROPIC_PROFILE: "trap",
      ANTHROPIC_CONFIG_DIR: "/nonexistent",
      ANTHROPIC_WEBHOOK_SIGNING_KEY: "whsec_trap",
    };
    for (const [name, value] of Object.entries(traps)) {
      process.env[name] = value;
    }
    try {
      // Another key makes another client, which reads the environment anew if it reads it at all.
      await api.storeKey(origin, `${testKey}-2`);
      await api.chat.views.newChat(api.chat.views.current);
      await ask(api, "Why?");
      const trapped = (await endpoint.requests())[1];
      const comparable = (request: typeof clean) => ({
        ...request,
        headers: { ...request?.headers, "x-api-key": "" },
        rawHeaders: undefined,
        receivedAt: undefined,
      });
      assert.deepEqual(comparable(trapped), comparable(clean));
      assert.equal(trapped?.headers["x-api-key"], `${testKey}-2`);
      assert.deepEqual(await other.requests(), []);
      proved({
        row: "T4",
        tried: "variables of the environment, in a real extension host",
        count: Object.keys(traps).length,
        result: "the same bytes as without them",
      });
    } finally {
      for (const name of Object.keys(traps)) {
        delete process.env[name];
      }
    }
  });
});
