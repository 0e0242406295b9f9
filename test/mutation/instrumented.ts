import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../support/project";
import type { MutationGroup } from "./groups";

/** One small change of the source that the tests should notice. */
export interface Mutant {
  readonly id: string;
  /** Below `src`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The source's line, trimmed. */
  readonly where: string;
  readonly original: string;
  readonly replacement: string;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

interface InstrumentedSources {
  readonly files: readonly { readonly name: string; readonly content: string }[];
  readonly mutants: readonly {
    readonly id: string;
    readonly fileName: string;
    readonly replacement: string;
    readonly location: { readonly start: Position; readonly end: Position };
  }[];
}

/** As much of Stryker's instrumenter as is used; its own types are there only once it is installed. */
interface StrykerInstrumenter {
  readonly Instrumenter: new (logger: unknown) => {
    instrument(files: readonly unknown[], options: unknown): Promise<InstrumentedSources>;
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, isDebugEnabled: () => false };

async function stryker(): Promise<StrykerInstrumenter> {
  const from = createRequire(join(projectRoot, "test", "mutation", "package.json"));
  const file = from.resolve("@stryker-mutator/instrumenter");
  return (await import(pathToFileURL(file).href)) as StrykerInstrumenter;
}

function textAt(
  source: string,
  { start, end }: { readonly start: Position; readonly end: Position },
): string {
  const lines = source.split("\n");
  const offset = (at: Position): number =>
    lines.slice(0, at.line).reduce((sum, line) => sum + line.length + 1, at.column);
  return source.slice(offset(start), offset(end));
}

function outFile(group: MutationGroup): string {
  return join(projectRoot, "out", "mutation", "groups", `${group.name}.js`);
}

/** All suites of a group in one bundle, so that there is one copy of each source and all of it is read at once. */
async function bundle(group: MutationGroup, contents: ReadonlyMap<string, string>, write: boolean) {
  return build({
    stdin: {
      contents: group.suites.map((suite) => `import "./test/unit/${suite}";`).join("\n"),
      resolveDir: projectRoot,
    },
    bundle: true,
    write,
    outfile: outFile(group),
    platform: "node",
    format: "cjs",
    target: "node20",
    packages: "external",
    logLevel: "warning",
    plugins: [
      {
        name: "mutants",
        setup(builder) {
          builder.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
            const text = contents.get(path);
            return text === undefined ? undefined : { contents: text, loader: "ts" };
          });
        },
      },
    ],
  });
}

/** Changes with every byte of the group's sources, of its suites and of what either imports. */
export async function digestOf(group: MutationGroup): Promise<string> {
  const { outputFiles = [] } = await bundle(group, new Map(), false);
  return createHash("sha256")
    .update(group.sources.join("\n"))
    .update(outputFiles[0]?.text ?? "")
    .digest("hex");
}

/** Builds the group's suites with every mutant in them, each asleep until it is asked for by its id. */
export async function buildWithMutants(
  group: MutationGroup,
): Promise<{ readonly file: string; readonly mutants: readonly Mutant[] }> {
  const { Instrumenter } = await stryker();
  const paths = group.sources.map((source) => join(projectRoot, "src", source));
  const texts = new Map<string, string>();
  for (const path of paths) {
    texts.set(path, await readFile(path, "utf8"));
  }
  const sources = [...texts].map(([name, content]) => ({ name, content, mutate: true }));
  const { files, mutants } = await new Instrumenter(silent).instrument(sources, {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
  });
  await bundle(group, new Map(files.map(({ name, content }) => [name, content])), true);
  return {
    file: outFile(group),
    mutants: mutants.map(({ id, fileName, location, replacement }) => {
      const source = texts.get(fileName) ?? "";
      return {
        id,
        file: group.sources[paths.indexOf(fileName)] ?? fileName,
        line: location.start.line + 1,
        where: source.split("\n")[location.start.line]?.trim() ?? "",
        original: textAt(source, location),
        replacement,
      };
    }),
  };
}
