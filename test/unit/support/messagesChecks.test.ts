import assert from "node:assert/strict";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";
import { acceptedBodies } from "./messagesBodies";
import { refusedMessages } from "./messagesRefusals";
import { refusedSettings } from "./settingsRefusals";

const headers = {
  "x-api-key": "sk-ant-test-1",
  "anthropic-version": "2023-06-01",
  "content-type": "application/json",
};
const good = { model: "claude-sonnet-5-5", max_tokens: 64, messages: [{ role: "user", content: "Hello" }] };

describe("what the local endpoint takes and refuses", () => {
  let endpoint: MessagesEndpoint;

  before(async () => {
    endpoint = await startMessagesEndpoint({ keys: ["sk-ant-test-1", "sk-ant-test-bad-1"] });
  });
  after(() => endpoint.close());

  const post = (body: string, more: Record<string, string> = {}, path = "/v1/messages"): Promise<Response> =>
    fetch(endpoint.origin + path, { method: "POST", headers: { ...headers, ...more }, body });

  async function assertRefused(response: Response, status: number, type: string, message: string) {
    const body: { type: string; error: { type: string; message: string }; request_id: string } = JSON.parse(
      await response.text(),
    );
    assert.ok(body.error.message.startsWith(message), `${body.error.message}\n  should begin: ${message}`);
    assert.deepEqual([response.status, body.type, body.error.type], [status, "error", type]);
    assert.match(body.request_id, /^req_/);
    assert.equal(response.headers.get("request-id"), body.request_id);
  }

  for (const [name, body] of Object.entries(acceptedBodies)) {
    it(`takes ${name}`, async () => {
      const response = await post(JSON.stringify(body));
      assert.equal(response.status, 200, await response.text());
    });
  }

  for (const [index, [body, status, message]] of [...refusedMessages, ...refusedSettings].entries()) {
    it(`refuses ${index + 1}: ${message}`, async () => {
      const type = status === 404 ? "not_found_error" : "invalid_request_error";
      await assertRefused(await post(JSON.stringify(body)), status, type, message);
    });
  }

  it("refuses requests without a good key", async () => {
    for (const [key, message] of [
      ["", "x-api-key header is required"],
      ["sk-ant-test-2", "invalid x-api-key"],
      ["sk-ant-test-bad-1", "invalid x-api-key"],
    ] as const) {
      const response = await post(JSON.stringify(good), { "x-api-key": key });
      await assertRefused(response, 401, "authentication_error", message);
    }
    const bearer = { "x-api-key": "", authorization: "Bearer sk-ant-test-1" };
    const response = await post(JSON.stringify(good), bearer);
    await assertRefused(response, 401, "authentication_error", "x-api-key header is required");
    const models = await fetch(`${endpoint.origin}/v1/models`);
    await assertRefused(models, 401, "authentication_error", "x-api-key header is required");
  });

  it("refuses versions that do not exist", async () => {
    for (const [version, message] of [
      ["", "anthropic-version: header is required"],
      ["2024-01-01", 'anthropic-version: "2024-01-01" is not a valid version'],
    ] as const) {
      const response = await post(JSON.stringify(good), { "anthropic-version": version });
      await assertRefused(response, 400, "invalid_request_error", message);
    }
  });

  it("knows no sampling under version 2026-10-21, not even with the usual value", async () => {
    const body = JSON.stringify({ ...good, model: "claude-haiku-4-5", temperature: 1 });
    assert.equal((await post(body)).status, 200);
    const response = await post(body, { "anthropic-version": "2026-10-21" });
    await assertRefused(
      response,
      400,
      "invalid_request_error",
      "temperature: Extra inputs are not permitted",
    );
  });

  it("takes no cited text from the person, nor a document from Claude, under version 2026-10-21", async () => {
    const newer = { "anthropic-version": "2026-10-21" };
    const cited = { type: "text", text: "x", citations: [{ type: "char_location" }] };
    const fromPerson = JSON.stringify({ ...good, messages: [{ role: "user", content: [cited] }] });
    const document = { type: "document", source: { type: "text", media_type: "text/plain", data: "x" } };
    const fromClaude = JSON.stringify({
      ...good,
      messages: [...good.messages, { role: "assistant", content: [document] }, ...good.messages],
    });
    for (const body of [fromPerson, fromClaude]) {
      assert.equal((await post(body)).status, 200);
    }
    const citations = "messages.0.content.0.text.citations: Citations are not permitted in user messages";
    await assertRefused(await post(fromPerson, newer), 400, "invalid_request_error", citations);
    const documents = "messages.1.content.0: `document` blocks can only be in `user` messages";
    await assertRefused(await post(fromClaude, newer), 400, "invalid_request_error", documents);
  });

  it("refuses what is not JSON in UTF-8, or not called so", async () => {
    const broken = "The request body is not valid JSON";
    await assertRefused(await post('{"model":'), 400, "invalid_request_error", broken);
    const bytes = Buffer.from(JSON.stringify(good).replace("Hello", "H\xff"), "latin1");
    const response = await fetch(`${endpoint.origin}/v1/messages`, { method: "POST", headers, body: bytes });
    await assertRefused(response, 400, "invalid_request_error", broken);
    const plain = await post(JSON.stringify(good), { "content-type": "text/plain" });
    await assertRefused(plain, 400, "invalid_request_error", "Content-Type header must be application/json");
  });

  it("refuses a body of more than 32 MB with 413", async () => {
    const response = await post(`"${"x".repeat(32 * 1024 * 1024)}"`);
    await assertRefused(response, 413, "request_too_large", "Request exceeds the maximum size");
    endpoint.reset();
  });

  it("knows its own paths and methods only", async () => {
    for (const path of ["/v1/complete", "/v1/messages/", "/", "/v1/models"]) {
      const response = await post(JSON.stringify(good), {}, path);
      await assertRefused(response, 404, "not_found_error", "Not Found");
    }
  });

  it("keeps a script for the next request that passes", async () => {
    endpoint.next({ type: "answer", text: "Scripted", thinking: "" });
    assert.equal((await post("{}")).status, 400);
    assert.match(await (await post(JSON.stringify(good))).text(), /"Scripted"/);
  });

  it("counts tokens of what would be asked, and takes no fields of the answer", async () => {
    const { max_tokens: _, ...count } = good;
    const small: { input_tokens: number } = JSON.parse(
      await (await post(JSON.stringify(count), {}, "/v1/messages/count_tokens")).text(),
    );
    const longer = { ...count, messages: [{ role: "user", content: "Hello ".repeat(700) }] };
    const large: { input_tokens: number } = JSON.parse(
      await (await post(JSON.stringify(longer), {}, "/v1/messages/count_tokens")).text(),
    );
    assert.ok(small.input_tokens > 0 && large.input_tokens > small.input_tokens + 1000);
    const response = await post(JSON.stringify(good), {}, "/v1/messages/count_tokens");
    await assertRefused(response, 400, "invalid_request_error", "max_tokens: Extra inputs are not permitted");
  });
});
