import { realpath } from "node:fs/promises";
import { sep } from "node:path";

/**
 * Where a file really lies, when that is in none of these folders, links in its path and in theirs followed; undefined
 * when it is in one, or not there. A workspace comes from anywhere, and may hold a link to anything.
 */
export async function placeOutside(path: string, folders: readonly string[]): Promise<string | undefined> {
  try {
    const real = await realpath(path);
    const roots = await Promise.all(folders.map((folder) => realpath(folder)));
    return roots.some((root) => isWithin(real, root)) ? undefined : real;
  } catch {
    return undefined;
  }
}

/** Both absolute, and without links. A folder whose name only begins alike is another one. */
function isWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}
