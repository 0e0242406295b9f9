import { spawn } from "node:child_process";
import { hasDisplay } from "./desktop";

function opener(link: string): readonly [string, ...string[]] {
  const { BROWSER = "" } = process.env;
  if (BROWSER !== "") {
    return [BROWSER, link];
  }
  if (process.platform === "darwin") {
    return ["open", link];
  }
  return process.platform === "win32"
    ? ["rundll32", "url.dll,FileProtocolHandler", link]
    : ["xdg-open", link];
}

/** Opens a link in the person's browser where there is one to be seen; BROWSER=none forbids it. Tells whether it tried. */
export function openLink(link: string): boolean {
  const named = process.env["BROWSER"] ?? "";
  if (named === "none" || (named === "" && !hasDisplay())) {
    return false;
  }
  const [file, ...args] = opener(link);
  const child = spawn(file, args, { stdio: "ignore", detached: true });
  child.on("error", () => {
    process.stderr.write(`"${file}" could not be started: open the link yourself.\n`);
  });
  child.unref();
  return true;
}
