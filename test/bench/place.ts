import { randomUUID } from "node:crypto";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Frame, Page } from "playwright-core";
import { Workbench } from "../e2e/pages/workbench";
import { launchBrowser } from "../support/browser";
import { testEnvironment } from "../support/environment";
import { projectRoot } from "../support/project";
import { quietSettings, startServer, workbenchUrl } from "../support/workbench";
import { startBenchEndpoint, type BenchEndpoint } from "./endpoint";
import { extensionHostWith, type HostProcess } from "./hostProcess";
import { startWebviewServer } from "./webviewServer";

/** Which extension a workbench runs. */
export type Subject = "floor" | "ours";

/** A workbench with one of the two extensions, its webviews in processes of their own, as on the desktop. */
export interface BenchPlace {
  readonly subject: Subject;
  readonly workbench: Workbench;
  readonly page: Page;
  readonly endpoint: BenchEndpoint;
  readonly host: HostProcess;
  readonly close: () => Promise<void>;
}

/** What a workbench has besides its extension. */
export interface BenchOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly openFile?: string;
  /** Puts something into the extension's storage before anything starts. */
  readonly fill?: (storage: string) => Promise<void>;
}

async function floorFolder(within: string): Promise<string> {
  const folder = join(within, "floor");
  await mkdir(folder);
  await copyFile(join(projectRoot, "test", "bench", "floor", "package.json"), join(folder, "package.json"));
  await copyFile(join(projectRoot, "out", "bench", "floor", "extension.js"), join(folder, "extension.js"));
  return folder;
}

/** Starts endpoint, server and browser, and resolves when the workbench can be seen and its extensions have started. */
export async function openPlace(subject: Subject, options: BenchOptions = {}): Promise<BenchPlace> {
  const folder = await mkdtemp(join(tmpdir(), "ask-claude-bench-"));
  const closers: (() => Promise<void>)[] = [
    async () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  ];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0)) {
      await closer();
    }
  };
  try {
    const workspace = join(folder, "workspace");
    await mkdir(workspace);
    for (const [name, text] of Object.entries(options.files ?? {})) {
      await writeFile(join(workspace, name), text);
    }
    await options.fill?.(join(folder, "user", "User", "globalStorage", "ask-claude.ask-claude"));
    const endpoint = await startBenchEndpoint();
    closers.unshift(async () => endpoint.close());
    const settings = {
      ...quietSettings,
      "askClaude.baseUrl": endpoint.origin,
      "askClaude.countTokens": false,
      "askClaudeFloor.baseUrl": endpoint.origin,
      "files.associations": { "**/User/settings.json": "plaintext" },
    };
    const mark = randomUUID();
    const stallFile = join(folder, "stalls");
    const server = await startServer({
      userDir: folder,
      nodeArguments: ["--require", join(projectRoot, "out", "bench", "stallProbe.js")],
      settings,
      env: testEnvironment({
        ASK_CLAUDE_BENCH: mark,
        ASK_CLAUDE_BENCH_STALLS: stallFile,
      }),
    });
    closers.unshift(server.close);
    const webviews = await startWebviewServer();
    closers.unshift(webviews.close);
    const browser = await launchBrowser({
      // A document that was changed on its way counts as one from afar, which may not ask loopback.
      args: [
        "--site-per-process",
        "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets",
      ],
    });
    closers.unshift(async () => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const url = workbenchUrl({
      server,
      folder: workspace,
      extensionPath: subject === "ours" ? projectRoot : await floorFolder(folder),
      openFile: options.openFile === undefined ? undefined : join(workspace, options.openFile),
    });
    await webviews.open(page, url);
    const workbench = await Workbench.on(
      { page, endpoint, workspace, settings, url, close },
      options.openFile !== undefined,
    );
    return { subject, workbench, page, endpoint, host: extensionHostWith(mark, stallFile), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The frame of the extension's own page, and a way to its process. */
export interface PageFrame {
  readonly frame: Frame;
  readonly devTools: CDPSession;
}

/** Finds the page of the extension's view, once it has been opened. */
export async function pageFrame({ page }: BenchPlace): Promise<PageFrame> {
  for (let tries = 0; tries < 400; tries += 1) {
    const frame = page
      .frames()
      .find((each) => each.parentFrame()?.url().includes("extensionId=ask-claude.ask-claude") === true);
    const outer = frame?.parentFrame();
    // A frame may be exchanged for another while it is looked at.
    const boxes =
      (await frame
        ?.locator("textarea, [role=textbox]")
        .count()
        .catch(() => 0)) ?? 0;
    if (frame && outer && boxes > 0) {
      return { frame, devTools: await page.context().newCDPSession(outer) };
    }
    await page.waitForTimeout(50);
  }
  throw new Error("The page of the extension did not appear.");
}
