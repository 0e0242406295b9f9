import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../support/browser";
import { testEnvironment } from "../../support/environment";
import { startMessagesEndpoint, type MessagesEndpoint } from "../../support/messages/server";
import { projectRoot } from "../../support/project";
import {
  extensionsFolder,
  quietSettings,
  startServer,
  workbenchUrl,
  type Settings,
} from "../../support/workbench";

/** What a suite's own VS Code starts with. */
export interface WorkbenchOptions {
  /** On top of the quiet ones; `askClaude.baseUrl` is the suite's own endpoint unless named here. */
  readonly settings?: Settings;
  /** The workspace: text or bytes by path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** One of `files`, open from the start. */
  readonly openFile?: string;
  /** One of `files`, a `.code-workspace`, opened in place of the folder. */
  readonly workspaceFile?: string;
  /** For the extension host. Nothing of the machine's ANTHROPIC_* reaches it otherwise. */
  readonly env?: NodeJS.ProcessEnv;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** False opens the workspace in Restricted Mode. */
  readonly trusted?: boolean;
  /** The display language, such as `zh-cn`; English unless told. */
  readonly language?: string;
  /** Called with the folder of installed extensions before VS Code starts. */
  readonly install?: (extensions: string) => Promise<void>;
}

/** So that text put into the settings file stays as it is, and is saved when asked. */
const plainTyping: Settings = {
  // One server for TypeScript answers everything that is asked here; two start more slowly.
  "typescript.tsserver.useSyntaxServer": "never",
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "files.autoSave": "off",
  // With its own language comes a server for it, which takes longer to start than most tests to end.
  "files.associations": { "**/User/settings.json": "plaintext" },
};

/** Everything a suite's own VS Code consists of; nothing of it is shared with another suite. */
export interface Place {
  readonly page: Page;
  readonly endpoint: MessagesEndpoint;
  readonly workspace: string;
  readonly settings: Settings;
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function writeWorkspace(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await mkdir(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function settingsFor(options: WorkbenchOptions, baseUrl: string): Settings {
  return {
    ...quietSettings,
    ...plainTyping,
    ...(options.trusted === false ? { "security.workspace.trust.startupPrompt": "never" } : {}),
    "askClaude.baseUrl": baseUrl,
    // So that the endpoint hears only what somebody asked; the suite that is about counting turns it on.
    "askClaude.countTokens": false,
    ...options.settings,
  };
}

/** Starts endpoint, server and browser with an empty page; when one of them fails, the others are closed again. */
export async function startPlace(options: WorkbenchOptions): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), "ask-claude-"));
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
    await writeWorkspace(workspace, options.files ?? {});
    const endpoint = await startMessagesEndpoint();
    closers.unshift(async () => endpoint.close());
    await options.install?.(extensionsFolder(folder));
    const settings = settingsFor(options, endpoint.origin);
    const server = await startServer({
      userDir: folder,
      settings,
      env: testEnvironment(options.env),
      trusted: options.trusted ?? true,
      language: options.language,
    });
    closers.unshift(server.close);
    const browser = await launchBrowser();
    closers.unshift(async () => browser.close());
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1280, height: 800 },
    });
    const url = workbenchUrl({
      server,
      folder: workspace,
      extensionPath: projectRoot,
      openFile: options.openFile === undefined ? undefined : join(workspace, options.openFile),
      workspaceFile: options.workspaceFile === undefined ? undefined : join(workspace, options.workspaceFile),
    });
    return { page, endpoint, workspace, settings, url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
