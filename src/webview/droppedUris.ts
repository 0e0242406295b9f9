import { mostDropped } from "../core/protocol";

/** A drag as far as it can be read: `DataTransfer`, or what a test has for one. */
export interface DragData {
  readonly types: readonly string[];
  getData(type: string): string;
}

/** The forms in which VS Code and file managers name what is dragged, the most telling first. */
const readers: readonly (readonly [type: string, read: (text: string) => readonly string[]])[] = [
  ["application/vnd.code.uri-list", readLines],
  ["text/uri-list", readLines],
  ["resourceurls", readTexts],
  ["codeeditors", readEditors],
  ["codefiles", (text) => readTexts(text).map(fileUri)],
];

/** Whether the types of a drag promise URIs; what they are can be read only when it is dropped. */
export function promisesUris(types: readonly string[]): boolean {
  return types.some((type) => readers.some(([known]) => known === type.toLowerCase()));
}

/** The URIs that a drag names, without those of web pages: there is nothing to attach behind them. */
export function droppedUris(data: DragData): readonly string[] {
  for (const [type, read] of readers) {
    const uris = read(data.getData(type)).filter(
      (uri) => /^[a-z][a-z0-9+.-]*:./i.test(uri) && !/^(?:https?|data|javascript|blob):/i.test(uri),
    );
    if (uris.length > 0) {
      return [...new Set(uris)].slice(0, mostDropped);
    }
  }
  return [];
}

function readLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

function readTexts(text: string): readonly string[] {
  return readList(text).filter((member) => typeof member === "string");
}

/** Editor tabs; their resource is a URI as text or in pieces. */
function readEditors(text: string): readonly string[] {
  return readList(text).flatMap((member) => {
    const resource: unknown =
      typeof member === "object" && member !== null && "resource" in member ? member.resource : undefined;
    if (typeof resource === "string") {
      return [resource];
    }
    return typeof resource === "object" &&
      resource !== null &&
      "external" in resource &&
      typeof resource.external === "string"
      ? [resource.external]
      : [];
  });
}

function readList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** The URI of a path as the system writes it. */
function fileUri(path: string): string {
  const slashes = path.replaceAll("\\", "/");
  const encoded = encodeURI(slashes).replaceAll("?", "%3F").replaceAll("#", "%23");
  if (slashes.startsWith("//")) {
    return `file:${encoded}`;
  }
  return slashes.startsWith("/") ? `file://${encoded}` : `file:///${encoded}`;
}
