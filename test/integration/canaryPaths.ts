import * as vscode from "vscode";

import type { TestApi } from "../../src/extension";
import { canary } from "../support/canary";
import type { Behaviour } from "../support/messages/behaviour";
import { ask, endpoint, origin, otherOrigin, until, useBaseUrl } from "./host";

/** One way for something to go wrong while the canary is the key. */
export interface CanaryPath {
  readonly name: string;
  readonly run: (api: TestApi) => Promise<void>;
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** How a server may echo what it was sent. */
const echoes: Readonly<Record<string, string>> = {
  "as it is": canary,
  "percent-encoded": encodeURIComponent(canary),
  "in base64": base64(`x-api-key: ${canary}`),
  "in base64 for URLs": Buffer.from(`:${canary}:`).toString("base64url"),
  "in capitals": canary.toUpperCase(),
  "in small letters": canary.toLowerCase(),
};
const echoNames = Object.keys(echoes);
const echoAt = (index: number): readonly [string, string] => {
  const name = echoNames[index % echoNames.length] ?? "";
  return [name, echoes[name] ?? ""];
};

/** Asks in a conversation of its own; a countdown to another try is ended. */
async function question(api: TestApi, text = "Why?"): Promise<void> {
  await api.chat.views.newChat(api.chat.views.current);
  api.chat.session.send(text);
  await until(() => {
    const last = api.chat.session.conversation.turns.at(-1);
    if (last?.role === "assistant" && last.status.type === "waiting" && "retry" in last.status) {
      api.chat.session.stop();
    }
    return !api.chat.session.isAnswering;
  }, 2_000).catch(() => api.chat.session.stop());
  await until(() => !api.chat.session.isAnswering);
}

function answered(name: string, ...behaviours: readonly Behaviour[]): CanaryPath {
  return {
    name,
    run: async (api) => {
      await endpoint.reset();
      await endpoint.next(...behaviours);
      await question(api);
    },
  };
}

const statuses = [400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 429, 500, 502, 503, 504, 529];

/** An error of each status, in its message, its type and its headers. */
const refused: readonly CanaryPath[] = statuses.flatMap((status, index) => {
  const [name, echo] = echoAt(index);
  return [
    answered(`${status} that quotes the key as it is`, {
      type: "error",
      status,
      message: `no such key: ${canary}`,
      // The API asks for patience longer than anybody waits, so that nothing is tried again by itself.
      headers: { "retry-after": "86400", "request-id": `req_${canary}` },
    }),
    answered(`${status} that quotes it ${name}`, {
      type: "error",
      status,
      errorType: `type_${echo}`,
      message: `${echo}: who are you?`,
      headers: { "retry-after": "86400" },
    }),
    answered(`${status} with a page that quotes it ${name}`, {
      type: "error",
      status,
      body: `key=${echo}`,
      contentType: `text/x-${canary}`,
      headers: { "retry-after": "86400" },
    }),
  ];
});

const redirects: readonly CanaryPath[] = [301, 302, 303, 307, 308].map((status) =>
  answered(`redirect ${status} to an address with the key in it`, {
    type: "redirect",
    status,
    location: `${otherOrigin}/v1/messages?key=${encodeURIComponent(canary)}`,
  }),
);

const event = (type: string, more: object): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
const start = event("message_start", {
  message: { id: canary, model: canary, role: canary, usage: { input_tokens: 1, output_tokens: 1 } },
});
const stop = event("message_stop", {});
const block = (begin: object, ...deltas: readonly object[]): readonly string[] => [
  event("content_block_start", { index: 0, content_block: begin }),
  ...deltas.map((delta) => event("content_block_delta", { index: 0, delta })),
  event("content_block_stop", { index: 0 }),
];
const raw = (name: string, ...chunks: readonly string[]): CanaryPath =>
  answered(name, { type: "raw", chunks });

/** What may come after a 200. */
const streamed: readonly CanaryPath[] = [
  ...echoNames.map((name) =>
    answered(`answer that is the key ${name}`, { type: "answer", text: echoes[name] ?? "", deltaMs: 0 }),
  ),
  ...echoNames.map((name) =>
    answered(`answer that is the key ${name}, a character at a time`, {
      type: "answer",
      text: `it is ${echoes[name]}.`,
      deltaChars: 1,
      deltaMs: 0,
    }),
  ),
  answered("thinking that is the key", { type: "answer", thinking: canary, text: "yes", deltaMs: 0 }),
  ...(["end", "close", "reset"] as const).flatMap((how) => [
    answered(`cut (${how}) in the middle of the key`, {
      type: "cut",
      how,
      afterChars: 40,
      text: `my ${canary} is`,
    }),
    answered(`cut (${how}) before any header`, { type: "cut", how }),
  ]),
  answered("error event that quotes the key", {
    type: "errorEvent",
    afterChars: 3,
    errorType: `error_${canary}`,
    message: `overloaded by ${canary}`,
  }),
  raw("garbage that is the key", `data: ${canary}\n\n`, `${canary}: ${canary}\n\n`),
  raw("event of an unknown kind named like the key", start, event(canary, { key: canary }), stop),
  raw(
    "block of an unknown kind named like the key",
    start,
    ...block({ type: canary, [canary]: canary }),
    stop,
  ),
  raw(
    "thinking signed with the key",
    start,
    ...block(
      { type: "thinking", thinking: "", signature: "" },
      { type: "signature_delta", signature: canary },
    ),
    stop,
  ),
  raw(
    "hidden thinking that is the key",
    start,
    ...block({ type: "redacted_thinking", data: base64(canary) }),
    stop,
  ),
  raw(
    "reason to stop that is the key",
    start,
    event("message_delta", { delta: { stop_reason: canary, stop_details: { category: canary } }, usage: {} }),
    stop,
  ),
  answered("page of HTML with the key", {
    type: "raw",
    headers: { "content-type": `text/html; key=${canary}` },
    chunks: [`<!doctype html><title>${canary}</title>${canary}`],
  }),
  answered("JSON where a stream belongs", {
    type: "raw",
    headers: { "content-type": "application/json" },
    chunks: [JSON.stringify({ key: canary })],
  }),
];

function addressOf(input: string | URL | Request): string {
  return typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
}

/** What the platform's fetch may do; the tests' own calls go on as they are. */
function thrown(name: string, failing: () => Promise<Response>): CanaryPath {
  return {
    name,
    run: async (api) => {
      const real = globalThis.fetch;
      globalThis.fetch = (input, init) => (/_control/.test(addressOf(input)) ? real(input, init) : failing());
      try {
        await question(api);
      } finally {
        globalThis.fetch = real;
      }
    },
  };
}

const withCode = (code: string): Error => {
  const cause = Object.assign(new Error(`${code} ${canary}`), {
    code,
    hostname: canary,
    headers: { "x-api-key": canary },
  });
  return Object.assign(new TypeError(`fetch failed for ${canary}`), { cause, code: canary });
};

const exceptions: readonly CanaryPath[] = [
  ...[
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "EPROTO",
    "CERT_HAS_EXPIRED",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "ERR_PROXY_CONNECTION_FAILED",
    canary,
  ].map((code) =>
    thrown(`${code === canary ? "code that is the key" : code} with the key in the error`, () =>
      Promise.reject(withCode(code)),
    ),
  ),
  thrown("rejection with a text", () => Promise.reject(`x-api-key: ${canary}`)),
  thrown("rejection with an object", () => Promise.reject({ headers: { "x-api-key": canary } })),
  thrown("exception at once", () => {
    throw new Error(canary);
  }),
  thrown("proxy that asks for a password", () =>
    Promise.resolve(
      new Response(canary, { status: 407, statusText: "no", headers: { "proxy-authenticate": canary } }),
    ),
  ),
  thrown("body that fails with the key", () =>
    Promise.resolve(
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error(canary)) }), {
        headers: { "content-type": "text/event-stream" },
      }),
    ),
  ),
];

