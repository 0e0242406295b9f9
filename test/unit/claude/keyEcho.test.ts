import assert from "node:assert/strict";
import { ask, clientFor, testKey } from "./asking";
import { failureOf } from "./failing";
import { jsonReply, reply, startServer, streamReply } from "./scriptedServer";
import { streams } from "./streams";

describe("the key", () => {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const echoes: Readonly<Record<string, string>> = {
    "as it is": testKey,
    "percent-encoded": encodeURIComponent(testKey),
    "percent-encoded in small letters": encodeURIComponent(testKey).toLowerCase(),
    "in base64": base64(testKey),
    "in base64 behind one byte": base64(`:${testKey}:`),
    "in base64 behind two bytes": base64(`x:${testKey}`),
    "in base64 for URLs": Buffer.from(`user:${testKey}`).toString("base64url"),
  };
  /** The longest piece of the key, or of a form of it, that must not be found. */
  const pieces = [testKey, encodeURIComponent(testKey)].flatMap((form) => [form, form.slice(3)]);

  for (const [name, echo] of Object.entries(echoes)) {
    it(`is in no failure when the server echoes it ${name}`, async () => {
      const headers = { "request-id": `req-${echo}` };
      const error = { type: `type ${echo}`, message: `no such key: ${echo}!` };
      const answers = [
        ...[400, 401, 402, 403, 404, 413, 429, 500, 529].map((status) =>
          jsonReply(status, { error }, headers),
        ),
        reply(200, { "content-type": `text/${echo}`, ...headers }),
        reply(404, { "content-type": `text/${echo}`, ...headers }),
        streamReply(`event: error\ndata: ${JSON.stringify({ type: "error", error, request_id: echo })}\n\n`),
      ];
      for (const answer of answers) {
        const text = JSON.stringify(await failureOf(answer));
        for (const form of [echo, ...pieces, base64(testKey).slice(4, -4)]) {
          assert.ok(!text.toLowerCase().includes(form.toLowerCase()), text);
        }
      }
    });
  }

  it("is in no event when a stream echoes it where a name belongs", async () => {
    const stream = streams.unknownEvents.replace("hologram", testKey).replace("brand_new_reason", testKey);
    const server = await startServer(({ socket }) => socket.end(streamReply(stream)));
    try {
      const events = await ask(clientFor(server.url));
      assert.equal(events.at(-1)?.type, "completed");
      assert.ok(!JSON.stringify(events).includes(testKey));
    } finally {
      await server.close();
    }
  });

  for (const key of ["", "sk-ant-test\nx: y", "sk-ant-test-ключ", "sk ant test", "sk-\ud800"]) {
    it(`is a bad key, never sent and never quoted, when it is ${JSON.stringify(key)}`, async () => {
      const client = clientFor("https://api.test", { apiKey: key, fetch: () => assert.fail("sent") });
      const failure = { kind: "badKey", host: "api.test" };
      assert.deepEqual(await ask(client), [{ type: "failed", failure }]);
    });
  }
});
