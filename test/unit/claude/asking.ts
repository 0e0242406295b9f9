import type { AnswerEvent } from "../../../src/core/answer";
import type { MessageRequest } from "../../../src/core/request";
import { createClient, type Client, type ConnectionOptions } from "../../../src/claude/client";

export const testKey = "sk-ant-test-5e1f0a/+&=unit";

export const hello: MessageRequest = {
  model: "claude-sonnet-5-5",
  max_tokens: 1024,
  messages: [{ role: "user", content: "Hello, world" }],
  stream: true,
};

export function clientFor(baseUrl: string, more: Partial<ConnectionOptions> = {}): Client {
  return createClient({ baseUrl, apiKey: testKey, userAgent: "ask-claude-test/1", ...more });
}

/** A client whose replies come from memory: the given chunks, or whatever the function answers. */
export function clientReading(chunks: readonly (string | Uint8Array)[], init: ResponseInit = {}): Client {
  const headers = { "content-type": "text/event-stream; charset=utf-8", "request-id": "req_1" };
  const encoder = new TextEncoder();
  return clientFor("https://api.test", {
    fetch: async () => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const chunk of chunks) {
            controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
          }
          controller.close();
        },
      });
      return new Response(body, { headers, ...init });
    },
  });
}

export async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const all: AnswerEvent[] = [];
  for await (const event of events) {
    all.push(event);
  }
  return all;
}

export function ask(client: Client, signal = new AbortController().signal): Promise<AnswerEvent[]> {
  return collect(client.ask(hello, signal));
}

/** The one failure that an answer ends with. */
export function failureIn(events: readonly AnswerEvent[]): unknown {
  const last = events.at(-1);
  return last?.type === "failed" ? last.failure : last;
}

export function textIn(events: readonly AnswerEvent[]): string {
  return events
    .map((event) => (event.type === "partGrew" && event.field === "text" ? event.delta : ""))
    .join("");
}