/** The list of models is kept between sessions. */
const models: CanaryPath = {
  name: "list of models named like the key",
  run: async (api) => {
    const list = {
      data: Object.values(echoes).map((id) => ({ id, display_name: `Model ${id}`, type: "model" })),
      has_more: false,
    };
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) =>
      addressOf(input).includes("/v1/models")
        ? Promise.resolve(Response.json(list, { headers: { "request-id": canary } }))
        : real(input, init);
    const quickPick = vscode.window.createQuickPick;
    try {
      const choosing = vscode.commands.executeCommand("askClaude.selectModel");
      await new Promise((resolve) => setTimeout(resolve, 400));
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      await choosing;
      api.chat.views.current.refresh();
    } finally {
      globalThis.fetch = real;
      Object.assign(vscode.window, { createQuickPick: quickPick });
    }
  },
};

/** A base URL that the person pasted the key into. */
const addresses: readonly CanaryPath[] = [
  `https://user:${canary}@127.0.0.1/`,
  `https://127.0.0.1/?key=${canary}`,
  `https://127.0.0.1/#${canary}`,
  `ftp://${canary}/`,
  `https://${canary}/`,
  `https://${canary}.example/`,
  `${origin}/${canary}`,
  canary,
].map((url) => ({
  name: `base URL ${url.replace(canary, "KEY")}`,
  run: async (api) => {
    await useBaseUrl(url);
    try {
      await ask(api, "Why?");
      await api.chat.views.current.keyChanged();
      await vscode.commands.executeCommand("askClaude.setApiKey");
      await vscode.commands.executeCommand("askClaude.copyAsCurl");
    } finally {
      await useBaseUrl(origin);
    }
  },
}));

/** Everything that goes wrong in the chat. */
export const chatPaths: readonly CanaryPath[] = [
  ...refused,
  ...redirects,
  ...streamed,
  ...exceptions,
  models,
  ...addresses,
];

/** Everything that goes wrong with an inline edit: what the endpoint does. */
export const editBehaviours: readonly (readonly [string, Behaviour])[] = [
  ...statuses.map((status): readonly [string, Behaviour] => [
    `edit: ${status} that quotes the key`,
    {
      type: "error",
      status,
      message: `no: ${canary}`,
      headers: { "retry-after": "86400", "request-id": canary },
    },
  ]),
  ...echoNames.map((name): readonly [string, Behaviour] => [
    `edit: proposal that is the key ${name}`,
    { type: "answer", text: `\`\`\`\nconst key = "${echoes[name]}";\n\`\`\`\n`, deltaChars: 3, deltaMs: 0 },
  ]),
  [
    "edit: cut in the middle of the key",
    { type: "cut", how: "close", afterChars: 50, text: `\`\`\`\nconst a = "${canary}";` },
  ],
  ["edit: words that quote the key", { type: "answer", text: `I cannot: ${canary}`, deltaMs: 0 }],
  ["edit: page of HTML", { type: "raw", headers: { "content-type": "text/html" }, chunks: [canary] }],
  ["edit: error event", { type: "errorEvent", afterChars: 2, errorType: canary, message: canary }],
];
