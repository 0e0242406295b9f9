import assert from "node:assert/strict";
import type { Context, RootHookObject } from "mocha";
import type { Browser, BrowserContext, Request } from "playwright-core";

import { proved } from "./proof";

/** Requests that went, or would have gone, off this machine; and how many were seen in all. */
interface Seen {
  readonly strays: Set<Request>;
  count: number;
}

/** Each suite is a bundle of its own; what they saw is in one place. */
function seen(): Seen {
  const place = Symbol.for("askClaude.browserRequests");
  const existing = Reflect.get(globalThis, place) as Seen | undefined;
  const now = existing ?? { strays: new Set<Request>(), count: 0 };
  Reflect.set(globalThis, place, now);
  return now;
}

/**
 * Whether an address stays on this machine: loopback, the page itself, a page that a test answers for by its own route,
 * or a file of a webview, which VS Code's service worker answers for.
 */
export function staysHere(address: string): boolean {
  if (/^(data|blob|about|chrome-error|vscode-webview):/.test(address)) {
    return true;
  }
  const { hostname, protocol } = new URL(address);
  return (
    /^(https?|wss?):$/.test(protocol) &&
    (["127.0.0.1", "localhost", "[::1]"].includes(hostname) ||
      hostname === "chat-page.test" ||
      hostname.endsWith("-page.test") ||
      hostname.endsWith(".vscode-resource.vscode-cdn.net"))
  );
}

function watch(context: BrowserContext): void {
  const { strays } = seen();
  context.on("request", (request) => {
    seen().count += 1;
    if (!staysHere(request.url())) {
      strays.add(request);
    }
  });
  context.on("requestfailed", (request) => {
    // The page's own policy stopped it before it left.
    if (request.failure()?.errorText === "csp") {
      strays.delete(request);
    }
  });
}

/** Reads the request log of every page that this browser will open. */
export function watchRequests(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  return Object.assign(browser, {
    newContext: async (...options: Parameters<Browser["newContext"]>) => {
      const context = await newContext(...options);
      watch(context);
      return context;
    },
  });
}

/** Names the test behind each request that left this machine, and fails the run at its end. */
export function browserHooks(): RootHookObject {
  const found = new Map<Request, string>();
  return {
    afterEach(this: Context) {
      for (const request of seen().strays) {
        found.set(request, found.get(request) ?? this.currentTest?.fullTitle() ?? "");
      }
    },
    afterAll() {
      const { strays, count } = seen();
      const left = [...strays].map((request) => `${found.get(request) ?? ""}: ${request.url()}`);
      assert.deepEqual(left, [], "a browser asked for something beyond this machine");
      if (count > 0) {
        proved({
          row: "T5",
          tried: "requests of the browser over the end-to-end tests",
          count,
          result: "0 left this machine",
        });
      }
    },
  };
}
