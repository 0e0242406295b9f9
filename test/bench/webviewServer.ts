import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { dirname, join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { serverProgram } from "../support/vscodeServer";

/** Serves the frame that VS Code puts webviews into, at an origin of its own for each, so that each gets a process. */
export interface WebviewServer {
  readonly close: () => Promise<void>;
  /** Opens the workbench with its webviews at that origin. */
  readonly open: (page: Page, url: string) => Promise<void>;
}

interface Paused {
  readonly requestId: string;
  readonly responseStatusCode?: number | undefined;
  readonly responseHeaders?: readonly { readonly name: string; readonly value: string }[] | undefined;
}

/** Lets a document through; in that of the workbench webviews get their origin, and the policy allows it. */
async function changed(devTools: CDPSession, paused: Paused, port: number): Promise<void> {
  const { requestId, responseStatusCode = 200, responseHeaders = [] } = paused;
  const policy = responseHeaders.find(({ name }) => name.toLowerCase() === "content-security-policy");
  if (responseStatusCode !== 200 || policy?.value.includes("frame-src") !== true) {
    await devTools.send("Fetch.continueRequest", { requestId });
    return;
  }
  const { body, base64Encoded } = await devTools.send("Fetch.getResponseBody", { requestId });
  const html = Buffer.from(body, base64Encoded ? "base64" : "utf8").toString("utf8");
  const own = html.replace(
    /(&quot;webviewEndpoint&quot;:&quot;)[^&]*(&quot;)/,
    (_, before: string, after: string) => `${before}http://{{uuid}}.localhost:${port}/${after}`,
  );
  if (own === html) {
    throw new Error("The workbench's HTML does not say where webviews are.");
  }
  await devTools.send("Fetch.fulfillRequest", {
    requestId,
    responseCode: 200,
    responseHeaders: [
      ...responseHeaders.filter(({ name }) => !/^content-(length|encoding|security-policy)$/i.test(name)),
      {
        name: "content-security-policy",
        value: policy.value.replace("frame-src", `frame-src http://*.localhost:${port}`),
      },
    ],
    body: Buffer.from(own).toString("base64"),
  });
}

/** Starts it on a free port; `*.localhost` is loopback in every browser. */
export async function startWebviewServer(): Promise<WebviewServer> {
  const { main } = await serverProgram();
  const folder = join(dirname(main), "vs", "workbench", "contrib", "webview", "browser", "pre");
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const name = new URL(request.url ?? "/", "http://127.0.0.1").pathname.slice(1);
    const type = name.endsWith(".js") ? "text/javascript" : "text/html";
    const known = ["index.html", "fake.html", "service-worker.js"].includes(name);
    response.writeHead(known ? 200 : 404, { "content-type": type });
    response.end(await readFile(join(folder, known ? name : "fake.html")));
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    open: async (page, url) => {
      const { origin } = new URL(url);
      const devTools = await page.context().newCDPSession(page);
      devTools.on("Fetch.requestPaused", (paused) => void changed(devTools, paused, port));
      await devTools.send("Fetch.enable", {
        patterns: [{ urlPattern: `${origin}/*`, resourceType: "Document", requestStage: "Response" }],
      });
      await page.goto(url);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
