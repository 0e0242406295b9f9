import { randomBytes } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { editorEnvironment } from "./environment";
import { installLanguagePack } from "./languagePack";
import { outputMatching, startTree } from "./processes";
import { serverProgram } from "./vscodeServer";

/** User settings, by their ids. */
export type Settings = Readonly<Record<string, unknown>>;

/** A quiet workbench: nothing asks, nothing updates, and no other assistant takes the place of the one under test. */
export const quietSettings: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  // VS Code's own JSON extension fetches schemas from elsewhere, in the very process whose sockets are counted.
  "json.schemaDownload.enable": false,
  "telemetry.telemetryLevel": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "window.autoDetectColorScheme": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "window.restoreWindows": "none",
};

/** Where a VS Code whose user data folder is `userData` keeps the user's settings. */
export const settingsFile = (userData: string): string => join(userData, "User", "settings.json");

/** Writes the user's settings whole; a running workbench notices, and never sees half a file. */
export async function writeSettings(userData: string, settings: Settings): Promise<void> {
  const file = settingsFile(userData);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(settings, undefined, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** Where a server with this user folder looks for installed extensions. */
export const extensionsFolder = (userDir: string): string => join(userDir, "extensions");

/** What a server is started with; nothing is shared between two user folders. */
export interface ServerOptions {
  readonly userDir: string;
  readonly settings?: Settings;
  readonly env?: NodeJS.ProcessEnv;
  /** For Node itself; VS Code passes them on to its extension hosts, which get no NODE_OPTIONS. */
  readonly nodeArguments?: readonly string[];
  readonly port?: number;
  /** False leaves workspace trust on, so that a workspace opens in Restricted Mode. */
  readonly trusted?: boolean;
  /** The display language, such as `zh-cn`; English unless told. */
  readonly language?: string | undefined;
}

/** A running VS Code server on a loopback address; only who knows the token gets in. */
export interface WorkbenchServer {
  readonly origin: string;
  readonly token: string;
  readonly userData: string;
  /** Resolves when the server ends by itself. */
  readonly ended: Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Starts VS Code's server and resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<WorkbenchServer> {
  const program = await serverProgram();
  const userData = join(options.userDir, "user");
  const token = randomBytes(16).toString("hex");
  const tokenFile = join(options.userDir, "token");
  await writeSettings(userData, { ...quietSettings, ...options.settings });
  await writeFile(tokenFile, token, { mode: 0o600 });
  const { language } = options;
  if (language !== undefined) {
    await installLanguagePack(language, { extensions: extensionsFolder(options.userDir), userData });
  }
  const tree = startTree(
    program.node,
    [
      ...(options.nodeArguments ?? []),
      program.main,
      "--host=127.0.0.1",
      `--port=${options.port ?? 0}`,
      `--connection-token-file=${tokenFile}`,
      "--accept-server-license-terms",
      `--server-data-dir=${join(options.userDir, "server")}`,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${extensionsFolder(options.userDir)}`,
      "--telemetry-level=off",
      "--enable-smoke-test-driver",
      ...(options.trusted === false ? [] : ["--disable-workspace-trust"]),
      ...(language === undefined ? [] : [`--locale=${language}`]),
    ],
    { env: options.env ?? editorEnvironment() },
  );
  try {
    const [, port = ""] = await outputMatching(tree, /Extension host agent listening on (\d+)/, 60_000);
    return { origin: `http://127.0.0.1:${port}`, token, userData, ended: tree.ended, close: tree.stop };
  } catch (error) {
    await tree.stop();
    throw new Error(
      `VS Code's server did not start. ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}

/** What one page of the workbench opens; all paths are absolute ones on this machine. */
export interface WorkbenchPage {
  readonly server: Pick<WorkbenchServer, "origin" | "token">;
  readonly folder: string;
  /** One only: the workbench takes each part of its payload once. Others go into the server's extensions folder. */
  readonly extensionPath: string;
  readonly testsPath?: string;
  readonly openFile?: string | undefined;
  /** A `.code-workspace`, which is opened in place of the folder. */
  readonly workspaceFile?: string | undefined;
}

/** The address of a workbench with an extension under development, as a browser on this machine opens it. */
export function workbenchUrl(page: WorkbenchPage): string {
  const { host } = new URL(page.server.origin);
  const remotePath = (path: string): string => decodeURIComponent(pathToFileURL(path).pathname);
  const remote = (path: string): string => `vscode-remote://${host}${pathToFileURL(path).pathname}`;
  const payload = [
    ["skipWelcome", "true"],
    ["extensionDevelopmentPath", remote(page.extensionPath)],
    ...(page.testsPath === undefined ? [] : [["extensionTestsPath", remote(page.testsPath)]]),
    ...(page.openFile === undefined ? [] : [["openFile", remote(page.openFile)]]),
  ];
  const url = new URL(page.server.origin);
  url.searchParams.set("tkn", page.server.token);
  if (page.workspaceFile === undefined) {
    url.searchParams.set("folder", remotePath(page.folder));
  } else {
    url.searchParams.set("workspace", remotePath(page.workspaceFile));
  }
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.href;
}
