import assert from "node:assert/strict";

import { createEgress, type Connection } from "../../../src/claude/egress";
import { createSdk } from "../../../src/claude/sdk";
import { readBaseUrl } from "../../../src/core/endpoint";
import { testKey } from "./asking";

/** A connection to the API, and what went out by it. */
function connected(): { readonly connection: Connection; readonly sent: readonly string[] } {
  const read = readBaseUrl("https://api.test");
  assert.ok(read.ok);
  const sent: string[] = [];
  const connection: Connection = {
    endpoint: read.endpoint,
    apiKey: testKey,
    userAgent: "test",
    fetch: async (target, init) => {
      assert.ok(typeof target === "string");
      assert.equal(init?.signal?.aborted, false);
      sent.push(`${init?.method} ${target}`);
      return new Response("{}", { headers: { "content-type": "application/json" } });
    },
  };
  return { connection, sent };
}

describe("the one way out", () => {
  const own = "https://api.test/v1/messages";
  const other = "https://api.test.example/v1/messages";

  for (const [kind, of] of [
    ["a text", (url: string) => url],
    ["a URL", (url: string) => new URL(url)],
    ["a request", (url: string) => new Request(url, { method: "POST" })],
  ] as const) {
    it(`holds a target against the endpoint that is given as ${kind}`, async () => {
      const { connection, sent } = connected();
      const egress = createEgress(connection);
      await assert.rejects(egress(of(other), { method: "POST", body: "{}" }));
      assert.deepEqual(sent, []);
      await egress(of(own), { method: "POST", body: "{}" });
      assert.deepEqual(sent, [`POST ${own}`]);
    });
  }

  it("is open to a request that nobody may want to end", async () => {
    const { connection, sent } = connected();
    const response = await createSdk(connection).post("/v1/messages", { body: "{}" }).asResponse();
    assert.equal(await response.text(), "{}");
    assert.deepEqual(sent, [`POST ${own}`]);
  });
});
