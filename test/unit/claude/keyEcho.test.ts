import assert from "node:assert/strict";
import { ask, clientFor, testKey } from "./asking";
import { failureOf } from "./failing";
import { jsonReply, reply, startServer, streamReply } from "./scriptedServer";
import { proved } from "../../support/proof";
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

  it("is in no event when a stream echoes it as the answer, split anywhere", async () => {
    const texts = Object.values(echoes);
    const block = (index: number, start: object, deltas: readonly object[]): string =>
      [
        { type: "content_block_start", index, content_block: start },
        ...deltas.map((delta) => ({ type: "content_block_delta", index, delta })),
        { type: "content_block_stop", index },
      ]
        .map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        .join("");
    const start = {
      type: "message_start",
      message: { id: "m", usage: { input_tokens: 1, output_tokens: 1 } },
    };
    let tried = 0;
    for (const cut of [0, 1, 5, 12, 20, 1_000]) {
      const blocks = texts.flatMap((echo) => {
        const [first, second] = [echo.slice(0, cut), echo.slice(cut)];
        return [
          [{ type: "text", text: first }, [{ type: "text_delta", text: second }]],
          [{ type: "text", text: "" }, [first, second].map((text) => ({ type: "text_delta", text }))],
          [
            { type: "thinking", thinking: first, signature: "" },
            [
              { type: "thinking_delta", thinking: second },
              { type: "signature_delta", signature: first },
              { type: "signature_delta", signature: second },
            ],
          ],
          [{ type: "redacted_thinking", data: echo }, []],
        ] as const;
      });
      const stream =
        `event: message_start\ndata: ${JSON.stringify(start)}\n\n` +
        blocks.map(([begin, deltas], index) => block(index, begin, deltas)).join("");
      // Both whole and broken off: what is held back is told of at the end.
      for (const end of ['event: message_stop\ndata: {"type":"message_stop"}\n\n', ""]) {
        const server = await startServer(({ socket }) => socket.end(streamReply(stream + end)));
        try {
          const events = await ask(clientFor(server.url));
          assert.equal(events.at(-1)?.type, end === "" ? "failed" : "completed");
          const text = events
            .map((event) =>
              event.type === "partGrew"
                ? event.delta
                : event.type === "partStarted"
                  ? `|${Object.values(event.part)
                      .map((value) => JSON.stringify(value))
                      .join("|")}`
                  : "",
            )
            .join("");
          // `signature` before `thinking` or after it: either way no piece stands whole.
          for (const form of [...texts, ...pieces, base64(testKey).slice(4, -4)]) {
            assert.ok(!text.toLowerCase().includes(form.toLowerCase()), text);
          }
          assert.ok(text.includes("[API key]"));
        } finally {
          await server.close();
        }
        tried += blocks.length;
      }
    }
    proved({ row: "T8", tried: "blocks of an answer that echo the key, at the API boundary", count: tried });
  });

  for (const key of ["", "sk-ant-test\nx: y", "sk-ant-test-ключ", "sk ant test", "sk-\ud800"]) {
    it(`is a bad key, never sent and never quoted, when it is ${JSON.stringify(key)}`, async () => {
      const client = clientFor("https://api.test", { apiKey: key, fetch: () => assert.fail("sent") });
      const failure = { kind: "badKey", host: "api.test" };
      assert.deepEqual(await ask(client), [{ type: "failed", failure }]);
    });
  }
});
