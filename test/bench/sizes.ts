// What is in each file of the product, from the bundler's own account of it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Metafile } from "esbuild";
import { projectRoot } from "../support/project";
import { medianOf, type Figures } from "./figures";

/** A file of the product in bytes, and how much of it each package has. */
export interface Chunk {
  readonly file: string;
  readonly bytes: number;
  readonly packages: readonly (readonly [name: string, bytes: number])[];
  /** Reading and running it in a fresh Node, in ms; only of what needs no VS Code. */
  readonly loadMs?: number;
}

const ownerOf = (input: string): string => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? "own";

function loadMs(file: string): number | undefined {
  const code =
    "const t=performance.now();require(process.argv[1]);process.stdout.write(String(performance.now()-t))";
  try {
    const times = Array.from({ length: 5 }, () =>
      Number(execFileSync(process.execPath, ["--eval", code, file], { encoding: "utf8", stdio: "pipe" })),
    );
    return medianOf(times);
  } catch {
    // It needs VS Code.
    return undefined;
  }
}

/** Every file of the product but the notices, the largest first. */
export function chunks(): readonly Chunk[] {
  const metafiles: readonly Metafile[] = JSON.parse(
    readFileSync(join(projectRoot, "out", "product.json"), "utf8"),
  );
  const outputs = new Map(metafiles.flatMap((each) => Object.entries(each.outputs)));
  return readdirSync(join(projectRoot, "dist"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(map|txt)$/.test(entry.name))
    .map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      const file = relative(projectRoot, path).replaceAll("\\", "/");
      const packages = new Map<string, number>();
      for (const [input, { bytesInOutput }] of Object.entries(outputs.get(file)?.inputs ?? {})) {
        packages.set(ownerOf(input), (packages.get(ownerOf(input)) ?? 0) + bytesInOutput);
      }
      const ms = name.endsWith(".js") && !file.includes("webview") ? loadMs(path) : undefined;
      return {
        file,
        // As it lies there: the bundler does not know what the build does to its output.
        bytes: statSync(path).size,
        packages: [...packages].sort(([, a], [, b]) => b - a),
        ...(ms === undefined ? {} : { loadMs: ms }),
      };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

/** Makes the VSIX and notes how large it is. */
export function notePackage(figures: Figures): void {
  execFileSync(process.execPath, ["package.mjs"], { cwd: projectRoot, stdio: "pipe" });
  figures.add("vsix", "ours", statSync(join(projectRoot, "ask-claude.vsix")).size / 1e6);
}
